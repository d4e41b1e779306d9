/** Copy packets to their process, or map them: which way loses fewer, with this card and this much memory (IR1). */
import { zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const WAYS = ['copy', 'map'] as const;
type Way = (typeof WAYS)[number];
const PACKETS = 6;

interface Load {
  order: number;
  every: number;
  copy: number;
  map: number;
  transfer: number;
  hold: number;
  dma: number;
}

/** A load that one way can't bear: copying is too slow for it, or mapping takes too much memory. */
function draw(dice: Dice, better: Way, most: number): Load {
  const order = dice.between(0, most);
  const size = 1 << order;
  const [map, transfer] = [1, dice.between(1, 2)];
  const copy = dice.between(2, 5);
  const slow = 2 + (transfer + copy) * size;
  const quick = 2 + (transfer + map) * size;
  if (better === 'map') {
    const every = dice.between(Math.min(quick + 1, slow - 1), slow - 1);
    const hold = dice.between(1, 3) * every;
    return { order, every, copy, map, transfer, hold, dma: (Math.ceil(hold / every) + 3) * size };
  }
  const every = slow + dice.between(2, 8);
  const hold = every * dice.between(3, 6);
  return { order, every, copy, map, transfer, hold, dma: size * dice.between(1, 2) };
}

/** How many packets reach their process. */
function deliver(load: Load, by: Way): number {
  const { order, every, transfer, hold, copy, map } = load;
  const small = smallMachine({
    frames: 48,
    dmaShare: 500,
    kernelFrames: 1,
    modules: ['nic'],
    cost: { copy, map },
    device: { every, first: 4, order: [order, order], deadline: every, transfer, hold },
  });
  const { machine } = small;
  const { zone } = machine.zones[0]!;
  // Blocks from the top on are somebody else's, so that what is left is in one piece.
  for (let pfn = zone.frames - 1; zone.free > load.dma; pfn--) zones.takeAt(machine, pfn);
  for (let end = 4 + PACKETS * every; machine.tick < end + every; ) {
    const trap = machine.traps.find(({ stage }) => stage === 0);
    if (trap) small.give(0, { op: 'serve', trap: trap.id, by });
    small.run(1);
    if (machine.arrived >= PACKETS && machine.traps.length === 0) break;
  }
  return small.count('deliver-copy') + small.count('deliver-map');
}

const board = ({ order, every, copy, map, transfer, hold, dma }: Load): Figure =>
  table(
    say('copy-or-map.load'),
    ['size', 'every', 'fill', 'copy', 'map', 'hold', 'dma'].map((name) => say(`copy-or-map.head-${name}`)),
    [[1 << order, every, transfer, copy, map, hold, dma]],
  );

export const copyOrMap: Kind = {
  id: 'copy-or-map',
  concept: 'zero-copy',
  also: ['dma'],
  make(dice, level): Made {
    const better = dice.pick(WAYS);
    const other = better === 'copy' ? 'map' : 'copy';
    let load = draw(dice, better, level - 1);
    let results = { copy: deliver(load, 'copy'), map: deliver(load, 'map') };
    for (let tries = 0; tries < 20 && results[better] <= results[other]; tries++) {
      load = draw(dice, better, level - 1);
      results = { copy: deliver(load, 'copy'), map: deliver(load, 'map') };
    }
    const right = results.copy > results.map ? 'copy' : 'map';
    const options = dice.shuffle(WAYS);
    const frames = 1 << load.order;
    const work = { fill: load.transfer * frames, copying: load.copy * frames, mapping: load.map * frames };
    return {
      ask: say('copy-or-map.ask', { packets: PACKETS }),
      figures: [board(load)],
      form: { type: 'choice', options: options.map((way) => say(`copy-or-map.${way}`)) },
      answer: options.indexOf(right),
      steps: worked([
        {
          say: say('copy-or-map.copied', {
            ...work,
            every: load.every,
            delivered: results.copy,
            packets: PACKETS,
          }),
          figures: [board(load)],
          found: [[say('copy-or-map.copy'), `${results.copy} / ${PACKETS}`]],
        },
        {
          say: say('copy-or-map.mapped', {
            ...work,
            hold: load.hold,
            dma: load.dma,
            frames,
            delivered: results.map,
            packets: PACKETS,
          }),
          figures: [board(load)],
          found: [[say('copy-or-map.map'), `${results.map} / ${PACKETS}`]],
        },
        { say: say(`copy-or-map.so-${right}`), figures: [board(load)] },
      ]),
    };
  },
};

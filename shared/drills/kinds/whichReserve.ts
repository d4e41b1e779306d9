/** Where an interrupt finds its block: in the zone, else in the smallest reserve that is large enough (KM1, IR1). */
import { buddy, zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

const RESERVES = { 1: 3, 2: 3, 3: 4 } as const;

interface Board {
  small: Driven;
  order: number;
  /** Orders of the reserves by row; -1 for the zone itself. */
  rows: number[];
  largest: number;
  free: number;
  /** The row that serves, -1 for none. */
  at: number;
}

/** A machine with reserves, and a zone in which few frames are left when the packet comes. */
function draw(dice: Dice, level: Level): Board {
  const orders = dice.some([0, 1, 2, 3], RESERVES[level]);
  const order = dice.between(0, level === 1 ? 2 : 3);
  const device = { every: 1000, first: 30, order: [order, order] as [number, number] };
  const small = smallMachine({ frames: 96, kernelFrames: 2, dmaShare: 500, modules: ['nic'], device });
  const { machine } = small;
  for (const one of orders) small.give(0, { op: 'pool', order: one });
  small.run(8);
  const { zone } = machine.zones[0]!;
  const kept = dice.chance(40) ? dice.pick([3, 5, 9]) : dice.between(0, 3);
  const frames = Array.from({ length: zone.frames }, (_, pfn) => pfn);
  const together = dice.chance(60) ? frames : dice.shuffle(frames);
  for (const pfn of together)
    if (zone.free > kept && zones.isFreeFrame(machine, pfn)) zones.takeAt(machine, pfn);
  const rows = dice.shuffle([-1, ...orders]);
  const largest = buddy.largestFree(zone);
  const enough = orders.filter((one) => one >= order).sort((a, b) => a - b);
  const at = largest >= 1 << order ? rows.indexOf(-1) : enough.length > 0 ? rows.indexOf(enough[0]!) : -1;
  return { small, order, rows, largest, free: zone.free, at };
}

const board = ({ rows, largest, free }: Board, at?: number): Figure =>
  table(
    say('which-reserve.blocks'),
    [say('which-reserve.place'), say('figure.free'), say('which-reserve.largest')],
    rows.map((order) => (order < 0 ? ['DMA', free, largest] : [say('content.pool'), 1 << order, 1 << order])),
    at,
  );

/** The packet is served: the row that its block came from. */
function serve({ small, rows }: Board): number {
  small.until('interrupt');
  small.give(0, { op: 'serve', trap: small.machine.traps.at(-1)!.id, by: 'copy' });
  small.until('dma');
  const reserve = small.events.find(({ type }) => type === 'mempool');
  return rows.indexOf(reserve === undefined ? -1 : reserve.n);
}

export const whichReserve: Kind = {
  id: 'which-reserve',
  concept: 'mempool',
  also: ['dma'],
  make(dice, level): Made {
    // The rows are shuffled: the place of the right one is even by itself.
    let one = draw(dice, level);
    while (one.at < 0) one = draw(dice, level);
    const { rows, order, largest } = one;
    const answer = serve(one);
    const frames = 1 << order;
    const inZone = rows[answer] === -1;
    const zone = rows.indexOf(-1);
    const steps = [
      {
        say: say(inZone ? 'which-reserve.zone' : 'which-reserve.noZone', { frames, largest }),
        figures: [board(one, zone)],
      },
    ];
    if (!inZone)
      steps.push({
        say: say('which-reserve.reserve', { frames, taken: 1 << rows[answer]! }),
        figures: [board(one, answer)],
      });
    // Who goes by the zone's total takes scattered frames for a block.
    const scattered = !inZone && one.free >= frames;
    return {
      ask: say('which-reserve.ask', { count: frames }),
      figures: [board(one)],
      form: { type: 'pick', figure: 0, from: rows.map((_, row) => row) },
      answer,
      steps,
      slips: scattered ? [{ answer: zone, misconception: 'free-total-suffices' }] : [],
    };
  },
};

/** From which zone a frame comes: who asks decides which zones will do, and in which order they are tried (FR2, PA3). */
import { type Machine, ZONES, zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, raw, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { sought } from '../sought.ts';

const NAMES = ['DMA', 'NORMAL', 'HIGHMEM'] as const;
const ASKERS = [
  { use: 'dma', call: 'kmalloc(…, GFP_DMA)' },
  { use: 'kernel', call: 'kmalloc(…, GFP_KERNEL)' },
  { use: 'vmalloc', call: 'vmalloc(…)' },
  { use: 'user', call: 'alloc_page(GFP_HIGHUSER)' },
] as const;

/** Zones of chance with few free frames or none; what each asker gets is the simulation's answer. */
function draw(dice: Dice, level: Level) {
  const min = level === 1 ? 0 : dice.between(1, 3);
  const changes = { frames: 48, kernelFrames: 1, highFrames: 12, watermark: { min, low: min, high: min } };
  const { machine } = smallMachine(changes, 1);
  for (const at of machine.zones) leave(dice, machine, at, dice.chance(45) ? 0 : dice.between(1, 6));
  const asker = dice.pick(ASKERS);
  const free = machine.zones.map(({ zone }) => zone.free);
  const pfn = zones.takeBlock(machine, 0, asker.use);
  const taken = pfn < 0 ? NAMES.length : zones.zoneOf(machine, pfn)!.kind;
  return { asker, free, min, pfn, taken };
}

/** Takes frames of a zone until so many are left. */
function leave(dice: Dice, machine: Machine, { zone }: zones.MemZone, free: number): void {
  const frames = dice.shuffle(Array.from({ length: zone.frames }, (_, at) => zone.base + at));
  for (const pfn of frames)
    if (zone.free > free && zones.isFreeFrame(machine, pfn)) zones.takeAt(machine, pfn);
}

const board = (free: readonly number[], min: number, at?: number): Figure =>
  table(
    say('zone-fallback.zones'),
    [say('figure.zoneName'), say('figure.free'), say('figure.min')],
    NAMES.map((name, zone) => [name, free[zone]!, min]),
    at,
  );

export const zoneFallback: Kind = {
  id: 'zone-fallback',
  concept: 'zones',
  also: ['highmem', 'direct-map'],
  make(dice, level): Made {
    const { asker, free, min, pfn, taken } = sought(
      dice,
      () => draw(dice, level),
      (one) => (one.free.every((frames) => frames === 0) ? null : { at: one.taken, of: NAMES.length + 1 }),
    );
    const request = table(
      say('zone-fallback.request'),
      [say('figure.request'), say('figure.framesOwn')],
      [[asker.call, 1]],
    );
    const kinds = dice.shuffle([0, 1, 2, 3]);
    const high = ZONES.indexOf('high');
    const left = free.map((frames, zone) => frames - (zone === taken ? 1 : 0));
    const tempted = asker.use === 'kernel' && taken !== high && free[high]! > 0;
    return {
      ask: say('zone-fallback.ask'),
      figures: [request, board(free, min)],
      form: {
        type: 'choice',
        options: kinds.map((zone) => (zone < NAMES.length ? raw(NAMES[zone]!) : say('zone-fallback.none'))),
      },
      answer: kinds.indexOf(taken),
      steps: [
        { say: say(`zone-fallback.order-${asker.use}`, { min }), figures: [board(free, min)] },
        pfn < 0
          ? { say: say('zone-fallback.so-none'), figures: [board(free, min)] }
          : {
              say: say('zone-fallback.so', { zone: NAMES[taken]!, pfn }),
              figures: [board(left, min, taken)],
            },
      ],
      slips: tempted ? [{ answer: kinds.indexOf(high), misconception: 'highmem-is-fast' }] : [],
    };
  },
};

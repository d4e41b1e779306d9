/** For which faults the kernel maps a frame for a moment: it must write into it, and it is high memory (FR2). */
import { ZONES, zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

const ROWS = { 1: 4, 2: 6, 3: 8 } as const;
const MACHINE = {
  processes: 2,
  frames: 40,
  pages: 24,
  kernelFrames: 2,
  highFrames: 16,
  restart: 10_000,
  cost: { disk: 1 },
};

interface Fill {
  pfn: number;
  high: boolean;
  /** Somebody's page lay there and was not wiped. */
  old: boolean;
  kmapped: boolean;
}

/** Process 1 leaves its marks in some frames; then process 2 gets frames of both sorts, and the machine says what it did. */
function draw(dice: Dice, level: Level): Fill[] {
  const small = smallMachine(MACHINE, 1);
  const { machine } = small;
  const free = Array.from({ length: MACHINE.frames }, (_, pfn) => pfn).filter((pfn) =>
    zones.isFreeFrame(machine, pfn),
  );
  const high = dice.shuffle(free.filter((pfn) => zones.isHigh(machine, pfn)));
  const low = dice.shuffle(free.filter((pfn) => !zones.isHigh(machine, pfn)));
  const highRows = dice.between(2, ROWS[level] - 1);
  const frames = [...high.slice(0, highRows), ...low.slice(0, ROWS[level] - highRows)];
  // One of the high ones is in need of wiping, one of the others not: else there is nothing to tell apart.
  const old = frames.filter((_, at) => at === 0 || (at !== 1 && dice.chance(55)));
  small.call(1, { op: 'brk', pages: 12 });
  for (const [at, pfn] of old.entries()) small.touch(1, 2 + at, true, pfn);
  small.give(1, { op: 'exit' });
  small.run(6);
  small.call(2, { op: 'brk', pages: 12 });
  const before = small.events.length;
  const order = dice.shuffle(frames);
  for (const [at, pfn] of order.entries()) small.touch(2, 2 + at, true, pfn);
  const kmapped = new Set(
    small.events
      .slice(before)
      .filter(({ type }) => type === 'kmap')
      .map(({ pfn }) => pfn),
  );
  return order.map((pfn) => ({
    pfn,
    high: zones.zoneOf(machine, pfn)!.kind === ZONES.indexOf('high'),
    old: old.includes(pfn),
    kmapped: kmapped.has(pfn),
  }));
}

const board = (fills: readonly Fill[], at?: number): Figure =>
  table(
    say('kmap-needed.faults'),
    [say('figure.frame'), say('figure.zoneName'), say('kmap-needed.wiped')],
    fills.map(({ pfn, high, old }) => [pfn, high ? 'HIGHMEM' : 'NORMAL', old ? 0 : 1]),
    at,
  );

export const kmapNeeded: Kind = {
  id: 'kmap-needed',
  concept: 'highmem',
  make(dice, level): Made {
    const fills = draw(dice, level);
    const rows = (wanted: (fill: Fill) => boolean): number[] =>
      fills.flatMap((fill, row) => (wanted(fill) ? [row] : []));
    const answer = rows(({ kmapped }) => kmapped);
    const low = rows(({ high, old }) => !high && old);
    const names = (list: readonly number[]): string => list.map((row) => fills[row]!.pfn).join(', ');
    return {
      ask: say('kmap-needed.ask'),
      figures: [board(fills)],
      form: { type: 'picks', figure: 0, from: fills.map((_, row) => row), count: answer.length },
      answer,
      steps: [
        {
          say: say('kmap-needed.write', { frames: names(rows(({ old }) => old)) }),
          figures: [board(fills)],
        },
        { say: say('kmap-needed.high', { frames: names(answer) }), figures: [board(fills, answer[0])] },
      ],
      slips: low.length > 0 ? [{ answer: low, misconception: 'highmem-is-fast' }] : [],
    };
  },
};

/** Which kernel is it, by what calls cost and by what a crashed driver takes with it (OS1). */
import type { Personality } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Costs, driverCrash, KERNELS, kernelName, price, pricesFigure } from '../personalities.ts';
import { type Figure, type Level, type Made, say, type Text } from '../question.ts';

const CRASH = { machine: 'which-kernel.panic', driver: 'which-kernel.restart' } as const;

/** What is seen: ticks, or the key of the word for what follows. */
type Result = number | (typeof CRASH)[keyof typeof CRASH];

/** What a wild driver does under each kernel, as the machine says it; it is the same whatever calls cost. */
const crashes = new Map<string, Result[]>();
function crashesOf(driver: 'nic' | 'blk'): Result[] {
  const known = crashes.get(driver) ?? KERNELS.map((kernel) => CRASH[driverCrash(kernel, driver)]);
  crashes.set(driver, known);
  return known;
}

interface Seen {
  what: string;
  /** What it is under each kernel, in the order of KERNELS. */
  results: Result[];
}

/** What can be seen from outside, each under all three kernels. */
function sights(cost: Costs): Seen[] {
  const under = (result: (kernel: Personality) => Result) => KERNELS.map(result);
  return [
    { what: 'send()', results: under((kernel) => price(kernel, cost, ['send'])) },
    { what: 'open()', results: under((kernel) => price(kernel, cost, ['open'])) },
    { what: 'mmap()', results: under((kernel) => price(kernel, cost, ['mmap'])) },
    { what: 'nic ↯', results: crashesOf('nic') },
    { what: 'blk ↯', results: crashesOf('blk') },
  ];
}

const fitting = (seen: readonly Seen[], right: number): Personality[] =>
  KERNELS.filter((_, kernel) => seen.every(({ results }) => results[kernel] === results[right]));

/** Sights that leave one kernel only: a single one at level 1 where there is such, else several. */
function choose(dice: Dice, all: readonly Seen[], right: number, level: Level): Seen[] {
  for (;;) {
    const seen = dice.some(all, level === 1 ? dice.between(1, 2) : dice.between(2, level + 1));
    if (fitting(seen, right).length === 1) return seen;
  }
}

const resultText = (result: Result): Text => (typeof result === 'string' ? say(result) : result);

const board = (seen: readonly Seen[], right: number, at?: number): Figure =>
  table(
    say('which-kernel.seen'),
    [say('which-kernel.what'), say('which-kernel.result')],
    seen.map(({ what, results }) => [what, resultText(results[right]!)]),
    at,
  );

export const whichKernel: Kind = {
  id: 'which-kernel',
  concept: 'hybrid',
  also: ['monolithic', 'microkernel'],
  make(dice, level): Made {
    const cost = { entry: dice.between(1, 4), copy: dice.between(1, 4), map: dice.between(1, 3) };
    const right = dice.below(KERNELS.length);
    const seen = choose(dice, sights(cost), right, level);
    const options = dice.shuffle(KERNELS);
    const prices = pricesFigure(cost, 'copyMessage');
    const left = (upTo: number) => fitting(seen.slice(0, upTo), right).map(kernelName);
    return {
      ask: say('which-kernel.ask'),
      figures: [board(seen, right), prices],
      form: { type: 'choice', options: options.map(kernelName) },
      answer: options.indexOf(KERNELS[right]!),
      steps: [
        { say: say('which-kernel.rules'), figures: [board(seen, right), prices] },
        ...seen.map(({ what }, at) => ({
          say: say('which-kernel.leaves', { what, kernels: left(at + 1) }),
          figures: [board(seen, right, at), prices],
        })),
      ],
    };
  },
};

/** Copying at fork, or at the first write? The writes are run, and what each way costs is added up (AS4, cost). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { accessWord, machineFrames, tableFigure } from '../pagingFigures.ts';
import { pricesFigure } from '../personalities.ts';
import { type Level, type Made, say } from '../question.ts';
import { forkChild, stillMachine } from '../smallMachine.ts';

const WAYS = ['all', 'cow'] as const;
const HEAP = 3;

/** A parent with some pages, its child, and writes of both; what copying at once and copying on write cost. */
function build(dice: Dice, level: Level) {
  const cost = { entry: dice.between(1, 3), copy: dice.between(1, 4), map: dice.between(1, 3) };
  const count = dice.between(3, 3 + level);
  const small = stillMachine({ frames: 32, kernelFrames: 4, processes: 1, children: 1, pages: 16, cost });
  small.done(1, { op: 'brk', pages: count });
  for (let at = 0; at < count; at++) small.touch(1, HEAP + at, true);
  const child = forkChild(small);
  const board = machineFrames(small.machine, {}, 4);
  const writes = Array.from({ length: dice.between(1, count + 2) }, () => ({
    pid: dice.chance(70) ? child : 1,
    vpn: HEAP + dice.below(count),
  }));
  const faults = { copied: 0, last: 0 };
  for (const { pid, vpn } of writes) {
    const cow = small.touch(pid, vpn, true).find(({ type }) => type === 'cow');
    if (cow !== undefined) faults[cow.n === 1 ? 'last' : 'copied'] += 1;
  }
  const each = cost.entry + cost.map;
  const cow = faults.copied * (each + cost.copy) + faults.last * each;
  return { small, cost, count, child, board, writes, faults, cow, all: count * cost.copy };
}

export const cowWorth: Kind = {
  id: 'cow-worth',
  concept: 'cow',
  also: ['mode-switch', 'page-fault'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.below(2);
    let made = build(dice, level);
    for (let tries = 0; tries < 30; tries++) {
      if (made.cow !== made.all && (made.all < made.cow ? 0 : 1) === wanted) break;
      made = build(dice, level);
    }
    const { small, cost, count, child, board, writes, faults, cow, all } = made;
    const better = all < cow ? 'all' : 'cow';
    const prices = pricesFigure(cost, 'copyPage');
    const rows = writes.map(({ pid, vpn }) => [`P${pid}`, accessWord(true), vpn]);
    const list = tableFigure(say('figure.accesses'), ['process', 'access', 'page'], rows);
    const options = dice.shuffle(WAYS);
    const after = machineFrames(small.machine, {}, 4);
    return {
      ask: say('cow-worth.ask', { child, count, first: HEAP }),
      figures: [prices, list, board],
      form: { type: 'choice', options: options.map((way) => say(`cow-worth.${way}`)) },
      answer: options.indexOf(better),
      steps: [
        { say: say('cow-worth.atOnce', { count, ticks: all }), figures: [prices, board] },
        { say: say('cow-worth.onWrite', { ...faults, ticks: cow }), figures: [prices, after] },
        { say: say(`cow-worth.better.${better}`, { all, cow }), figures: [list, after] },
      ],
    };
  },
};

/** Several calls one by one, or through one crossing (SY2): what each way costs in kernel time. */
import type { RingCall } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, raw, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

/** Files that are open, so that they can be closed. */
const FILES = 4;

/** Calls that do next to nothing in the kernel: what they cost is how they get there. */
function callsOf(dice: Dice, count: number): RingCall[] {
  const closes = dice.between(0, Math.min(FILES, count));
  const ops = dice.shuffle(Array.from({ length: count }, (_, at) => at < closes));
  let [fd, value] = [0, 0];
  return ops.map((isClose) => (isClose ? { op: 'close', fd: fd++ } : { op: 'nice', value: ++value }));
}

/** The kernel's ticks for the calls, a crossing each or all in one. */
function ticksFor(calls: readonly RingCall[], cost: { entry: number; copy: number }, together: boolean) {
  const small = smallMachine({ frames: 40, files: 1, filePages: 1, pages: 16, accessPeriod: 1000, cost });
  for (let file = 0; file < FILES; file++) small.call(1, { op: 'open', file: 0 });
  const before = small.busy();
  if (together) small.call(1, { op: 'submit', calls: [...calls] });
  else for (const call of calls) small.call(1, call);
  return small.busy() - before;
}

export const batchCalls: Kind = {
  id: 'batch-calls',
  concept: 'mode-switch',
  also: ['syscall'],
  make(dice: Dice, level: Level): Made {
    const count = dice.between(2, 4 + level);
    // Half the price of copying a page, one tick at the least, is what an entry of the ring takes.
    const slot = dice.between(1, 1 + level);
    const cost = { entry: dice.between(2, 4 + level), copy: 2 * slot };
    const calls = callsOf(dice, count);
    const alone = ticksFor(calls, cost, false);
    const together = ticksFor(calls, cost, true);
    const names = calls.map((call) => raw(call.op === 'nice' ? `nice(${call.value})` : `${call.op}()`));
    const figures = [
      tableFigure(
        say('figure.program'),
        ['number', 'call'],
        names.map((name, at) => [at + 1, name]),
      ),
      tableFigure(say('figure.prices'), ['crossing', 'workAlone', 'ringEntry'], [[cost.entry, 0, slot]]),
    ];
    const field = (name: string) => ({ name: say(`batch-calls.${name}`), base: 10, max: 999 }) as const;
    const values = { calls: count, entry: cost.entry, slot };
    return {
      ask: say('batch-calls.ask'),
      figures,
      form: { type: 'fields', fields: [field('alone'), field('together')] },
      answer: [alone, together],
      steps: worked([
        {
          say: say('batch-calls.single', { calls: count, entry: cost.entry, ticks: alone }),
          figures,
          found: [[say('batch-calls.alone'), alone]],
        },
        {
          say: say('batch-calls.ring', { ...values, ticks: together }),
          figures,
          found: [[say('batch-calls.together'), together]],
        },
        {
          say: say(together < alone ? 'batch-calls.pays' : 'batch-calls.lost', { alone, together }),
          figures,
        },
      ]),
    };
  },
};

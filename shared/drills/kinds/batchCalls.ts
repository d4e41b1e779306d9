/** Several calls one by one, or through one crossing (SY2): what each way costs in kernel time. */
import type { RingCall } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { quietMachine } from '../quietMachine.ts';

/** So many letters, or so many steps of niceness. */
const callsOf = (op: 'send' | 'nice', count: number): RingCall[] =>
  Array.from({ length: count }, (_, at) =>
    op === 'send' ? { op, pid: 2, value: at } : { op, value: at + 1 },
  );

export const batchCalls: Kind = {
  id: 'batch-calls',
  concept: 'mode-switch',
  also: ['syscall'],
  make(dice: Dice, level: Level): Made {
    const op = dice.pick(['send', 'nice'] as const);
    const count = dice.between(2, op === 'send' ? 4 : 2 + 2 * level);
    const cost = { entry: dice.between(1, 2 + level), copy: 2 * dice.between(1, level) };
    const calls = callsOf(op, count);
    const single = quietMachine({ frames: 40, cost });
    const alone = calls.reduce((sum, call) => sum + single.done(1, call), 0);
    const together = quietMachine({ frames: 40, cost }).done(1, { op: 'submit', calls });
    const figure = tableFigure(
      say('figure.prices'),
      ['crossing', 'workAlone', 'workInRing'],
      [[cost.entry, op === 'send' ? cost.copy : 0, Math.max(1, Math.floor(cost.copy / 2))]],
    );
    const field = (name: string) => ({ name: say(`batch-calls.${name}`), base: 10, max: 999 }) as const;
    const values = { op, count, entry: cost.entry };
    return {
      ask: say('batch-calls.ask', { op, count }),
      figures: [figure],
      form: { type: 'fields', fields: [field('alone'), field('together')] },
      answer: [alone, together],
      steps: [
        { say: say('batch-calls.single', { ...values, ticks: alone }), figures: [figure] },
        { say: say('batch-calls.ring', { ...values, ticks: together }), figures: [figure] },
        {
          say: say(together < alone ? 'batch-calls.pays' : 'batch-calls.lost', { alone, together }),
          figures: [figure],
        },
      ],
    };
  },
};

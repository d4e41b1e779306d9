/** What a process has to read after signals and letters: a signal is news without data (SY1). */
import { SIGNALS } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, raw, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const CALLS = { 1: 5, 2: 8, 3: 11 } as const;
const TARGET = 2;
/** Letters of one sender that wait at a time. */
const MAILBOX = 4;

interface Call {
  pid: number;
  op: 'send' | 'kill' | 'recv';
  to: number;
  value: number;
}

/** Calls in which no mailbox overflows and nobody receives from an empty one. */
function write(dice: Dice, level: Level): Call[] {
  const waiting = new Map<number, number>();
  let letters = 0;
  const calls = Array.from({ length: CALLS[level] }, (): Call => {
    const pid = dice.pick([1, 3]);
    const to = level > 1 && dice.chance(20) ? 4 - pid : TARGET;
    if (level > 1 && letters > 0 && dice.chance(20)) {
      letters--;
      return { pid: TARGET, op: 'recv', to: 0, value: 0 };
    }
    if (dice.chance(45) || (waiting.get(pid) ?? 0) === MAILBOX)
      return { pid, op: 'kill', to, value: SIGNALS.SIGUSR1 };
    if (to === TARGET) {
      waiting.set(pid, (waiting.get(pid) ?? 0) + 1);
      letters++;
    }
    return { pid, op: 'send', to, value: dice.between(2, 99) };
  });
  // At least one signal, so that there is something to take for data.
  return [...calls, { pid: 1, op: 'kill', to: TARGET, value: SIGNALS.SIGUSR1 }];
}

/** Makes the calls: what waits to be read by the target then. */
function run(calls: readonly Call[]): number[] {
  const small = smallMachine({ processes: 3, pages: 16, accessPeriod: 1000 });
  for (const { pid, op, to, value } of calls) {
    if (op === 'send') small.call(pid, { op, pid: to, value });
    else if (op === 'recv') small.call(pid, { op });
    else small.call(pid, { op, pid: to, signal: 'SIGUSR1' });
  }
  return small.machine.processes[TARGET - 1]!.mail.map((letter) => letter.value);
}

const text = ({ op, to, value }: Call): string => (op === 'recv' ? 'recv()' : `${op}(P${to}, ${value})`);

const board = (calls: readonly Call[]): Figure =>
  table(
    say('signal-data.calls'),
    [say('figure.process'), say('figure.call')],
    calls.map((call) => [`P${call.pid}`, text(call)]),
  );

export const signalData: Kind = {
  id: 'signal-data',
  concept: 'signal',
  also: ['message-passing'],
  make(dice, level): Made {
    const calls = write(dice, level);
    const mail = run(calls);
    const signals = calls.filter(({ op, to }) => op === 'kill' && to === TARGET).length;
    const sent = calls.filter(({ op, to }) => op === 'send' && to === TARGET).length;
    return {
      ask: say('signal-data.ask', { signal: SIGNALS.SIGUSR1 }),
      figures: [board(calls)],
      form: { type: 'number', min: 0, max: calls.length, unit: say('signal-data.unit') },
      answer: mail.length,
      steps: worked([
        {
          say: say('signal-data.signals', { signals, signal: SIGNALS.SIGUSR1 }),
          figures: [board(calls)],
          found: [[raw('kill(P2)'), signals]],
        },
        {
          say: say('signal-data.letters', { sent, read: sent - mail.length, left: mail.length }),
          figures: [board(calls)],
          found: [
            [raw('send(P2)'), sent],
            [raw('recv()'), sent - mail.length],
            [say('signal-data.unit'), mail.length],
          ],
        },
      ]),
      slips: [{ answer: mail.length + signals, misconception: 'signal-carries-data' }],
    };
  },
};

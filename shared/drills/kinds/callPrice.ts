/** What the same calls cost under three kernels: a server outside is a message there and one back (OS1). */
import { SURCHARGE } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { KERNELS, kernelName, type Priced, price } from '../personalities.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { worked } from '../worked.ts';

const CALLS = { 1: 2, 2: 4, 3: 6 } as const;
/** The server that carries a call out, where there is one. */
const SERVER = { open: 'file', close: null, send: 'ipc', recv: 'ipc', mmap: 'memory', nice: null } as const;

/** Calls in an order in which each succeeds: what is received was sent. */
function write(dice: Dice, level: Level): Priced[] {
  const calls: Priced[] = ['send'];
  let [waiting, open] = [1, 0];
  while (calls.length < CALLS[level]) {
    const call = dice.pick(['open', 'send', 'recv', 'mmap', 'nice'] as const);
    if ((call === 'recv' && waiting === 0) || (call === 'open' && open === 3)) continue;
    if (call === 'send') waiting++;
    if (call === 'recv') waiting--;
    if (call === 'open') open++;
    calls.push(call);
  }
  return waiting > 4 ? write(dice, level) : calls;
}

export const callPrice: Kind = {
  id: 'call-price',
  concept: 'microkernel',
  also: ['hybrid', 'mode-switch'],
  make(dice, level): Made {
    const calls = write(dice, level);
    const cost = { entry: dice.between(1, 3), copy: dice.between(1, 3), map: dice.between(1, 2) };
    const answer = KERNELS.map((kernel) => price(kernel, cost, calls));
    const [mono, hybrid, micro] = answer as [number, number, number];
    const count = (server: string): number => calls.filter((call) => SERVER[call] === server).length;
    const figures: Figure[] = [
      table(
        say('call-price.calls'),
        [say('figure.call')],
        calls.map((call) => [`${call}()`]),
      ),
      table(
        say('call-price.costs'),
        ['entry', 'copy', 'map'].map((name) => say(`call-price.head-${name}`)),
        [[cost.entry, cost.copy, cost.map]],
      ),
      table(
        say('call-price.servers'),
        ['kernel', 'memory', 'file', 'ipc'].map((name) => say(`call-price.head-${name}`)),
        KERNELS.map((name) => [
          kernelName(name),
          SURCHARGE[name].memory,
          SURCHARGE[name].file,
          SURCHARGE[name].ipc,
        ]),
      ),
    ];
    const values = { memory: count('memory'), file: count('file'), ipc: count('ipc') };
    return {
      ask: say('call-price.ask'),
      figures,
      form: {
        type: 'fields',
        fields: KERNELS.map((name) => ({ name: kernelName(name), base: 10, max: 999 })),
      },
      answer,
      steps: worked([
        {
          say: say('call-price.base', { calls: calls.length, ticks: mono }),
          figures,
          found: [[kernelName('monolithic'), mono]],
        },
        {
          say: say('call-price.hybrid', { ...values, more: hybrid - mono, ticks: hybrid }),
          figures,
          found: [[kernelName('hybrid'), hybrid]],
        },
        {
          say: say('call-price.micro', { ...values, more: micro - mono, ticks: micro }),
          figures,
          found: [[kernelName('microkernel'), micro]],
        },
      ]),
      slips: [{ answer: [micro, hybrid, mono], misconception: 'microkernel-is-faster' }],
    };
  },
};

/** Numbers from one process to another: by messages or through shared memory (SY1, AS5)? Both ways are run. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { type Quiet, quietMachine } from '../quietMachine.ts';

interface Load {
  items: number;
  entry: number;
  copy: number;
  map: number;
}
interface Result {
  small: Quiet;
  ticks: number;
}
const WAYS = ['message', 'shm'] as const;
/** Ticks between the two, so that when a tick is counted decides nothing. */
const CLEAR = 5;

const machineFor = ({ entry, copy, map }: Load): Quiet =>
  quietMachine({ frames: 32, kernelFrames: 4, pages: 24, cost: { entry, copy, map } });

function byMessage(load: Load): Result {
  const small = machineFor(load);
  let ticks = 0;
  for (let item = 0; item < load.items; item++) {
    ticks += small.done(1, { op: 'send', pid: 2, value: item });
    ticks += small.done(2, { op: 'recv' });
  }
  return { small, ticks };
}

function byShm(load: Load): Result {
  const small = machineFor(load);
  const { machine } = small;
  let ticks = small.done(1, { op: 'shm_open', pages: 1 }) + small.done(2, { op: 'shm_attach', id: 0 });
  const { pages } = machine.param;
  const at = [0, 1].map((which) =>
    machine.backed.subarray(which * pages, (which + 1) * pages).findIndex((index) => index >= 0),
  );
  for (let item = 0; item < load.items; item++)
    for (const pid of [1, 2]) {
      const before = machine.tick;
      const fault = small.touch(pid, at[pid - 1]!, pid === 1).some(({ type }) => type.startsWith('fault-'));
      if (fault) ticks += machine.tick - before;
    }
  return { small, ticks };
}

const cheaper = ([message, shm]: readonly Result[]): number => (message!.ticks < shm!.ticks ? 0 : 1);

const difference = ([message, shm]: readonly Result[]): number => Math.abs(message!.ticks - shm!.ticks);

export const shmOrMessage: Kind = {
  id: 'shm-or-message',
  concept: 'shared-memory',
  also: ['message-passing', 'mode-switch'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.below(2);
    let load: Load;
    let results: Result[];
    let tries = 0;
    do {
      load = {
        items: dice.between(2, 4 + level),
        entry: dice.between(1, 3),
        copy: dice.between(1, 3),
        map: dice.between(1, 4),
      };
      results = [byMessage(load), byShm(load)];
    } while (++tries < 30 && (difference(results) < CLEAR || cheaper(results) !== wanted));
    const better = cheaper(results);
    const { items, entry, copy, map } = load;
    const prices = tableFigure(
      say('figure.prices'),
      ['crossing', 'copyMessage', 'mapPage'],
      [[entry, copy, map]],
    );
    const options = dice.shuffle(WAYS);
    const answer = options.indexOf(WAYS[better]!);
    const [message, shm] = [results[0]!.ticks, results[1]!.ticks];
    const frames = (way: number) => [machineFrames(results[way]!.small.machine, {}, 4)];
    return {
      ask: say('shm-or-message.ask', { items }),
      figures: [prices],
      form: { type: 'choice', options: options.map((way) => say(`shm-or-message.${way}`)) },
      answer,
      steps: [
        { say: say('shm-or-message.byMessage', { calls: 2 * items, ticks: message }), figures: frames(0) },
        { say: say('shm-or-message.byShm', { ticks: shm }), figures: frames(1) },
        { say: say(`shm-or-message.better.${WAYS[better]!}`, { message, shm }), figures: [prices] },
      ],
      slips: better === 1 ? [{ answer: 1 - answer, misconception: 'shared-memory-needs-syscall' }] : [],
    };
  },
};

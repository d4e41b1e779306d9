/** Numbers from one process to others: by messages or through shared memory (SY1, AS5)? Both ways are run. */
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Costs, pricesFigure } from '../personalities.ts';
import { type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { sought } from '../sought.ts';

const WAYS = ['message', 'shm'] as const;

interface Task {
  items: number;
  /** Processes that each get every number. */
  receivers: number;
  /** Every number is answered by another one. */
  answered: boolean;
}

interface Result {
  small: Driven;
  /** The kernel's ticks. */
  ticks: number;
}

const machineFor = ({ receivers }: Task, cost: Costs): Driven =>
  smallMachine({ processes: 1 + receivers, frames: 64, pages: 16, accessPeriod: 1000, cost });

const pidsOf = ({ receivers }: Task): number[] => Array.from({ length: receivers }, (_, at) => at + 2);

function byMessage(task: Task, cost: Costs): Result {
  const small = machineFor(task, cost);
  const hand = (from: number, to: number, value: number): void => {
    small.call(from, { op: 'send', pid: to, value });
    small.call(to, { op: 'recv' });
  };
  for (let item = 0; item < task.items; item++)
    for (const pid of pidsOf(task)) {
      hand(1, pid, item);
      if (task.answered) hand(pid, 1, item);
    }
  return { small, ticks: small.busy() };
}

function byShm(task: Task, cost: Costs): Result {
  const small = machineFor(task, cost);
  const mine = small.call(1, { op: 'shm_open', pages: 1 });
  const theirs = pidsOf(task).map((pid) => ({ pid, vpn: small.call(pid, { op: 'shm_attach', id: 0 }) }));
  for (let item = 0; item < task.items; item++)
    for (const { pid, vpn } of theirs) {
      small.touch(1, mine, true);
      small.touch(pid, vpn, false);
      if (!task.answered) continue;
      small.touch(pid, vpn, true);
      small.touch(1, mine, false);
    }
  return { small, ticks: small.busy() };
}

function taskOf(dice: Dice, level: Level): Task {
  const items = dice.between(2, 5);
  return { items, receivers: level === 1 ? 1 : dice.between(2, 3), answered: level === 3 };
}

/** Prices by which now the one way is cheaper, now the other, whatever the task. */
function draw(dice: Dice, task: Task): { cost: Costs; results: [Result, Result] } {
  const [entry, copy] = [dice.between(1, 3), dice.between(1, 3)];
  const letters = task.items * task.receivers * (task.answered ? 2 : 1);
  const even = Math.ceil((letters * (entry + copy)) / (1 + task.receivers)) - entry;
  const cost = { entry, copy, map: Math.max(1, even + dice.between(-3, 3)) };
  return { cost, results: [byMessage(task, cost), byShm(task, cost)] };
}

export const shmOrMessage: Kind = {
  id: 'shm-or-message',
  concept: 'shared-memory',
  also: ['message-passing', 'mode-switch'],
  make(dice: Dice, level: Level): Made {
    const task = taskOf(dice, level);
    const { cost, results } = sought(
      dice,
      () => draw(dice, task),
      ({ results: [{ ticks: message }, { ticks: shm }] }) =>
        message === shm ? null : { at: message < shm ? 0 : 1, of: 2 },
    );
    const [message, shm] = results.map(({ ticks }) => ticks) as [number, number];
    const better = message < shm ? 0 : 1;
    const prices = pricesFigure(cost, 'copyMessage');
    const answers = say(task.answered ? 'shm-or-message.yes' : 'shm-or-message.no');
    const about = tableFigure(
      say('shm-or-message.task'),
      ['numbers', 'receivers', 'answered'],
      [[task.items, task.receivers, answers]],
    );
    const calls = results[0].small.count('syscall');
    const setups = 1 + task.receivers;
    const options = dice.shuffle(WAYS);
    const answer = options.indexOf(WAYS[better]!);
    const frames = (way: number) => [about, prices, machineFrames(results[way]!.small.machine, {}, 8)];
    const perCall = { calls, entry: cost.entry, copy: cost.copy, each: cost.entry + cost.copy };
    const perPage = { setups, entry: cost.entry, map: cost.map, each: cost.entry + cost.map };
    return {
      ask: say('shm-or-message.ask'),
      figures: [about, prices],
      form: { type: 'choice', options: options.map((way) => say(`shm-or-message.${way}`)) },
      answer,
      steps: [
        { say: say('shm-or-message.byMessage', { ...perCall, ticks: message }), figures: frames(0) },
        {
          say: say('shm-or-message.byShm', { ...perPage, all: 2 * setups, ticks: shm }),
          figures: frames(1),
        },
        {
          say: say(`shm-or-message.better.${WAYS[better]!}`, { message, shm }),
          figures: [about, prices],
        },
      ],
      slips: better === 1 ? [{ answer: 1 - answer, misconception: 'shared-memory-needs-syscall' }] : [],
    };
  },
};

/** A program's stack grows as it is touched; its kernel stack doesn't, but fork makes another one (AS1, FR3). */
import { FRAME, pageOf, VMA } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const DOINGS = { 1: 3, 2: 5, 3: 7 } as const;
const PAGES = 24;

interface Doing {
  pid: number;
  page?: number;
  call?: 'nice' | 'mmap' | 'fork';
}

function doingsOf(dice: Dice, level: Level, processes: number, stackMax: number): Doing[] {
  const doings = Array.from({ length: DOINGS[level] }, (): Doing => {
    const pid = dice.between(1, processes);
    if (dice.chance(60)) return { pid, page: PAGES - dice.between(2, stackMax) };
    return { pid, call: dice.pick(['nice', 'mmap'] as const) };
  });
  const grows: Doing = { pid: 1, page: PAGES - dice.between(2, stackMax) };
  const forks: Doing[] = dice.chance(50) ? [{ pid: 1, call: 'fork' }] : [];
  return [...dice.shuffle([...doings, grows]), ...forks];
}

/** fork needs a job that is ready while another one runs. */
function fork({ machine, give, call }: Driven): void {
  let job = 0;
  for (let jobs = 0; jobs < 2; jobs++) {
    job = give(1, { op: 'accept', offer: machine.processes[0]!.offers[0]!.id });
    const { sizes } = machine.processes[0]!.jobs.at(-1)!;
    for (let buffer = 0; buffer < sizes.length; buffer++) give(1, { op: 'malloc', job, buffer });
  }
  call(1, { op: 'fork', job });
}

function carryOut(small: Driven, doings: readonly Doing[]): void {
  for (const { pid, page, call } of doings) {
    if (page !== undefined) small.touch(pid, page, true);
    else if (call === 'nice')
      small.call(pid, { op: 'nice', value: small.machine.processes[pid - 1]!.nice + 1 });
    else if (call === 'mmap') small.call(pid, { op: 'mmap', pages: 1 });
    else fork(small);
  }
}

/** Pages of a process's stack. */
function stackPages({ machine }: Driven, pid: number): number {
  let pages = 0;
  for (let vpn = 0; vpn < PAGES; vpn++) if (machine.vma[pageOf(machine, pid, vpn)] === VMA.stack) pages++;
  return pages;
}

const board = (doings: readonly Doing[]): Figure =>
  table(
    say('two-stacks.doings'),
    [say('figure.process'), say('two-stacks.touches'), say('figure.call')],
    doings.map(({ pid, page, call }) => [`P${pid}`, page ?? '–', call === undefined ? '–' : `${call}()`]),
  );

export const twoStacks: Kind = {
  id: 'two-stacks',
  concept: 'kernel-stack',
  also: ['process-memory'],
  make(dice, level): Made {
    const processes = dice.between(2, 4);
    const stackMax = dice.between(3, 6);
    const small = smallMachine({
      processes,
      children: 1,
      stackMax,
      pages: PAGES,
      accessPeriod: 1000,
      brkPages: 6,
      job: { buffers: [1, 1], cells: [2, 4] },
    });
    // The heap that the jobs take is there before anything is asked.
    small.call(1, { op: 'brk', pages: 6 });
    const doings = doingsOf(dice, level, processes, stackMax);
    carryOut(small, doings);
    const mine = stackPages(small, 1);
    const kernel = small.machine.kind.filter((kind) => kind === FRAME.stack).length;
    const field = (name: string) => ({ name: say(`two-stacks.field-${name}`), base: 10, max: 99 }) as const;
    const lowest = PAGES - mine;
    const forked = kernel - processes;
    return {
      ask: say('two-stacks.ask', { processes, top: PAGES - 1 }),
      figures: [board(doings)],
      form: { type: 'fields', fields: [field('user'), field('kernel')] },
      answer: [mine, kernel],
      steps: worked([
        {
          say: say('two-stacks.user', { lowest, top: PAGES - 1, pages: mine }),
          figures: [board(doings)],
          found: [[say('two-stacks.field-user'), mine]],
        },
        {
          say: say('two-stacks.kernel', { processes, forked, frames: kernel }),
          figures: [board(doings)],
          found: [[say('two-stacks.field-kernel'), kernel]],
        },
      ]),
    };
  },
};

/** A file that several processes map and read: which steps wait for the disk? What one fetched is there for all (AS5). */
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { tableFigure, whoWord } from '../pagingFigures.ts';
import { type Level, type Made, type Say, type Step, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

const STEPS = { 1: 5, 2: 7, 3: 9 } as const;
const FILE = { 1: 3, 2: 4, 3: 4 } as const;
/** Ticks for a page from disk, more than anything else here takes. */
const DISK = 20;

/** pid 0: the kernel drops the page. */
interface Doing {
  pid: number;
  page: number;
  how: 'look' | 'read' | 'drop';
}
/** none: there was nothing to drop. */
type Outcome = 'disk' | 'fault' | 'copy' | 'hit' | 'drop' | 'none';

function doingsOf(dice: Dice, level: Level): Doing[] {
  const processes = level === 1 ? 2 : 3;
  return Array.from({ length: STEPS[level] }, (_, at): Doing => {
    const page = dice.below(FILE[level]);
    if (level > 1 && at > 1 && dice.chance(20)) return { pid: 0, page, how: 'drop' };
    return { pid: dice.between(1, processes), page, how: dice.chance(30) ? 'read' : 'look' };
  });
}

/** The machine on which all have opened the file and mapped it; where each process has it. */
function machineFor(level: Level): { small: Driven; at: number[] } {
  const [pages, processes] = [FILE[level], level === 1 ? 2 : 3];
  const shape = { processes, files: 1, filePages: pages, pages: 16, frames: 48, accessPeriod: 1000 };
  const small = smallMachine({ ...shape, cost: { disk: DISK } });
  const at = Array.from({ length: processes }, (_, process) => {
    small.call(process + 1, { op: 'open', file: 0 });
    return small.call(process + 1, { op: 'mmap', pages, file: 0 });
  });
  return { small, at };
}

/** Does what is to be done: whether it waited for the disk, else what it was. */
function carryOut({ small, at }: ReturnType<typeof machineFor>, { pid, page, how }: Doing): Outcome {
  const { machine } = small;
  const faults = small.count('fault-minor');
  const start = machine.tick;
  if (how === 'drop') {
    if (machine.cache[page]! < 0) return 'none';
    small.give(0, { op: 'evict', pfn: machine.cache[page]! });
    small.run(DISK);
    return 'drop';
  }
  if (how === 'read') small.call(pid, { op: 'read', fd: 0, page });
  else small.touch(pid, at[pid - 1]! + page, false);
  if (machine.tick - start >= DISK) return 'disk';
  if (how === 'read') return 'copy';
  return small.count('fault-minor') > faults ? 'fault' : 'hit';
}

/** Steps of which some wait for the disk, and some fault without it. */
function draw(dice: Dice, level: Level): { doings: Doing[]; outcomes: Outcome[] } {
  for (;;) {
    const doings = doingsOf(dice, level);
    const machine = machineFor(level);
    const outcomes = doings.map((doing) => carryOut(machine, doing));
    const telling = outcomes.includes('disk') && outcomes.includes('fault') && !outcomes.includes('none');
    if (telling) return { doings, outcomes };
  }
}

const wordOf = ({ page, how }: Doing): Say => say(`disk-wait.${how}`, { page });

export const diskWait: Kind = {
  id: 'disk-wait',
  concept: 'mmap',
  also: ['file-io', 'page-fault'],
  make(dice: Dice, level: Level): Made {
    const { doings, outcomes } = draw(dice, level);
    const rows = doings.map((doing, at) => [at + 1, whoWord(doing.pid), wordOf(doing)]);
    const figure = (at?: number) => tableFigure(say('figure.accesses'), ['number', 'who', 'step'], rows, at);
    const places = (...wanted: Outcome[]): number[] =>
      outcomes.flatMap((outcome, at) => (wanted.includes(outcome) ? [at] : []));
    const answer = places('disk');
    const steps = doings.map(({ page }, at): Step => {
      const values = { number: at + 1, page };
      return { say: say(`disk-wait.then.${outcomes[at]!}`, values), figures: [figure(at)] };
    });
    const numbers = answer.map((at) => at + 1).join(', ');
    return {
      ask: say('disk-wait.ask', { pages: FILE[level] }),
      figures: [figure()],
      form: {
        type: 'picks',
        figure: 0,
        from: places('disk', 'fault', 'copy', 'hit'),
        count: answer.length,
      },
      answer,
      steps: [...steps, { say: say('disk-wait.all', { numbers }), figures: [figure()] }],
      slips: [{ answer: places('disk', 'fault'), misconception: 'fault-is-disk' }],
    };
  },
};

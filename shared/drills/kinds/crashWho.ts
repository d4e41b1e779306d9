/** Something goes wrong: who loses its memory, one process, all of them, or nobody (KO2, KO3)? */
import { type Event, FRAME } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import {
  accessTo,
  contentWord,
  machineFrames,
  spaceFigure,
  tableFigure,
  whoWord,
  whyIllegal,
} from '../pagingFigures.ts';
import { type Level, type Made, type Say, type Step, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const OUTCOMES = ['nobody', 'one', 'all'] as const;
type Outcome = (typeof OUTCOMES)[number];

interface Deed {
  who: string | Say;
  text: Say;
  /** What decides, as the explanation says it first. */
  why: Say;
  act(small: Driven): Event[];
}

interface Access {
  pid: number;
  vpn: number;
  write: boolean;
}

function touchOf({ machine }: Driven, { pid, vpn, write }: Access): Deed {
  const why = whyIllegal(machine, vpn, write);
  return {
    who: whoWord(pid),
    text: accessTo(write, vpn),
    why:
      why === null
        ? say('crash-who.allowed', { vpn })
        : say(`lethal-access.because.${why}`, { vpn, from: machine.param.pages }),
    act: (small) => small.touch(pid, vpn, write),
  };
}

const evictOf = ({ machine }: Driven, pfn: number): Deed => ({
  who: whoWord(0),
  text: say('crash-who.evict', { pfn }),
  why:
    machine.kind[pfn] === FRAME.user
      ? say('crash-who.holdsPage', { pfn })
      : say('crash-who.holds', { pfn, what: contentWord(machine.kind[pfn]!) }),
  act: (small) =>
    small.during(() => {
      small.errno(0, { op: 'evict', pfn, force: true });
      small.settle();
    }),
});

/** Processes over a user space of some size, with text and heap of some size; some of the heap is in memory. */
function build(dice: Dice, processes: number): Driven {
  const heap = dice.between(1, 7);
  const textPages = dice.between(1, 3);
  const small = stillMachine({
    frames: 56,
    kernelFrames: dice.between(3, 5),
    processes,
    pages: dice.between(10, 16),
    stackMax: 1,
    textPages,
  });
  for (const { pid } of small.machine.processes) {
    small.done(pid, { op: 'brk', pages: Math.min(heap, small.machine.param.pages - textPages - 3) });
    for (let vpn = textPages + 1; vpn < small.machine.processes[pid - 1]!.brk; vpn++)
      if (dice.chance(40)) small.touch(pid, vpn, true);
  }
  return small;
}

/** A machine on which that ends so. Whatever the access is, some layout allows it and another doesn't. */
function situation(dice: Dice, wanted: Outcome, level: Level): { small: Driven; deed: Deed } {
  const processes = 1 + level;
  const access = { pid: dice.between(1, processes), vpn: dice.between(4, 12), write: dice.chance(50) };
  const byKernel = wanted === 'all' || (wanted === 'nobody' && dice.chance(50));
  for (;;) {
    const small = build(dice, processes);
    const { machine } = small;
    if (byKernel) {
      const kinds = wanted === 'all' ? [FRAME.kernel, FRAME.table, FRAME.stack] : [FRAME.user];
      const kind = dice.pick(kinds);
      const frames = [...machine.kind.keys()].filter((pfn) => machine.kind[pfn] === kind);
      return { small, deed: evictOf(small, dice.pick(frames)) };
    }
    const illegal = whyIllegal(machine, access.vpn, access.write) !== null;
    if (illegal === (wanted === 'one')) return { small, deed: touchOf(small, access) };
  }
}

export const crashWho: Kind = {
  id: 'crash-who',
  concept: 'segfault',
  also: ['kernel-panic', 'isolation', 'resident-kernel'],
  make(dice: Dice, level: Level): Made {
    const { small, deed } = situation(dice, dice.pick(OUTCOMES), level);
    const { machine } = small;
    const board = machineFrames(machine);
    const what = tableFigure(say('figure.event'), ['who', 'step'], [[deed.who, deed.text]]);
    const space = spaceFigure(machine, say('figure.spaceOfEach', { from: machine.param.pages }));
    const alive = new Set(machine.processes.map(({ pid }) => pid));
    const happened = deed.act(small);
    for (const { type, pid } of happened) if (type === 'segv' || type === 'kill') alive.delete(pid);
    if (happened.some(({ type }) => type === 'panic')) alive.clear();
    const lost = machine.param.processes - alive.size;
    const outcome = lost === 0 ? 'nobody' : lost === 1 ? 'one' : 'all';
    const options = dice.shuffle(OUTCOMES);
    const steps: Step[] = [
      { say: deed.why, figures: [what, space, board] },
      { say: say(`crash-who.then.${outcome}`), figures: [machineFrames(machine)] },
    ];
    return {
      ask: say('crash-who.ask'),
      figures: [what, space, board],
      form: { type: 'choice', options: options.map((one) => say(`crash-who.${one}`)) },
      answer: options.indexOf(outcome),
      steps,
      slips:
        outcome === 'one' ? [{ answer: options.indexOf('all'), misconception: 'crash-takes-machine' }] : [],
    };
  },
};

/** Something goes wrong: who loses its memory, one process, all of them, or nobody (KO2, KO3)? */
import { type Event, FRAME } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { accessTo, contentWord, machineFrames, tableFigure, whoWord } from '../pagingFigures.ts';
import { type Level, type Made, type Say, say } from '../question.ts';
import { type Quiet, quietMachine } from '../quietMachine.ts';

const OUTCOMES = ['nobody', 'one', 'all'] as const;
type Outcome = (typeof OUTCOMES)[number];
const HEAP = 3;

interface Deed {
  who: string | Say;
  text: Say;
  act(small: Quiet): Event[];
}

const touchOf = (pid: number, vpn: number, write: boolean): Deed => ({
  who: whoWord(pid),
  text: accessTo(write, vpn),
  act: (small) => small.touch(pid, vpn, write),
});

const evictOf = (pfn: number, kind: number): Deed => ({
  who: whoWord(0),
  text: say('crash-who.evict', { pfn, what: contentWord(kind) }),
  act: (small) => {
    small.errno(0, { op: 'evict', pfn, force: true });
    small.settle();
    return small.events();
  },
});

/** An event that should end so; what comes of it, the machine says. */
function eventFor(dice: Dice, { machine }: Quiet, outcome: Outcome, pages: number): Deed {
  const pid = dice.between(1, machine.param.processes);
  const heap = HEAP + dice.below(pages);
  const kernel = [FRAME.kernel, FRAME.table, FRAME.stack].map((kind) => machine.kind.indexOf(kind));
  const own = machine.kind.lastIndexOf(FRAME.user);
  const evict = (pfn: number): Deed => evictOf(pfn, machine.kind[pfn]!);
  const events: { [O in Outcome]: Deed[] } = {
    nobody: [touchOf(pid, heap, dice.chance(50)), touchOf(pid, dice.between(1, 2), false), evict(own)],
    one: [
      touchOf(pid, 0, dice.chance(50)),
      touchOf(pid, dice.between(1, 2), true),
      touchOf(pid, machine.param.pages + dice.below(8), dice.chance(50)),
    ],
    all: kernel.map(evict),
  };
  return dice.pick(events[outcome]);
}

export const crashWho: Kind = {
  id: 'crash-who',
  concept: 'segfault',
  also: ['kernel-panic', 'isolation', 'resident-kernel'],
  make(dice: Dice, level: Level): Made {
    const processes = 1 + level;
    const pages = 1 + level;
    const small = quietMachine({
      frames: 64,
      kernelFrames: dice.between(3, 5),
      processes: processes + 1,
      pages: 16,
    });
    const { machine } = small;
    for (const { pid } of machine.processes) {
      small.done(pid, { op: 'brk', pages });
      for (let at = 0; at < pages; at++) if (dice.chance(60)) small.touch(pid, HEAP + at, true);
    }
    const event = eventFor(dice, small, OUTCOMES[dice.below(3)]!, pages);
    const board = machineFrames(machine);
    const what = tableFigure(say('figure.event'), ['who', 'step'], [[event.who, event.text]]);
    small.events();
    const alive = new Set(machine.processes.map(({ pid }) => pid));
    const happened = event.act(small);
    for (const { type, pid } of happened) if (type === 'segv' || type === 'kill') alive.delete(pid);
    if (happened.some(({ type }) => type === 'panic')) alive.clear();
    const lost = machine.param.processes - alive.size;
    const outcome = lost === 0 ? 'nobody' : lost === 1 ? 'one' : 'all';
    const options = dice.shuffle(OUTCOMES);
    return {
      ask: say('crash-who.ask'),
      figures: [what, board],
      form: { type: 'choice', options: options.map((one) => say(`crash-who.${one}`)) },
      answer: options.indexOf(outcome),
      steps: [
        { say: say('crash-who.event', { who: event.who, text: event.text }), figures: [what, board] },
        { say: say(`crash-who.then.${outcome}`), figures: [machineFrames(machine)] },
      ],
      slips:
        outcome === 'one' ? [{ answer: options.indexOf('all'), misconception: 'crash-takes-machine' }] : [],
    };
  },
};

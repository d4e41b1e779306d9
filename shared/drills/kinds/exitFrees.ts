/** Which frames are free again when a process ends: all of its own, freed by it or not; not what others share (KO3, AS5). */
import { FRAME, PRESENT, pageOf, VMA, VMA_KINDS } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { type Figure, type Level, type Made, raw, type Say, say, type Tile } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

const PAGES = 20;

interface Used {
  pfn: number;
  owners: number[];
  /** The area of the page in it; -1 for what is the kernel's. */
  area: number;
  leaked: boolean;
}

/** Two processes with memory of their own, a segment of one or both, and a reserve of the kernel's. */
function machineFor(dice: Dice, level: Level): Driven {
  const small = smallMachine({
    processes: 2,
    frames: 40,
    kernelFrames: 2,
    pages: PAGES,
    accessPeriod: 1000,
    restart: 10_000,
  });
  for (const pid of [1, 2]) {
    const pages = dice.between(2, 2 + level);
    small.call(pid, { op: 'brk', pages });
    for (const vpn of dice.some(
      Array.from({ length: pages }, (_, at) => 2 + at),
      dice.between(1, pages),
    ))
      small.touch(pid, vpn, true);
  }
  if (level > 1) {
    const own = small.call(1, { op: 'shm_open', pages: 1 });
    small.touch(1, own, true);
    if (dice.chance(60)) small.touch(2, small.call(2, { op: 'shm_attach', id: 0 }), false);
  }
  small.give(0, { op: 'pool', order: level === 3 ? 1 : 0 });
  small.run(4);
  return small;
}

/** What lies in the frames of the two processes and in the reserve. */
function usedFrames({ machine }: Driven): Used[] {
  const found = new Map<number, Used>();
  for (const pid of [1, 2]) {
    for (let vpn = 0; vpn < PAGES; vpn++) {
      const page = pageOf(machine, pid, vpn);
      if (!(machine.pte[page]! & PRESENT)) continue;
      const pfn = machine.pfn[page]!;
      const one = found.get(pfn) ?? { pfn, owners: [], area: machine.vma[page]!, leaked: false };
      one.owners.push(pid);
      found.set(pfn, one);
    }
  }
  machine.kind.forEach((kind, pfn) => {
    if (kind === FRAME.pool) found.set(pfn, { pfn, owners: [0], area: -1, leaked: false });
  });
  return [...found.values()].sort((a, b) => a.pfn - b.pfn);
}

/** Whose it is and what for. */
function belowOf({ owners, area, leaked }: Used): Say {
  if (area < 0) return say('content.pool');
  const who = owners.map((pid) => raw(`P${pid}`));
  return say('exit-frees.of', { who, what: say(leaked ? 'exit-frees.leak' : `area.${VMA_KINDS[area]!}`) });
}

const board = (frames: readonly Used[], gone: ReadonlySet<number> = new Set()): Figure => ({
  type: 'tiles',
  name: say('exit-frees.frames'),
  tiles: frames.map(
    (one): Tile => ({
      id: one.pfn,
      label: String(one.pfn),
      below: belowOf(one),
      owner: one.owners[0]!,
      marks: [
        ...(one.owners.length > 1 ? (['shared'] as const) : []),
        ...(gone.has(one.pfn) ? (['gone'] as const) : []),
      ],
    }),
  ),
});

export const exitFrees: Kind = {
  id: 'exit-frees',
  concept: 'leak',
  also: ['shared-memory', 'mempool'],
  make(dice, level): Made {
    const small = machineFor(dice, level);
    const frames = usedFrames(small);
    const pid = dice.between(1, 2);
    // What the program has lost every pointer to, of the one that ends and of the other.
    for (const one of frames) one.leaked = one.area === VMA.heap && dice.chance(50);
    const own = frames.filter((one) => one.area === VMA.heap && one.owners.includes(pid));
    dice.pick(own).leaked = true;
    small.give(pid, { op: 'exit' });
    small.until('exit', pid);
    small.run(2);
    const answer = frames.map(({ pfn }) => pfn).filter((pfn) => small.machine.kind[pfn] === FRAME.free);
    const believed = answer.filter((pfn) => !frames.find((one) => one.pfn === pfn)!.leaked);
    const figures = [board(frames)];
    return {
      ask: say('exit-frees.ask', { process: `P${pid}` }),
      figures,
      form: { type: 'picks', figure: 0, from: frames.map(({ pfn }) => pfn), count: answer.length },
      answer,
      steps: [
        { say: say('exit-frees.own', { process: `P${pid}` }), figures },
        {
          say: say('exit-frees.stay', { frames: answer.join(', ') }),
          figures: [board(frames, new Set(answer))],
        },
      ],
      slips: [{ answer: believed, misconception: 'leak-outlives-process' }],
    };
  },
};

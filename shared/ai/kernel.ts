/**
 * The AI kernels: they serve the first trap at the boundary, and differ in which victim they choose and how clean they
 * work. Each sees what a person in the kernel's seat sees, and uses the policies of shared/sim/policy over the bits on
 * the board.
 */
import {
  type Command,
  FRAME,
  type KernelCommand,
  type KernelView,
  kernelSections,
  PHASE,
  read,
  type Shape,
  STAGE,
  TRAP,
} from '../sim/index.ts';
import type { KernelAi } from './names.ts';
import type { AiOptions, AiPlayer, Saying, Turn } from './player.ts';
import { createChooser, type Pick } from './victim.ts';

/** Never asked again before something happens. */
const NEVER = 2 ** 31 - 1;
/** Ticks between two samples of the reference bits (lru). */
const SAMPLE = 20;
/** Ticks to wait after finding nothing to do, or being refused. */
const PATIENCE = 5;

type Trap = KernelView['traps'][number];

export function createKernelAi(name: KernelAi, shape: Shape, options: AiOptions): AiPlayer {
  if (name === 'idle') return { turn: () => ({ commands: [], wakeAt: NEVER }), answered: () => {} };
  const sections = kernelSections(shape);
  const choose = createChooser(name, shape, options);
  let readyAt = 0;
  let sampledAt = 0;

  /** One decision: the commands that resolve the first trap that can be resolved now. */
  function decide(view: KernelView, says: Saying[]): KernelCommand[] {
    for (const trap of view.traps) {
      if (trap.id === 0 || trap.stage !== STAGE.queued) continue;
      const commands = resolve(view, trap, says);
      if (commands.length > 0) return commands;
    }
    return [];
  }

  function resolve(view: KernelView, trap: Trap, says: Saying[]): KernelCommand[] {
    if (trap.kind === TRAP.syscall) return [{ op: 'grant', trap: trap.id }];
    if (trap.kind === TRAP.maperr || trap.kind === TRAP.accerr) return [{ op: 'deny', trap: trap.id }];
    const clean = name !== 'sloppy';
    const process = view.processes[trap.pid - 1];
    const limited = process.rss >= process.rssLimit;
    const { freeFrames } = view.kernel[0];
    // Without a frame for its page table, the one granted becomes the table, and the trap waits for another.
    const building = trap.table === 1 && freeFrames <= 1;
    if (freeFrames > 0 && (!limited || building)) {
      const pfn = view.frames.findIndex((frame) => frame.kind === FRAME.free);
      if (name === 'guided') {
        says.push({ pid: trap.pid, key: trap.kind === TRAP.major ? 'read-in' : 'free-frame', vpn: trap.vpn });
      }
      return [{ op: 'grant', trap: trap.id, pfn, zero: clean, flush: clean }];
    }
    if (name === 'grant-only') return [];
    const pick = choose(view, limited && !building ? trap.pid : 0);
    if (pick === null) return [];
    if (name === 'guided') explain(view, trap, pick, says);
    return [...pick.before, { op: 'grant', trap: trap.id, pfn: pick.pfn, zero: clean, flush: clean }];
  }

  return {
    turn(ints): Turn {
      const view = read(sections, ints);
      const { tick, phase } = view.machine[0];
      if (phase !== PHASE.running) return { commands: [], wakeAt: tick + PATIENCE };
      const commands: Command[] = [];
      if (name === 'lru' && tick - sampledAt >= SAMPLE) {
        sampledAt = tick;
        commands.push(...choose.sample(view));
      }
      if (tick < readyAt) return { commands, wakeAt: readyAt };
      const waiting = view.traps.some((trap) => trap.id > 0 && trap.stage === STAGE.queued);
      if (!waiting) {
        readyAt = 0;
        return { commands, wakeAt: name === 'lru' ? sampledAt + SAMPLE : NEVER };
      }
      // The decision that began when the kernel last became free ends now; the first one still has to begin.
      if (options.reaction > 0 && readyAt === 0) {
        readyAt = tick + options.reaction;
        return { commands, wakeAt: readyAt };
      }
      const says: Saying[] = [];
      const decided = decide(view, says);
      readyAt = tick + Math.max(1, options.reaction);
      if (decided.length === 0) return { commands, wakeAt: tick + PATIENCE };
      return { commands: [...commands, ...decided], wakeAt: readyAt, says };
    },

    answered(_command, result) {
      if (!result.ok) readyAt += PATIENCE;
    },
  };
}

/** Why this page: for the one who gets the frame, and for the one who loses it. No frame number leaves the kernel. */
function explain(view: KernelView, trap: Trap, pick: Pick, says: Saying[]): void {
  const frame = view.frames[pick.pfn];
  says.push({ pid: trap.pid, key: 'took-frame', vpn: trap.vpn });
  says.push({ pid: frame.pid, key: frame.dirty ? 'lost-dirty' : 'lost-clean', vpn: frame.vpn });
}

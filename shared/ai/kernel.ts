/**
 * The AI kernels: they serve the first trap at the boundary, and differ in which victim they choose and how clean they
 * work. Each sees what a person in the kernel's seat sees, and uses the policies of shared/sim/policy over the bits on
 * the board.
 */
import {
  type Command,
  type Event,
  glance,
  type KernelCommand,
  type KernelView,
  kernelSections,
  PHASE,
  type Shape,
  STAGE,
  TRAP,
} from '../sim/index.ts';
import { KERNEL_HABITS, type KernelAi } from './names.ts';
import { answer, engineer, freeIn, govern, serve } from './orders.ts';
import type { AiOptions, AiPlayer, Saying, Turn } from './player.ts';
import { createChooser, type Pick } from './victim.ts';
import { createWarden } from './warden.ts';

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
  const habits = KERNEL_HABITS[name];
  const choose = createChooser(habits, shape, options);
  const ward = createWarden();
  let readyAt = 0;
  let sampledAt = 0;
  /** A driver wrote wild and took the machine down. */
  let bitten = false;

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
    if (trap.kind === TRAP.syscall) return answer(view, trap, habits);
    if (trap.kind === TRAP.interrupt) return serve(view, trap, habits, choose);
    if (trap.kind > TRAP.major) return [{ op: 'deny', trap: trap.id }];
    return trap.shared === 1 ? [{ op: 'grant', trap: trap.id }] : give(view, trap, says);
  }

  function give(view: KernelView, trap: Trap, says: Saying[]): KernelCommand[] {
    const { clean: zero, evicts, explains } = habits;
    const { usable, low } = freeIn(view);
    // Without a frame for its page table, the one granted becomes the table, and the trap waits for another.
    const building = trap.table === 1 && low <= 1;
    const limited = trap.limited === 1 && !building;
    if (usable > 0 && !limited && !(building && low === 0)) {
      if (explains) {
        says.push({ pid: trap.pid, key: trap.kind === TRAP.major ? 'read-in' : 'free-frame', vpn: trap.vpn });
      }
      return [{ op: 'grant', trap: trap.id, zero, flush: zero }];
    }
    if (!evicts) return [];
    const pick = choose(view, limited ? trap.pid : 0, building);
    if (pick === null) return [];
    if (explains) explain(view, trap, pick, says);
    return [...pick.before, { op: 'grant', trap: trap.id, pfn: pick.pfn, zero, flush: zero }];
  }

  /** A bug in ring 0 is a panic in the same tick; outside it the driver only restarts. */
  function learn(events: readonly Event[]): void {
    const types = events.map((event) => event.type);
    if (types.includes('panic') && types.includes('driver-bug')) bitten = true;
  }

  return {
    turn(ints, events): Turn {
      learn(events);
      const view = glance(sections, ints);
      const { tick, phase } = view.machine[0];
      if (phase !== PHASE.running) return { commands: [], wakeAt: tick + PATIENCE };
      const commands: Command[] = [];
      if (habits.policy === 'aging' && tick - sampledAt >= SAMPLE) {
        sampledAt = tick;
        commands.push(...choose.sample(view));
      }
      if (habits.governs && tick >= readyAt) commands.push(...govern(view));
      if (habits.wards && tick >= readyAt) commands.push(...ward(view));
      if (habits.engineers && tick >= readyAt) commands.push(...engineer(view, bitten));
      if (tick < readyAt) return { commands, wakeAt: readyAt };
      const waiting = view.traps.some((trap) => trap.id > 0 && trap.stage === STAGE.queued);
      if (!waiting) {
        readyAt = 0;
        return { commands, wakeAt: habits.policy === 'aging' ? sampledAt + SAMPLE : NEVER };
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

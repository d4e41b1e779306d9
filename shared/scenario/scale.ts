/** Scenarios as classes need them: for more processes than a file names, and with policies in the kernel from boot on. */
import type { Scenario } from './schema.ts';

const MOST_FRAMES = 4096;

/**
 * The scenario for so many processes; as it is where it has that many or more. Each more brings the memory that one had, so
 * that it stays as tight.
 */
export function withProcesses(scenario: Scenario, count: number): Scenario {
  const { param, processes } = scenario;
  const now = processes.length;
  if (count <= now) return scenario;
  const grown = (value: number): number => Math.ceil((value * count) / now);
  const frames = param.kernelFrames + grown(param.frames - param.kernelFrames);
  const { kernel } = scenario.lesson?.goals ?? {};
  // More processes finish more.
  const stars = kernel?.measure === 'work' ? kernel.stars.map(grown) : kernel?.stars;
  const lesson = scenario.lesson && {
    ...scenario.lesson,
    goals: {
      ...scenario.lesson.goals,
      ...(kernel && { kernel: { ...kernel, stars: stars as typeof kernel.stars } }),
    },
  };
  return {
    ...scenario,
    ...(lesson && { lesson }),
    processes: Array.from({ length: count }, (_, at) => processes[at % now]!),
    param: {
      ...param,
      processes: count,
      frames: Math.min(MOST_FRAMES, frames),
      swapSlots: grown(param.swapSlots),
      // The last starts when the last of the file would have.
      startEvery: Math.max(1, Math.floor((param.startEvery * now) / count)),
    },
  };
}

/** The scenario with a policy in each slot that serves processes, for a kernel who governs more of them than a hand can. */
export function withPolicies(scenario: Scenario): Scenario {
  const { param, lesson } = scenario;
  const policies = { ...param.policies, allocator: 'overcommit', reclaim: 'clock', oom: 'badness' } as const;
  // To load them may be what its kernel's goal is about.
  const goals = lesson?.goals.process === undefined ? lesson?.goals : { process: lesson.goals.process };
  return {
    ...scenario,
    ...(lesson === undefined || goals === undefined ? {} : { lesson: { ...lesson, goals } }),
    param: { ...param, policies },
  };
}

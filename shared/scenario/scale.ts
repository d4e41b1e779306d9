/** A scenario for more processes than its file names: each more brings the memory that one had, so that it stays as tight. */
import type { Scenario } from './schema.ts';

const MOST_FRAMES = 4096;

/** The scenario for so many processes; as it is where it has that many or more. */
export function withProcesses(scenario: Scenario, count: number): Scenario {
  const { param, processes } = scenario;
  const now = processes.length;
  if (count <= now) return scenario;
  const grown = (value: number): number => Math.ceil((value * count) / now);
  const frames = param.kernelFrames + grown(param.frames - param.kernelFrames);
  return {
    ...scenario,
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

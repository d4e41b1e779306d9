/** What a browser needs to play a match by itself, for the test that compares engines. */
import { createMatch, isOver, step } from '../../shared/match/index.ts';
import type { Scenario } from '../../shared/scenario/index.ts';
import { hash } from '../../shared/sim/index.ts';

export function playAndHash(scenario: Scenario, kernel: string, seed: number): string {
  const match = createMatch({
    id: 'test',
    scenario,
    seed,
    seats: [kernel, ...scenario.processes],
    reaction: 0,
  });
  while (!isOver(match)) step(match);
  return hash(match.machine);
}

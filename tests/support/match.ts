/** Headless matches for tests: a shipped scenario with other AI players, run to its end. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createMatch, isOver, type Match, step } from '../../shared/match/index.ts';
import { parseScenario, type Scenario } from '../../shared/scenario/index.ts';
import type { Event, Param } from '../../shared/sim/index.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../assets/scenarios');

/** A shipped scenario, with some of its tunables set otherwise. */
export function shipped(id: string, processes?: string[], param: Partial<Param> = {}): Scenario {
  const file = JSON.parse(readFileSync(path.join(FOLDER, `${id}.json`), 'utf8'));
  Object.assign(file.param, param);
  if (processes) file.processes = processes;
  const parsed = parseScenario(JSON.stringify(file));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.scenario;
}

export interface Played {
  match: Match;
  work: number;
  /** Decisions (grants and denials) of each tick. */
  decisions: number[];
}

/** Plays a match of AI players to its end; `watch` sees each tick. */
export function play(
  scenario: Scenario,
  kernel: string,
  seed: number,
  reaction = 0,
  watch?: (match: Match, events: Event[]) => void,
): Played {
  const seats = [kernel, ...scenario.processes];
  const match = createMatch({ id: 'test', scenario, seed, seats, reaction });
  const decisions: number[] = [];
  while (!isOver(match)) {
    const { events } = step(match);
    decisions.push(events.filter((event) => event.type === 'order' && event.n <= 1).length);
    watch?.(match, events);
  }
  return { match, work: match.machine.work, decisions };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

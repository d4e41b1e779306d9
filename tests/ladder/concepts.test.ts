/**
 * Every concept is something that happens: each lesson, played by AI players, brings the events that its concepts are
 * known by. Which AI kernels play it is said once here: the lesson's own, a plain one, and one that uses every order.
 */
import { describe, expect, it } from 'vitest';
import { loadScenarios } from '../../server/scenarios.ts';
import { CONCEPT_IDS, CONCEPTS, shows } from '../../shared/concepts/index.ts';
import { check, type Event, simulate } from '../../shared/sim/index.ts';
import { play } from '../support/match.ts';

/** Kernel ('' for the lesson's own) and seed of the matches that are played until all has been seen. */
const RUNS = [
  ['', 1],
  ['', 2],
  ['clock', 1],
  ['engineer', 1],
  ...[3, 4, 5, 6, 7, 8].map((seed) => ['', seed] as const),
] as const;

const LESSONS = [...loadScenarios().values()].filter((scenario) => scenario.lesson !== undefined);

/**
 * Two FIFO runs over the references of one process, the second with a frame more and yet with more faults: what Belady
 * found (Belady, Nelson, Shedler 1969). True for some numbers of frames and seldom, so a few matches are looked through.
 */
function anomaly(refs: readonly number[], pages: number): boolean {
  const pids = [...new Set(refs.map((page) => Math.floor(page / pages)))];
  return pids.some((pid) => {
    const own = refs.filter((page) => Math.floor(page / pages) === pid);
    const faults = Array.from({ length: 30 }, (_, at) => simulate('fifo', own, at + 1, {}).faults);
    return faults.some((count, at) => at > 0 && count > faults[at - 1]);
  });
}

describe('the concepts', () => {
  it('each have a lesson', () => {
    const taught = new Set(LESSONS.flatMap((scenario) => scenario.lesson!.concepts));
    expect(CONCEPT_IDS.filter((id) => !taught.has(id))).toEqual([]);
    expect(CONCEPT_IDS).toHaveLength(57);
  });

  it('fill the sixteen steps of the ladder', () => {
    const steps = new Set(LESSONS.map((scenario) => scenario.lesson!.step));
    expect([...steps].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });
});

/** What a machine shows that has only been switched on: the kernel's own frames, where they lie, and what comes in by itself. */
const BY_ITSELF = [
  'kernel-image',
  'resident-kernel',
  'kernel-stack',
  'page-table',
  'direct-map',
  'page-allocator',
  'slab',
];

it('where nobody plays nothing else comes up', () => {
  const shown = LESSONS.flatMap((scenario) => {
    const seen: Event[] = [];
    const nobody = scenario.processes.map(() => '' as (typeof scenario.processes)[number]);
    play({ ...scenario, processes: nobody }, 'idle', 1, 0, (_match, events) => {
      for (const event of events) seen.push(event);
    });
    return CONCEPTS.filter(({ evidence }) => shows(evidence, seen)).map(({ id }) => id);
  });
  expect([...new Set(shown)].filter((id) => !BY_ITSELF.includes(id))).toEqual([]);
});

describe.each(LESSONS.map((scenario) => [scenario.id, scenario] as const))('%s', (_id, scenario) => {
  it('brings the events of its concepts', () => {
    const seen: Event[] = [];
    let fifo: string[] = [];
    let missing: string[] = scenario.lesson!.concepts;
    for (const [kernel, seed] of RUNS) {
      if (missing.length === 0) break;
      const name = kernel || scenario.kernel;
      const { match } = play(scenario, name, seed, 0, ({ machine }, events) => {
        for (const event of events) seen.push(event);
        if (machine.tick % 25 === 0) expect(check(machine), `tick ${machine.tick}`).toEqual([]);
      });
      // A kernel that wipes and flushes lets nobody read what is another's, whatever is shared, copied or moved.
      if (name !== 'sloppy') expect(match.machine.breaches, name).toBe(0);
      if (missing.includes('belady') && anomaly(match.history.refs, scenario.param.pages)) fifo = ['fifo'];
      missing = missing.filter((id) => !shows(CONCEPTS.find((one) => one.id === id)!.evidence, seen, fifo));
    }
    expect(missing).toEqual([]);
  });

  it('lasts two to five minutes', () => {
    expect(scenario.param.ticks).toBeGreaterThanOrEqual(1200);
    expect(scenario.param.ticks).toBeLessThanOrEqual(3000);
  });
});

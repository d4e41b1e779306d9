/** The ladder without a browser: the order of the lessons, what comes next, what is kept, and that no words are missing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inOrder, LESSONS, minutesOf, nextPart, otherPart, rolesOf } from '../../client/screens/lessons.ts';
import { kernelOutcome, processOutcome } from '../../client/screens/live.ts';
import { bestOf, better, readKept, starsAt, writeKept } from '../../client/screens/progress.ts';
import { CONCEPT_IDS } from '../../shared/concepts/index.ts';
import { type Goal, type LessonRole, MEASURES, type ScenarioFile } from '../../shared/scenario/index.ts';
import { bench } from '../support/machine.ts';
import { kernelOf, ownOf } from '../support/view.ts';

const most: Goal = { measure: 'faults', stars: [60, 45, 38] };
const least: Goal = { measure: 'score', stars: [10, 20, 30] };

function file(id: string, step: number, ...roles: LessonRole[]): ScenarioFile {
  const goals = {
    ...(roles.includes('kernel') ? { kernel: most } : {}),
    ...(roles.includes('process') ? { process: least } : {}),
  };
  const lesson = { step, concepts: ['swap' as const], panels: [], goals };
  return {
    id,
    version: 1,
    title: id,
    summary: id,
    kernel: 'clock',
    processes: ['greedy'],
    param: {},
    lesson,
  };
}

const free: ScenarioFile = { ...file('free', 1), lesson: undefined };
const ladder = inOrder([
  file('heap', 7, 'process'),
  free,
  file('boot-kernel', 1, 'kernel'),
  file('swap', 5, 'kernel', 'process'),
  file('boot-process', 1, 'process'),
]);

describe('the order of the ladder', () => {
  it('is by step, the process first, without what is no lesson', () => {
    expect(ladder.map(({ id }) => id)).toEqual(['boot-process', 'boot-kernel', 'swap', 'heap']);
  });

  it('tells how long a lesson is at normal speed', () => {
    expect(minutesOf('tutorial-process')).toBe(5);
    expect(minutesOf('address-spaces')).toBe(3);
    expect(minutesOf('swap', ladder)).toBe(5);
  });

  it('the next lesson is of the next step there is, in the same role if it can be', () => {
    expect(nextPart('boot-kernel', 'kernel', ladder)).toEqual({ id: 'swap', role: 'kernel' });
    expect(nextPart('swap', 'kernel', ladder)).toEqual({ id: 'heap', role: 'process' });
    expect(nextPart('heap', 'process', ladder)).toBeNull();
  });

  it('a variant of the same step comes before the next step', () => {
    const three = inOrder([file('one', 3, 'kernel'), file('two', 3, 'kernel'), file('then', 4, 'kernel')]);
    expect(nextPart('one', 'kernel', three)).toEqual({ id: 'two', role: 'kernel' });
    expect(nextPart('two', 'kernel', three)).toEqual({ id: 'then', role: 'kernel' });
  });

  it('the other side is the same lesson, or a variant of its step', () => {
    expect(otherPart('swap', 'kernel', ladder)).toEqual({ id: 'swap', role: 'process' });
    expect(otherPart('boot-process', 'process', ladder)).toEqual({ id: 'boot-kernel', role: 'kernel' });
    expect(otherPart('heap', 'process', ladder)).toBeNull();
  });
});

describe('what is kept on the device', () => {
  const text = '{"version":1,"best":{"swap":{"kernel":{"stars":2,"figure":41}}}}';

  it('comes back as it went', () => {
    const kept = readKept(text);
    expect(writeKept(kept)).toBe(text);
    expect(bestOf('swap', 'kernel', kept)).toEqual({ stars: 2, figure: 41 });
    expect(bestOf('swap', 'process', kept)).toBeNull();
    expect(starsAt('swap', kept)).toBe(2);
    expect(starsAt('toString', kept)).toBe(0);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{"version":'],
    ['no object', '7'],
    ['another version', '{"version":2,"best":{"swap":{"kernel":{"stars":2,"figure":41}}}}'],
    ['a list in its place', '{"version":1,"best":null}'],
  ])('%s is no progress', (_what, garbage) => {
    expect(readKept(garbage)).toEqual({});
  });

  it('leaves out what is not sound, and keeps the rest', () => {
    const torn =
      '{"version":1,"best":{"a":5,"b":{"kernel":{"stars":4,"figure":1}},"c":{"process":{"stars":1,"figure":9}}}}';
    expect(readKept(torn)).toEqual({ b: {}, c: { process: { stars: 1, figure: 9 } } });
  });

  it('more stars are better, then the better figure', () => {
    expect(better(least, { stars: 1, figure: 12 }, null)).toEqual({ stars: 1, figure: 12 });
    expect(better(least, { stars: 1, figure: 12 }, { stars: 2, figure: 9 })).toEqual({ stars: 2, figure: 9 });
    expect(better(least, { stars: 1, figure: 12 }, { stars: 1, figure: 15 })).toEqual({
      stars: 1,
      figure: 15,
    });
    expect(better(most, { stars: 2, figure: 41 }, { stars: 2, figure: 44 })).toEqual({
      stars: 2,
      figure: 41,
    });
  });
});

describe('a goal during the match', () => {
  const { machine } = bench({});

  it('is counted for the kernel but for what only machines with devices have', () => {
    const view = kernelOf(machine);
    const known = ['score', 'work', 'faults', 'breaches', 'panics', 'kills', 'crashes', 'secrets'];
    expect(Object.keys(kernelOutcome(view))).toEqual(expect.arrayContaining(known));
  });

  it('is counted for a process as far as it may know', () => {
    const view = ownOf(machine);
    const { score, work } = processOutcome({
      ...view,
      machine: [{ ...view.machine[0], work: 90 }],
      self: [{ ...view.self[0], score: 25, work: 40 }],
    });
    expect({ score, work }).toEqual({ score: 25, work: 40 });
    expect(processOutcome(view)).not.toHaveProperty('faults');
  });
});

describe('the words', () => {
  type Words = { [key: string]: string | Words };
  const packs = path.resolve(import.meta.dirname, '../../assets/locales');
  const english: Words = JSON.parse(readFileSync(path.join(packs, 'en.json'), 'utf8'));
  const has = (key: string): boolean => {
    let at: string | Words | undefined = english;
    for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
    return typeof at === 'string';
  };

  it('every lesson has its title, its idea and a hint a role', () => {
    const keys = LESSONS.flatMap((lesson) => [
      `scenario.${lesson.id}`,
      `ladder.${lesson.id}.idea`,
      ...rolesOf(lesson).map((role) => `ladder.${lesson.id}.hint.${role}`),
    ]);
    expect(keys.filter((key) => !has(key))).toEqual([]);
  });

  it('every goal that asks for more than its figure says what to do, and why', () => {
    const asked = LESSONS.flatMap((lesson) =>
      rolesOf(lesson)
        .filter((role) => {
          const { keep = [] } = lesson.lesson.goals[role]!;
          return keep.some(({ least }) => least !== undefined);
        })
        .map((role) => `ladder.${lesson.id}.try.${role}`),
    );
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((key) => !has(key))).toEqual([]);
  });

  it('every concept has a name, every measure its sentences', () => {
    const keys = [
      ...CONCEPT_IDS.map((id) => `concept.${id}`),
      ...MEASURES.flatMap((one) => ['least', 'most', 'figure'].map((part) => `goal.${one}.${part}_other`)),
    ];
    expect(keys.filter((key) => !has(key))).toEqual([]);
  });
});

/** A lesson from its first to its last activity, and what a plan may be. */
import { describe, expect, it } from 'vitest';
import { loadPlans } from '../../server/plans.ts';
import { loadScenarios } from '../../server/scenarios.ts';
import {
  advance,
  conceptsAsked,
  createLesson,
  EXPECTED_MS,
  enrol,
  type Lesson,
  machinesNext,
  minutesTogether,
  NOBODY,
  nameTaken,
  planSchema,
  putIn,
  repeat,
  roomIn,
} from '../../shared/classroom/index.ts';
import { misfit, parseScenario, withPolicies, withProcesses } from '../../shared/scenario/index.ts';
import { play } from '../support/match.ts';

const PLAN = planSchema.parse({
  id: 'test',
  minutes: 30,
  activities: [
    { do: 'drills', minutes: 5, set: 'replacement' },
    { do: 'machines', minutes: 10, scenario: 'classic', rounds: 2, size: 3 },
    { do: 'talk', minutes: 5, talk: 'trust' },
    { do: 'big', minutes: 5, scenario: 'the-whole-machine' },
  ],
});

function lessonOf(count: number): Lesson {
  const lesson = createLesson(PLAN);
  for (let at = 0; at < count; at++) enrol(lesson, `P${at}`, '');
  return lesson;
}

describe('going on', () => {
  it('begins, ends and begins again until the plan is done', () => {
    const lesson = lessonOf(5);
    const seen: string[] = [];
    while (lesson.stage !== 'over') {
      advance(lesson, 0);
      seen.push(`${lesson.at}.${lesson.round} ${lesson.stage}`);
    }
    expect(seen).toEqual([
      '0.0 running',
      '0.0 between',
      '1.0 running',
      '1.0 between',
      '1.1 running',
      '1.1 between',
      '2.0 running',
      '3.0 running',
      '3.0 between',
      '4.0 over',
    ]);
    advance(lesson, 0);
    expect(lesson.at).toBe(4);
  });

  it('a round once more keeps people and seats, and nobody’s turn is counted twice', () => {
    const lesson = lessonOf(5);
    for (let times = 0; times < 4; times++) advance(lesson, 0);
    const before = structuredClone({
      groups: lesson.groups,
      turns: lesson.students.map(({ turns }) => turns),
    });
    expect(repeat(lesson, 0)).toBe(true);
    expect(lesson.stage).toBe('running');
    expect({ groups: lesson.groups, turns: lesson.students.map(({ turns }) => turns) }).toEqual(before);
    expect(repeat(createLesson(PLAN), 0)).toBe(false);
  });

  it('the big machine has everybody in it, with a volunteer as the kernel or the teacher', () => {
    for (const volunteer of [NOBODY, 2]) {
      const lesson = lessonOf(5);
      lesson.volunteer = volunteer;
      while (lesson.at < 3) advance(lesson, 0);
      expect(lesson.groups).toEqual([
        { kernel: volunteer, processes: [0, 1, 2, 3, 4].filter((one) => one !== volunteer) },
      ]);
    }
  });
});

describe('who sits where', () => {
  const running = (count: number): Lesson => {
    const lesson = lessonOf(count);
    for (let times = 0; times < 3; times++) advance(lesson, 0);
    return lesson;
  };

  it('late comers fill the machines, then wait', () => {
    const lesson = running(6);
    const seats = ['X', 'Y', 'Z'].map((name) => {
      const student = enrol(lesson, name, '');
      const group = roomIn(lesson);
      lesson.groups[group]?.processes.push(student);
      return group;
    });
    expect(seats).toEqual([0, 1, -1]);
  });

  it('a locked phone is dealt a seat, one that is gone for long is not', () => {
    const lesson = lessonOf(4);
    Object.assign(lesson.students[1]!, { present: false, leftAt: 1000 });
    Object.assign(lesson.students[2]!, { present: false, leftAt: 0 });
    for (let times = 0; times < 3; times++) advance(lesson, 1000 + EXPECTED_MS - 1);
    expect(lesson.groups).toEqual([{ kernel: 0, processes: [1, 3] }]);
    advance(lesson, 1000 + EXPECTED_MS);
    advance(lesson, 1000 + EXPECTED_MS);
    expect(lesson.groups[0]!.processes).not.toContain(1);
  });

  it('by hand, for the next round that has machines, to one of them that has room', () => {
    const lesson = lessonOf(8);
    expect(machinesNext(lesson, 0)).toEqual({ count: 2, people: 4 });
    expect(putIn(lesson, 0, 1, 0), 'before anybody was dealt').toBeNull();
    expect(putIn(lesson, 1, 1, 0)).toBeNull();
    expect(putIn(lesson, 1, NOBODY, 0), 'taken back').toBeNull();
    expect(putIn(lesson, 2, 2, 0), 'no such machine').toBe('unknown');
    for (let times = 0; times < 3; times++) advance(lesson, 0);
    const { kernel, processes } = lesson.groups[1]!;
    expect([kernel, ...processes]).toContain(0);
    expect(lesson.students[0]!.hand, 'once').toBeUndefined();
    expect([0, 1, 2, 3, 4].map((student) => putIn(lesson, student, 0, 0))).toEqual([
      null,
      null,
      null,
      null,
      'full',
    ]);
    advance(lesson, 0);
    advance(lesson, 0);
    expect(lesson.round).toBe(1);
    const [first] = lesson.groups;
    expect([first!.kernel, ...first!.processes].sort()).toEqual([0, 1, 2, 3]);
    expect(machinesNext(lesson, 0), 'the last').toBeNull();
    expect(putIn(lesson, 0, 0, 0)).toBe('none');
  });

  it('what is looked back at is not the next round’s', () => {
    const lesson = running(4);
    for (const go of [() => advance(lesson, 0), () => repeat(lesson, 0), () => advance(lesson, 0)]) {
      Object.assign(lesson, { back: 60, paused: true });
      go();
      expect(lesson.back).toBe(0);
    }
  });

  it('where a kernel has gone, whoever has had the fewest turns is next, once more', () => {
    const lesson = running(4);
    const { kernel, processes } = lesson.groups[0]!;
    lesson.students[kernel]!.standing = 'removed';
    lesson.students[processes[0]!]!.turns = 2;
    repeat(lesson, 0);
    expect(lesson.groups[0]!.kernel).toBe(processes[1]);
  });

  it('a round once more is without who has gone, and with who has come', () => {
    const lesson = running(8);
    const [first] = lesson.groups;
    const { kernel } = first!;
    lesson.students[kernel]!.standing = 'removed';
    const late = [enrol(lesson, 'X', ''), enrol(lesson, 'Y', '')];
    expect(repeat(lesson, 0)).toBe(true);
    const seated = lesson.groups.flatMap((group) => [group.kernel, ...group.processes]);
    expect(seated.sort((a, b) => a - b)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, ...late].filter((student) => student !== kernel),
    );
    expect(lesson.groups).toHaveLength(3);
  });

  it.each(['chance', 'results'] as const)('dealt anew %s, once', (deal) => {
    const lesson = running(8);
    advance(lesson, 0);
    for (const [number, student] of lesson.students.entries())
      Object.assign(student, { asked: 4, right: number % 5 });
    lesson.deal = deal;
    lesson.seed = 5;
    const before = JSON.stringify(lesson.groups);
    advance(lesson, 0);
    expect(lesson.groups.flatMap(({ kernel, processes }) => [kernel, ...processes]).sort()).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(JSON.stringify(lesson.groups)).not.toBe(before);
    expect(lesson.deal).toBe('seated');
  });

  it('names are taken whatever their case, by those who are in', () => {
    const lesson = lessonOf(2);
    expect(nameTaken(lesson, 'p1')).toBe(true);
    expect(nameTaken(lesson, 'p1', 1)).toBe(false);
    lesson.students[1]!.standing = 'removed';
    expect(nameTaken(lesson, 'P1')).toBe(false);
  });
});

describe('plans', () => {
  it('the ready ones are whole: their time adds up, their scenarios exist', () => {
    const scenarios = loadScenarios();
    const plans = [...loadPlans().values()];
    expect(plans.map(({ minutes }) => minutes).sort((a, b) => a - b)).toEqual([15, 45, 90]);
    for (const { id, minutes, activities, curricula } of plans) {
      expect(minutesTogether(activities), id).toBe(minutes);
      expect(curricula.length, id).toBeGreaterThan(0);
      for (const activity of activities) {
        if ('scenario' in activity)
          expect(scenarios.has(activity.scenario), `${id}: ${activity.scenario}`).toBe(true);
        expect(activity.do === 'drills').toBe(conceptsAsked(activity).length > 0);
      }
    }
  });

  it('the ready ones climb the ladder, and ask about nothing that was not played', () => {
    const scenarios = loadScenarios();
    const first = Math.min(
      ...[...scenarios.values()].flatMap(({ id, lesson }) =>
        lesson === undefined || id.startsWith('tutorial') ? [] : lesson.step,
      ),
    );
    for (const { id, activities } of loadPlans().values()) {
      const met = new Set<string>();
      const steps: number[] = [];
      for (const activity of activities) {
        const lesson = 'scenario' in activity ? scenarios.get(activity.scenario)?.lesson : undefined;
        if (lesson !== undefined) steps.push(lesson.step);
        for (const concept of lesson?.concepts ?? []) met.add(concept);
        expect(
          conceptsAsked(activity).filter((concept) => !met.has(concept)),
          id,
        ).toEqual([]);
      }
      expect(steps, id).toEqual([...steps].sort((a, b) => a - b));
      if (id === 'first-contact') expect(steps[0]).toBe(first);
    }
  });

  it.each([
    [{ do: 'dance', minutes: 1 }],
    [{ do: 'talk', minutes: 1 }],
    [{ do: 'talk', minutes: 1, talk: 'trust', text: 'both' }],
    [{ do: 'machines', minutes: 1, scenario: 'classic', size: 8 }],
    [{ do: 'drills', minutes: 0 }],
    [{ do: 'drills', minutes: 1, set: 'nothing' }],
  ])('%j is none', (activity) => {
    expect(planSchema.safeParse({ id: 'x', minutes: 1, activities: [activity] }).success).toBe(false);
  });

  it('in the one big machine the loaded policies serve the processes of a kernel who does nothing', () => {
    const scenario = loadScenarios().get('the-whole-machine')!;
    const served = withPolicies(withProcesses(scenario, 30));
    expect(misfit(served)).toBeNull();
    expect(parseScenario(JSON.stringify(served)).ok, 'as a journal keeps it').toBe(true);
    const idle = (one: typeof scenario) =>
      play({ ...one, param: { ...one.param, ticks: 600 } }, 'idle', 1).work;
    expect(idle(served)).toBeGreaterThan(2 * idle(withProcesses(scenario, 30)) + 20);
  });

  it('a scenario for more processes stays sound and as tight, up to a whole class', () => {
    for (const id of ['classic', 'the-whole-machine']) {
      const scenario = loadScenarios().get(id)!;
      expect(withProcesses(scenario, 1)).toBe(scenario);
      for (const count of [7, 30, 100]) {
        if (count <= scenario.processes.length) continue;
        const grown = withProcesses(scenario, count);
        expect(misfit(grown), `${id} for ${count}`).toBeNull();
        const tight = ({ param }: typeof scenario) => (param.frames - param.kernelFrames) / param.processes;
        expect(tight(grown) / tight(scenario)).toBeCloseTo(1, 1);
      }
    }
  });
});

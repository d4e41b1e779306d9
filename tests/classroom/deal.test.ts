/** Dealing a class into machines: nobody is left over, and nobody is kernel twice before all were once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deal, type Group, roomFor } from '../../shared/classroom/deal.ts';
import { NOBODY } from '../../shared/classroom/index.ts';

const everyone = (groups: readonly Group[]): number[] =>
  groups.flatMap(({ kernel, processes }) => [kernel, ...processes]).sort((a, b) => a - b);

/** Plays rounds over classes that change; `look` sees each. */
function rounds(
  classes: readonly (readonly number[])[],
  size: number,
  look: (groups: Group[], students: readonly number[], turns: ReadonlyMap<number, number>) => void,
): void {
  const turns = new Map<number, number>();
  let before: Group[] = [];
  for (const students of classes) {
    before = deal({
      students,
      turns: (student) => turns.get(student) ?? 0,
      size,
      before,
      hand: () => NOBODY,
    });
    look(before, students, turns);
    for (const { kernel } of before) turns.set(kernel, (turns.get(kernel) ?? 0) + 1);
  }
}

const sizes = fc.integer({ min: 1, max: 7 });
const classes = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 100 }), {
  minLength: 1,
  maxLength: 8,
});

describe('dealing', () => {
  it('places everybody once, in machines that hold them and differ by at most one', () => {
    fc.assert(
      fc.property(classes, sizes, (all, size) =>
        rounds(all, size, (groups, students) => {
          expect(everyone(groups)).toEqual([...students].sort((a, b) => a - b));
          const people = groups.map(({ processes }) => processes.length);
          expect(Math.max(...people)).toBeLessThanOrEqual(size);
          expect(Math.max(...people) - Math.min(...people)).toBeLessThanOrEqual(1);
          expect(groups.length).toBe(Math.ceil(students.length / (size + 1)));
        }),
      ),
    );
  });

  it('makes nobody kernel who was oftener than somebody who waits', () => {
    fc.assert(
      fc.property(classes, sizes, (all, size) =>
        rounds(all, size, (groups, students, turns) => {
          const of = (student: number): number => turns.get(student) ?? 0;
          const kernels = groups.map(({ kernel }) => kernel);
          const waiting = students.filter((student) => !kernels.includes(student)).map(of);
          const most = Math.max(...kernels.map(of));
          expect(most).toBeLessThanOrEqual(Math.min(Number.POSITIVE_INFINITY, ...waiting));
        }),
      ),
    );
  });

  it('a class that stays: after each round nobody has been kernel two times more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), sizes, (count, size) => {
        const students = Array.from({ length: count }, (_, at) => at);
        rounds(
          Array.from({ length: 9 }, () => students),
          size,
          (_groups, _students, turns) => {
            const all = students.map((student) => turns.get(student) ?? 0);
            expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
          },
        );
      }),
    );
  });

  it('twenty-four in machines of four: four rounds make everybody kernel once, and no group is broken up', () => {
    const students = Array.from({ length: 24 }, (_, at) => at);
    const groups = new Set<string>();
    const kernels: number[] = [];
    rounds([students, students, students, students], 3, (dealt) => {
      for (const group of dealt) groups.add(everyone([group]).join());
      kernels.push(...dealt.map(({ kernel }) => kernel));
    });
    expect(groups.size).toBe(6);
    expect(kernels.sort((a, b) => a - b)).toEqual(students);
  });

  it('whoever the teacher has put in a machine sits there, and the rest stays as fair', () => {
    const cases = fc.record({
      count: fc.integer({ min: 2, max: 60 }),
      size: sizes,
      played: fc.integer({ min: 0, max: 6 }),
      picks: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(cases, ({ count, size, played, picks }) => {
        const students = Array.from({ length: count }, (_, at) => at);
        const turns = new Map<number, number>();
        let before: Group[] = [];
        const round = (hand: ReadonlyMap<number, number>): void => {
          const of = (student: number): number => turns.get(student) ?? 0;
          before = deal({
            students,
            turns: of,
            size,
            before,
            hand: (student) => hand.get(student) ?? NOBODY,
          });
          for (const { kernel } of before) turns.set(kernel, of(kernel) + 1);
        };
        for (let at = 0; at < played; at++) round(new Map());
        // One for each machine: more may be more than it holds, or kernels of the same round.
        const machines = Math.ceil(count / (size + 1));
        const wished = new Map(picks.map(([student, machine]) => [machine % machines, student % count]));
        const hand = new Map([...wished].map(([machine, student]) => [student, machine]));
        round(hand);
        for (const [student, machine] of hand) expect(everyone([before[machine]!])).toContain(student);
        expect(everyone(before)).toEqual(students);
        const sizesOf = before.map(({ processes }) => processes.length);
        expect(Math.max(...sizesOf) - Math.min(...sizesOf)).toBeLessThanOrEqual(1);
        const all = students.map((student) => turns.get(student) ?? 0);
        expect(Math.max(...all) - Math.min(...all), 'turns').toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('as many as a machine holds can be put in it, and all sit there', () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      size: sizes,
      played: fc.integer({ min: 0, max: 6 }),
      wishes: fc.array(fc.nat({ max: 20 }), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(cases, ({ count, size, played, wishes }) => {
        const students = Array.from({ length: count }, (_, at) => at);
        const turns = (student: number): number => (student * 7 + played) % (played + 1);
        const before = deal({ students, turns, size, before: [], hand: () => NOBODY });
        const hand = new Map<number, number>();
        wishes.slice(0, count).forEach((wish, student) => {
          const machine = wish % before.length;
          if ([...hand.values()].filter((one) => one === machine).length <= size) hand.set(student, machine);
        });
        const dealt = deal({ students, turns, size, before, hand: (student) => hand.get(student) ?? NOBODY });
        for (const [student, machine] of hand) expect(everyone([dealt[machine]!])).toContain(student);
        expect(everyone(dealt)).toEqual(students);
        for (const { processes } of dealt) expect(processes.length).toBeLessThanOrEqual(size);
      }),
      { numRuns: 500 },
    );
  });

  it('an empty class has no machines', () => {
    expect(deal({ students: [], turns: () => 0, size: 3, before: [], hand: () => NOBODY })).toEqual([]);
  });
});

it('a late comer goes where the fewest are, and nowhere when all machines are full', () => {
  const groups = [
    { kernel: 0, processes: [1, 2, 3] },
    { kernel: 4, processes: [5, 6] },
    { kernel: 7, processes: [8] },
  ];
  expect(roomFor(groups, 3)).toBe(2);
  expect(roomFor(groups.slice(0, 2), 3)).toBe(1);
  expect(roomFor(groups.slice(0, 1), 3)).toBe(-1);
});

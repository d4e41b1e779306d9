/** Which machine is shown large, and what the figures of a round say. */
import { describe, expect, it } from 'vitest';
import { factsOf, type MachineInfo, shownLarge } from '../../shared/classroom/index.ts';

const machine = (own: Partial<MachineInfo>): MachineInfo => ({
  code: '',
  kernel: -1,
  processes: [],
  over: false,
  tick: 0,
  ticks: 100,
  work: 0,
  fairness: 1000,
  free: 0,
  frames: '',
  alarm: '',
  breaches: 0,
  panics: 0,
  thrashed: 0,
  waited: [],
  ...own,
});

describe('the machine that is shown large', () => {
  const machines = [
    machine({ work: 9 }),
    machine({ work: 5, alarm: 'thrashing' }),
    machine({ alarm: 'panic' }),
    machine({ work: 8, alarm: 'panic' }),
  ];
  it('is the one that is wished for', () => expect(shownLarge(machines, 1)).toBe(1));
  it('else the gravest alarm, and of those who did most', () => expect(shownLarge(machines, -1)).toBe(3));
  it('else who did most', () => expect(shownLarge(machines.slice(0, 1), 7)).toBe(0));
});

describe('the facts of a round', () => {
  it('name who did most, and the fairest of those that did something', () => {
    const machines = [
      machine({ work: 40, fairness: 800 }),
      machine({ work: 30, fairness: 900 }),
      machine({ work: 1, fairness: 1000 }),
    ];
    expect(factsOf(machines)).toMatchObject({ most: 0, fairest: 1 });
  });
  it('name nobody where several are level, where there is one alone, or none', () => {
    expect(factsOf([machine({ work: 4 }), machine({ work: 4 })])).toMatchObject({
      most: null,
      fairest: null,
    });
    expect(factsOf([machine({ work: 4 })])).toMatchObject({ most: null, fairest: null });
    expect(factsOf([])).toMatchObject({ most: null, fairest: null, panicked: [] });
  });
  it('list what went wrong, but not a moment of thrashing', () => {
    const machines = [
      machine({ thrashed: 5 }),
      machine({ thrashed: 60, breaches: 2 }),
      machine({ panics: 1 }),
    ];
    expect(factsOf(machines)).toMatchObject({ thrashed: [1], breached: [1], panicked: [2] });
  });
});

it('who waited longest, of all machines; a moment is no wait', () => {
  const waited = (...lists: number[][]) => factsOf(lists.map((list) => machine({ waited: list }))).waited;
  expect(waited([30, 5], [20, 90, 40])).toEqual({ machine: 1, process: 1, ticks: 90 });
  expect(waited([19], [])).toBeNull();
  expect(waited([0, 20])).toEqual({ machine: 0, process: 1, ticks: 20 });
});

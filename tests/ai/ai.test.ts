/** PL1: AI players see what their seat sees, and act like it. */

import { describe, expect, it } from 'vitest';
import { createAi, KERNEL_AIS, PROCESS_AIS } from '../../shared/ai/index.ts';
import { createMatch, step, takeSayings } from '../../shared/match/index.ts';
import { createMachine, DEFAULT_PARAM, shapeOf } from '../../shared/sim/index.ts';
import { play, shipped } from '../support/match.ts';

const short = shipped('classic-short');

describe('AI kernels', () => {
  it.each(KERNEL_AIS)('%s plays a match without panic or crash', (name) => {
    const { match } = play(short, name, 3);
    expect(match.machine.panics).toBe(0);
    if (name === 'idle') expect(match.machine.work).toBe(0);
    else expect(match.machine.work).toBeGreaterThan(0);
  });

  it('clean kernels leave nothing to read', () => {
    for (const name of ['clock', 'lru', 'fifo', 'random', 'guided']) {
      const { match } = play(
        shipped('classic', ['prober', 'prober', 'prober', 'greedy'], { ticks: 1200 }),
        name,
        4,
      );
      expect(match.machine.breaches, name).toBe(0);
    }
  });

  it('guided says why, to the process that it concerns, and never a frame', () => {
    const match = createMatch({
      id: 'g',
      scenario: short,
      seed: 2,
      seats: ['guided', ...short.processes],
      reaction: 0,
    });
    const said = [];
    for (let ticks = 0; ticks < 250; ticks++) {
      step(match);
      said.push(...takeSayings(match));
    }
    expect(said.length).toBeGreaterThan(5);
    expect(new Set(said.map((saying) => saying.key))).toContain('took-frame');
    for (const saying of said) expect(Object.keys(saying).sort()).toEqual(['key', 'pid', 'vpn']);
  });

  it('the reaction time is one decision after another', () => {
    const { decisions } = play(shipped('classic', undefined, { ticks: 1500 }), 'clock', 5, 15);
    const at = decisions.flatMap((count, tick) => (count > 0 ? [tick] : []));
    for (let index = 1; index < at.length; index++)
      expect(at[index] - at[index - 1]).toBeGreaterThanOrEqual(14);
  });
});

describe('AI processes', () => {
  it.each(PROCESS_AIS)('%s finishes jobs under a clock kernel', (name) => {
    const { match } = play(shipped('classic-short', [name, name, name, name]), 'clock', 6);
    expect(match.machine.work).toBeGreaterThan(0);
  });

  it('leaky keeps blocks that it no longer needs, careful does not', () => {
    const leftovers = (name: string) => {
      let leaks = 0;
      play(shipped('classic', [name, name, name, name], { ticks: 2000 }), 'clock', 7, 0, (_match, events) => {
        leaks += events.filter((event) => event.type === 'leak').length;
      });
      return leaks;
    };
    expect(leftovers('leaky')).toBeGreaterThan(leftovers('careful'));
  });
});

it('an AI sits only where it belongs', () => {
  const options = { seed: 1, seat: 1, reaction: 0 };
  const shape = shapeOf(createMachine(DEFAULT_PARAM, 1));
  expect(() => createAi('clock', shape, options)).toThrow('clock');
});

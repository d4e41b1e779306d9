/** FR4 at length: 400,000 random commands with a check after each, and full matches of every kernel. */
import { describe, expect, it } from 'vitest';
import { KERNEL_AIS } from '../../shared/ai/index.ts';
import { check, command, createMachine, DEFAULT_PARAM, takeEvents, tick } from '../../shared/sim/index.ts';
import { chaos } from '../support/chaos.ts';
import { play, shipped } from '../support/match.ts';

describe('FR4 at length', () => {
  it('holds over 400,000 random commands', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const machine = createMachine(
        { ...DEFAULT_PARAM, ticks: 10_000, startEvery: 5, guard: seed % 2 === 0 },
        seed,
      );
      const source = chaos(seed);
      for (let count = 0; count < 1000; count++) {
        const { seat, command: cmd } = source.next(machine);
        command(machine, seat, cmd);
        tick(machine);
        takeEvents(machine);
        expect(check(machine), `seed ${seed}, command ${count}`).toEqual([]);
      }
    }
  });

  it.each(KERNEL_AIS)('holds through 20 whole matches of %s', (kernel) => {
    for (let seed = 1; seed <= 20; seed++) {
      play(shipped('classic'), kernel, seed, 0, ({ machine }) => {
        expect(check(machine), `seed ${seed}, tick ${machine.tick}`).toEqual([]);
      });
    }
  });
});

/**
 * A second opinion on the answers: the text and the figures of a question, read in English, are put to the command line's
 * own commands, or to small solvers written for these tests; what they say must be the drill's answer.
 */
import { describe, expect, it } from 'vitest';
import { isSame, KINDS, kindOf, LEVELS, makeDrill } from '../../shared/drills/index.ts';
import { BY_COMMAND } from './solvers/byCommand.ts';
import { CALLS } from './solvers/calls.ts';
import { FRAMES } from './solvers/frames.ts';
import { MEMORY } from './solvers/memory.ts';
import { read, type Solvers } from './solvers/reading.ts';

const SEEDS = 36;

const SOLVERS: readonly (readonly [string, Solvers])[] = [
  ['by the command line', BY_COMMAND],
  ['by rules of frames', FRAMES],
  ['by rules of heaps', MEMORY],
  ['by rules of calls', CALLS],
];

describe.each(SOLVERS)('%s', (_by, solvers) => {
  it.each(Object.entries(solvers))('%s', (id, solve) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const drill = makeDrill(kindOf(id)!, seed, LEVELS[seed % LEVELS.length]);
      const solved = solve(read(drill));
      const same = isSame(drill.question.form, solved, drill.answer);
      expect(same, `seed ${seed}: ${solved}, not ${drill.answer}`).toBe(true);
    }
  });
});

it('nearly all kinds have a second opinion', () => {
  const solved = SOLVERS.flatMap(([, solvers]) => Object.keys(solvers));
  const unsolved = KINDS.filter(({ id }) => !solved.includes(id));
  expect(unsolved.length).toBeLessThan(KINDS.length / 20);
});

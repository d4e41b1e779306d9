/**
 * A second opinion on the answers: the text and the figures of a question, read in English, are put to the command line's
 * own commands, or to small solvers written for these tests; what they say must be the drill's answer.
 */
import { describe, expect, it } from 'vitest';
import { isSame, kindOf, LEVELS, makeDrill } from '../../shared/drills/index.ts';
import { BY_COMMAND } from './solvers/byCommand.ts';
import { FRAMES } from './solvers/frames.ts';
import { read, type Solvers } from './solvers/reading.ts';

const SEEDS = 36;

describe.each<[string, Solvers]>([
  ['by the command line', BY_COMMAND],
  ['by rules of frames', FRAMES],
])('%s', (_by, solvers) => {
  it.each(Object.entries(solvers))('%s', (id, solve) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const drill = makeDrill(kindOf(id)!, seed, LEVELS[seed % LEVELS.length]);
      const { form } = drill.question;
      const solved = solve(read(drill));
      expect(isSame(form, solved, drill.answer), `seed ${seed}: ${solved}, not ${drill.answer}`).toBe(true);
    }
  });
});

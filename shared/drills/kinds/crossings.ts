/** How often the kernel is entered to hand pieces over: by letters, by letters in a ring, by shared memory (SY1, SY2). */

import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const MOST = { 1: 10, 2: 18, 3: 28 } as const;

const machine = (): Driven => smallMachine({ processes: 2, pages: 16, accessPeriod: 1000 });

/** System calls for a letter each. */
function byLetters(pieces: number): number {
  const small = machine();
  for (let value = 0; value < pieces; value++) {
    small.call(1, { op: 'send', pid: 2, value });
    small.call(2, { op: 'recv', from: 1 });
  }
  return small.count('syscall');
}

/** System calls for so many letters in a submission. */
function byRing(pieces: number, batch: number): number {
  const small = machine();
  for (let left = pieces; left > 0; left -= batch) {
    const count = Math.min(batch, left);
    const send = { op: 'send', pid: 2, value: 1 } as const;
    const recv = { op: 'recv', from: 1 } as const;
    small.call(1, { op: 'submit', calls: Array.from({ length: count }, () => send) });
    small.call(2, { op: 'submit', calls: Array.from({ length: count }, () => recv) });
  }
  return small.count('syscall');
}

/** System calls for a shared segment, and a write and a read of it for each piece. */
function byMemory(pieces: number): number {
  const small = machine();
  const mine = small.call(1, { op: 'shm_open', pages: 1 });
  const theirs = small.call(2, { op: 'shm_attach', id: 0 });
  for (let piece = 0; piece < pieces; piece++) {
    small.touch(1, mine, true);
    small.touch(2, theirs, false);
  }
  return small.count('syscall');
}

export const crossings: Kind = {
  id: 'crossings',
  concept: 'message-passing',
  also: ['shared-memory', 'syscall', 'mode-switch'],
  make(dice, level): Made {
    const pieces = dice.between(5, MOST[level]);
    const batch = dice.between(2, 4);
    const answer = [byLetters(pieces), byRing(pieces, batch), byMemory(pieces)];
    const [letters, ring, memory] = answer as [number, number, number];
    const figure: Figure = table(
      say('crossings.task'),
      [say('crossings.pieces'), say('crossings.batch')],
      [[pieces, batch]],
    );
    const field = (name: string) => ({ name: say(`crossings.${name}`), base: 10, max: 999 }) as const;
    return {
      ask: say('crossings.ask'),
      figures: [figure],
      form: { type: 'fields', fields: [field('letters'), field('ring'), field('memory')] },
      answer,
      steps: worked([
        {
          say: say('crossings.by-letters', { pieces, calls: letters }),
          figures: [figure],
          found: [[say('crossings.letters'), letters]],
        },
        {
          say: say('crossings.by-ring', { batch, calls: ring }),
          figures: [figure],
          found: [[say('crossings.ring'), ring]],
        },
        {
          say: say('crossings.by-memory', { calls: memory }),
          figures: [figure],
          found: [[say('crossings.memory'), memory]],
        },
      ]),
      slips: [
        { answer: [0, 0, memory], misconception: 'message-needs-no-syscall' },
        { answer: [0, ring, memory], misconception: 'message-needs-no-syscall' },
        { answer: [letters, ring, memory + 2 * pieces], misconception: 'shared-memory-needs-syscall' },
        { answer: [letters, ring, 2 * pieces], misconception: 'shared-memory-needs-syscall' },
      ],
    };
  },
};

/** Which frame does Clock evict next: the hand passes set bits, clearing them, and takes the first clear one (RC2). */
import { createPolicy, POLICY } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type Level, type Made, type Step, say, type Tile } from '../question.ts';

const FRAMES = { 1: 4, 2: 6, 3: 8 } as const;

interface Board {
  pages: number[];
  referenced: Uint8Array;
  hand: number;
}

const tiles = ({ pages, referenced, hand }: Board, gone = -1): Tile[] =>
  pages.map((page, id) => ({
    id,
    label: String(page),
    owner: 1,
    marks: [
      ...(referenced[id] ? (['referenced'] as const) : []),
      ...(hand === id ? (['hand'] as const) : []),
      ...(gone === id ? (['gone'] as const) : []),
    ],
  }));

const figure = (board: Board, gone = -1) =>
  ({ type: 'tiles', name: say('figure.frames'), tiles: tiles(board, gone) }) as const;

/** The hand's way, a step for each frame that it looks at. */
function walk(board: Board, victim: number): Step[] {
  const { pages, hand } = board;
  const referenced = Uint8Array.from(board.referenced);
  const steps: Step[] = [];
  for (let at = hand; ; at = (at + 1) % pages.length) {
    const now = { pages, referenced: Uint8Array.from(referenced), hand: at };
    if (at === victim && referenced[at] === 0) {
      steps.push({ say: say('clock-victim.taken', { page: pages[at]! }), figures: [figure(now, at)] });
      return steps;
    }
    steps.push({ say: say('clock-victim.passed', { page: pages[at]! }), figures: [figure(now)] });
    referenced[at] = 0;
  }
}

export const clockVictim: Kind = {
  id: 'clock-victim',
  concept: 'replacement',
  also: ['pte-bits'],
  make(dice: Dice, level: Level): Made {
    const frames = FRAMES[level];
    const pages = dice.some(
      Array.from({ length: 30 }, (_, page) => page),
      frames,
    );
    const referenced = Uint8Array.from({ length: frames }, () => (dice.chance(35 + 15 * level) ? 1 : 0));
    const hand = dice.below(frames);
    // Else the hand takes what it points at, and nothing has to be thought of.
    referenced[hand] = 1;
    const state = createPolicy('clock', frames);
    state.hand = hand;
    const victim = POLICY.clock.victim(
      state,
      Uint8Array.from(referenced),
      new Uint8Array(frames),
      new Uint8Array(frames).fill(1),
    );
    const board = { pages, referenced, hand };
    return {
      ask: say('clock-victim.ask'),
      figures: [figure(board)],
      form: { type: 'pick', figure: 0, from: pages.map((_, id) => id) },
      answer: victim,
      steps: walk(board, victim),
      slips: victim === hand ? [] : [{ answer: hand, misconception: 'clock-ignores-bits' }],
    };
  },
};

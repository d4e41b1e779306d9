/** Which page goes, by what is known of each: loaded when, used last when, used how often (RC1: FIFO, LRU, LFU). */
import { createPolicy, POLICY, type PolicyName } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Slip, say } from '../question.ts';

const FRAMES = { 1: 4, 2: 5, 3: 7 } as const;
const ASKED = ['fifo', 'lru', 'lfu'] as const;
type Asked = (typeof ASKED)[number];

interface Known {
  loaded: number[];
  last: number[];
  uses: number[];
  victims: { [P in Asked]: number };
}

/** Loads every frame, refers to them by chance, and asks each policy. */
function history(dice: Dice, frames: number): Known {
  const states = ASKED.map((name) => [name, createPolicy(name, frames)] as const);
  const known = {
    loaded: new Array<number>(frames),
    last: new Array<number>(frames),
    uses: new Array<number>(frames),
  };
  let time = 0;
  const step = (frame: number, load: boolean): void => {
    time += dice.between(1, 3);
    for (const [name, state] of states) {
      state.time = time;
      if (load) POLICY[name].load(state, frame, frame);
      else POLICY[name].reference(state, frame);
    }
    if (load) known.loaded[frame] = time;
    known.last[frame] = time;
    known.uses[frame] = load ? 1 : known.uses[frame]! + 1;
  };
  for (const frame of dice.shuffle(Array.from({ length: frames }, (_, at) => at))) step(frame, true);
  for (let count = 0; count < 3 * frames; count++) step(dice.below(frames), false);
  const all = () => new Uint8Array(frames).fill(1);
  const victims = Object.fromEntries(
    states.map(([name, state]) => [name, POLICY[name].victim(state, all(), new Uint8Array(frames), all())]),
  ) as Known['victims'];
  return { ...known, victims };
}

/** A history in which the three differ, and nobody is used as seldom as another. */
function telling(dice: Dice, frames: number): Known {
  let known = history(dice, frames);
  for (let tries = 0; tries < 100; tries++) {
    const { victims, uses } = known;
    const least = Math.min(...uses);
    const alone = uses.filter((count) => count === least).length === 1;
    if (alone && new Set(Object.values(victims)).size === ASKED.length) return known;
    known = history(dice, frames);
  }
  return known;
}

const TAKEN_FOR: { readonly [P in Asked]: readonly [PolicyName & Asked, Slip['misconception']][] } = {
  fifo: [['lru', 'fifo-is-lru']],
  lru: [
    ['fifo', 'fifo-is-lru'],
    ['lfu', 'lru-is-lfu'],
  ],
  lfu: [['lru', 'lru-is-lfu']],
};

export const victimByTable: Kind = {
  id: 'victim-by-table',
  concept: 'replacement',
  make(dice: Dice, level: Level): Made {
    const frames = FRAMES[level];
    const policy = dice.pick(ASKED);
    const { loaded, last, uses, victims } = telling(dice, frames);
    const pages = dice.some(
      Array.from({ length: 40 }, (_, page) => page),
      frames,
    );
    const rows = pages.map((page, at) => [page, loaded[at]!, last[at]!, uses[at]!]);
    const figure = (at?: number) =>
      tableFigure(say('figure.history'), ['page', 'loadedAt', 'usedAt', 'uses'], rows, at);
    const answer = victims[policy];
    const slips = TAKEN_FOR[policy]
      .filter(([other]) => victims[other] !== answer)
      .map(([other, misconception]) => ({ answer: victims[other], misconception }));
    return {
      ask: say(`victim-by-table.ask.${policy}`),
      figures: [figure()],
      form: { type: 'pick', figure: 0, from: pages.map((_, at) => at) },
      answer,
      steps: [
        { say: say(`victim-by-table.rule.${policy}`), figures: [figure()] },
        {
          say: say(`victim-by-table.gone.${policy}`, {
            page: pages[answer]!,
            value: { fifo: loaded, lru: last, lfu: uses }[policy][answer]!,
          }),
          figures: [figure(answer)],
        },
      ],
      slips,
    };
  },
};

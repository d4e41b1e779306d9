/** Which page OPT evicts: the one whose next use lies furthest ahead, whatever was used before (RC1). */
import { simulate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { pagesIn, refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { someRefs } from './paging.ts';

const FRAMES = { 1: 3, 2: 4, 3: 5 } as const;

interface Situation {
  refs: number[];
  /** The reference that finds its page missing. */
  at: number;
  pages: number[];
  victim: number;
}

/** A moment at which OPT has one choice and looking back would make another; null where these references have none. */
function moment(refs: number[], frames: number): Situation | null {
  const { steps = [] } = simulate('opt', refs, frames, { trace: true });
  for (let at = frames; at < refs.length - 2; at++) {
    const victim = steps[at]!.evicted;
    if (victim === null) continue;
    const held = new Set<number>();
    for (const { page, evicted } of steps.slice(0, at)) {
      held.add(page);
      if (evicted !== null) held.delete(evicted);
    }
    const never = [...held].filter((page) => !refs.includes(page, at + 1)).length;
    const oldest = [...held].sort((a, b) => refs.lastIndexOf(a, at) - refs.lastIndexOf(b, at))[0];
    if (never <= 1 && oldest !== victim) return { refs, at, pages: [...held], victim };
  }
  return null;
}

export const optVictim: Kind = {
  id: 'opt-victim',
  concept: 'replacement',
  make(dice: Dice, level: Level): Made {
    const frames = FRAMES[level];
    let found: Situation | null = null;
    while (found === null) found = moment(someRefs(dice, 10 + 2 * level, frames + 2), frames);
    const { refs, at, victim } = found;
    const pages = dice.shuffle(found.pages);
    const next = (page: number): number => refs.indexOf(page, at + 1) + 1;
    const back = [...pages].sort((a, b) => refs.lastIndexOf(a, at) - refs.lastIndexOf(b, at))[0]!;
    const answer = pages.indexOf(victim);
    const steps = pages
      .filter((page) => page !== victim)
      .map((page) => ({
        say: say('opt-victim.next', { page, next: next(page) }),
        figures: [refsFigure(refs, next(page) - 1), pagesIn(pages)],
      }));
    const gone = [refsFigure(refs, at), pagesIn(pages, { [answer]: 'gone' })];
    return {
      ask: say('opt-victim.ask', { page: refs[at]!, number: at + 1 }),
      figures: [refsFigure(refs, at), pagesIn(pages)],
      form: { type: 'pick', figure: 1, from: pages.map((_, frame) => frame) },
      answer,
      steps: [
        ...steps,
        next(victim) === 0
          ? { say: say('opt-victim.never', { page: victim }), figures: gone }
          : { say: say('opt-victim.furthest', { page: victim, next: next(victim) }), figures: gone },
      ],
      slips: [{ answer: pages.indexOf(back), misconception: 'opt-looks-back' }],
    };
  },
};

/** What the kinds about replacement share: what is in the frames after each reference, as simulate traces it (RC1). */
import { type PolicyName, simulate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import { pagesIn, refsFigure } from '../pagingFigures.ts';
import { type Figure, type Step, say } from '../question.ts';

export const faultsOf = (policy: PolicyName, refs: readonly number[], frames: number): number =>
  simulate(policy, refs, frames).faults;

/** The pages in the frames after all references. */
function residentAfter(policy: PolicyName, refs: readonly number[], frames: number): (number | null)[] {
  const pages = new Array<number | null>(frames).fill(null);
  for (const { page, frame, hit } of simulate(policy, refs, frames, { trace: true }).steps ?? [])
    if (!hit) pages[frame] = page;
  return pages;
}

/** A step that says how many faults a policy makes with so many frames, with the frames as they are in the end. */
export function countStep(policy: PolicyName, refs: readonly number[], frames: number): Step {
  const values = { policy: policy.toUpperCase(), frames, faults: faultsOf(policy, refs, frames) };
  const figures: Figure[] = [refsFigure(refs), pagesIn(residentAfter(policy, refs, frames))];
  return { say: say('figure.counted', values), figures };
}

/** References by chance to pages 1 to `pages`. */
export const someRefs = (dice: Dice, length: number, pages: number): number[] =>
  Array.from({ length }, () => dice.between(1, pages));

const CLASSIC = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];

/**
 * References that begin with the string of Belady, Nelson and Shedler (CACM 1969) under other page numbers, changed
 * here and there, until `fits` says so; the last try otherwise. `fallback`: unchanged if none fits.
 */
export function beladyRefs(dice: Dice, extra: number, fits: (refs: number[]) => boolean): number[] {
  const names = dice.shuffle([1, 2, 3, 4, 5]);
  const base = CLASSIC.map((page) => names[page - 1]!);
  for (let tries = 0; tries < 80; tries++) {
    const refs = [...base];
    for (let change = dice.below(4); change > 0; change--) refs[dice.below(refs.length)] = dice.between(1, 5);
    for (let more = dice.below(extra + 1); more > 0; more--)
      refs.splice(dice.below(refs.length), 0, dice.between(1, 5));
    if (fits(refs)) return refs;
  }
  return base;
}

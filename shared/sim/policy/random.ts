/**
 * Random replacement (RC1): each eligible frame is as likely as any other. The draw depends on the seed and on how
 * many evictions came before, on nothing else.
 */
import { drawBelow } from '../rng.ts';
import { ignore, type Policy } from './policy.ts';

/** The stream of these draws, apart from those of the machine under the same seed. */
const VICTIM_STREAM = 0x76_69_63_74;

export const random: Policy = {
  name: 'random',
  load: ignore,
  reference: ignore,
  tick: ignore,
  victim(state, _referenced, _dirty, eligible) {
    let candidates = 0;
    for (const allowed of eligible) if (allowed !== 0) candidates += 1;
    if (candidates === 0) return -1;
    let skip = drawBelow(state.seed, VICTIM_STREAM, state.draws, candidates);
    state.draws += 1;
    let frame = 0;
    while (eligible[frame] === 0 || skip-- > 0) frame += 1;
    return frame;
  },
};

/**
 * Regret: the page-ins of a match (those whose page was referenced) against those that each policy would have needed on the same references, with the
 * most frames that user pages held at any time. Live play would have changed the later references; the recorded string
 * is what is compared, and the result says so.
 */
import type { History } from '../match/index.ts';
import { type PolicyName, simulate } from '../sim/index.ts';

/** The policies a result is held against, best first in theory. */
export const REFERENCE_POLICIES = ['opt', 'lru', 'clock', 'fifo'] as const satisfies readonly PolicyName[];

export interface Regret {
  references: number;
  frames: number;
  own: number;
  policies: { policy: string; faults: number }[];
  avoidable: { tick: number; pid: number; vpn: number; betterPid: number; betterVpn: number };
}

export function regretOf(history: History, pages: number): Regret {
  const { refs, writes, mostFrames, used } = history;
  const frames = Math.max(1, mostFrames);
  return {
    references: refs.length,
    frames,
    own: used,
    policies: REFERENCE_POLICIES.map((policy) => {
      return { policy, faults: simulate(policy, refs, frames, { writes }).faults };
    }),
    avoidable: firstAvoidable(history, pages),
  };
}

/** The first eviction of a page that was used again while another resident page was used later or never. */
function firstAvoidable({ refs, evictions }: History, pages: number): Regret['avoidable'] {
  for (const { at, tick, page, resident } of evictions) {
    const again = nextUse(refs, page, at);
    if (again === Infinity) continue;
    const later = resident
      .map((other) => ({ other, use: nextUse(refs, other, at) }))
      .reduce((best, candidate) => (candidate.use > best.use ? candidate : best), { other: -1, use: again });
    if (later.other < 0) continue;
    return {
      tick,
      pid: Math.floor(page / pages),
      vpn: page % pages,
      betterPid: Math.floor(later.other / pages),
      betterVpn: later.other % pages,
    };
  }
  return { tick: -1, pid: 0, vpn: -1, betterPid: 0, betterVpn: -1 };
}

function nextUse(refs: readonly number[], page: number, from: number): number {
  const at = refs.indexOf(page, from);
  return at < 0 ? Infinity : at;
}

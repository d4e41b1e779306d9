/**
 * When the machine stands still for a person: whoever hosts it may pause it, and while somebody alone reads the briefing,
 * or is asked whether to leave, it waits by itself. Slower is for who hosts it, too.
 */
import { computed, effect, signal } from '@preact/signals';
import { room, welcome } from '../net/store.ts';
import { ask } from './lobbyActions.ts';

/** What is open of what one reads in a match: the briefing, the question whether to leave. */
export const briefing = signal(false);
export const leaving = signal(false);

/** Nobody else's match is at stake. */
export const alone = computed(
  () => welcome.value?.host === true && room.value?.seats.filter(({ taken }) => taken).length === 1,
);

/** The machine waits for somebody to have read. */
export const waits = computed(() => alone.value && (briefing.value || leaving.value));

const phase = computed(() => room.value?.phase);
/** Stopped from here, and so to be started again. */
let held = false;

effect(() => {
  if (phase.value === undefined) held = false;
  else if (waits.value && phase.value === 'running') {
    held = true;
    void ask({ do: 'pause' });
  } else if (!waits.value && held && phase.value === 'paused') {
    held = false;
    void ask({ do: 'resume' });
  }
});

export const mayPause = computed(() => welcome.value?.host === true && phase.value === 'running');

export const pause = (): void => {
  if (mayPause.peek()) void ask({ do: 'pause' });
};

/** Ends the match now: what was reached counts. */
export const finish = (): void => void ask({ do: 'end' });

/** Goes on after a pause of the host's own, at the speed there was. */
export function resume(): void {
  if (welcome.peek()?.host === true && phase.peek() === 'paused' && !waits.peek()) void ask({ do: 'resume' });
}

/** Speeds that a host may go on at, permille of normal. */
export const SPEEDS = [1000, 500] as const;

export async function goOn(speed: (typeof SPEEDS)[number]): Promise<void> {
  if (room.peek()?.speed !== speed) await ask({ do: 'speed', permille: speed });
  await ask({ do: 'resume' });
}

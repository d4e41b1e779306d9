/**
 * Calls that a person made by hand and that the kernel hasn't answered yet, by their number: their answers are told, those
 * to a job's own calls, dozens a minute, are not.
 */
import { effect } from '@preact/signals';
import { CALL, type Event, type ProcessCommand } from '../../shared/sim/index.ts';
import { welcome } from '../net/store.ts';

const open = new Map<number, number>();

effect(() => {
  if (welcome.value === null) open.clear();
});

export function expectAnswer({ op }: ProcessCommand): void {
  const call = (CALL as { readonly [op: string]: number })[op];
  if (call !== undefined) open.set(call, (open.get(call) ?? 0) + 1);
}

/** Whether an event answers a call made by hand, which is then no longer open. */
export function answersHand({ type, vpn }: Event): boolean {
  const waiting = open.get(vpn) ?? 0;
  if (type !== 'return' || waiting === 0) return false;
  open.set(vpn, waiting - 1);
  return true;
}

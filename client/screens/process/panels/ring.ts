/** The submission ring before it is submitted: calls collected on the screen, which then cross the boundary together (SY2). */
import { effect, signal } from '@preact/signals';
import { CALL, MAX_RING, type RingCall, TRAP } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { refuse } from '../../../net/command.ts';
import { room } from '../../../net/store.ts';
import { trapTitle } from '../../trapText.ts';
import { ask } from './ask.tsx';

export const ring = signal<readonly RingCall[]>([]);

effect(() => {
  if (room.value === null) ring.value = [];
});

export function collect(call: RingCall): void {
  if (ring.peek().length >= MAX_RING) refuse('more', t('own.ringFull', { count: MAX_RING }));
  else ring.value = [...ring.peek(), call];
}

export function leaveOut(index: number): void {
  ring.value = ring.peek().filter((_, at) => at !== index);
}

export async function submit(): Promise<void> {
  const calls = ring.peek();
  if (calls.length === 0) return;
  const answer = await ask({ op: 'submit', calls: [...calls] });
  if (answer.ok) ring.value = [];
}

/** A collected call as its card will say it. */
export function callText(call: RingCall): string {
  const trap = { pid: 0, kind: TRAP.syscall, call: CALL[call.op], vpn: -1, address: -1, arg: 0 };
  if (call.op === 'send') return trapTitle({ ...trap, arg: call.value, address: call.pid });
  if (call.op === 'recv') return trapTitle({ ...trap, arg: call.from ?? 0 });
  if (call.op === 'nice') return trapTitle({ ...trap, arg: call.value });
  if (call.op === 'close') return trapTitle({ ...trap, arg: call.fd });
  return trapTitle({ ...trap, vpn: call.vpn, arg: call.pages });
}

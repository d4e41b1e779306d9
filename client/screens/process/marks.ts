/**
 * What the view of one moment doesn't tell but its events do: pages by which the stack grew by itself, and the pointer
 * that was freed last. Shown as marks; forgotten with the room.
 */
import { effect, signal } from '@preact/signals';
import { events, room, welcome } from '../../net/store.ts';

export const grown = signal<ReadonlySet<number>>(new Set());
/** -1 before the first free. */
export const lastFreed = signal(-1);

/** With these, an address space is gone or new. */
const ENDS: ReadonlySet<string> = new Set(['boot', 'segv', 'abort', 'kill', 'exit']);

effect(() => {
  const seat = welcome.peek()?.seat ?? -1;
  for (const { type, pid, vpn, n } of events.value) {
    if (pid !== seat) continue;
    if (type === 'stack-grow') grown.value = new Set([...grown.peek(), vpn]);
    if (type === 'free') lastFreed.value = n;
    if (!ENDS.has(type)) continue;
    grown.value = new Set();
    lastFreed.value = -1;
  }
});

effect(() => {
  if (room.value !== null) return;
  grown.value = new Set();
  lastFreed.value = -1;
});

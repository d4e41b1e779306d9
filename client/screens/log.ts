/**
 * "Just now": the last few happenings as sentences. An event is told when the locale has a sentence for
 * its type under log.*; a process seat is told its own, the kernel those of the machine.
 */
import { effect, signal } from '@preact/signals';
import type { Event } from '../../shared/sim/index.ts';
import { play, type Sound } from '../audio/sound.ts';
import { has, t } from '../i18n/index.ts';
import { events, room, said, welcome } from '../net/store.ts';
import { announce } from '../ui/announce.tsx';
import { hex2 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';

export interface Happening {
  id: number;
  type: string;
  text: string;
}

const KEPT = 8;
let next = 1;
export const happenings = signal<Happening[]>([]);

const SOUNDS: { [type: string]: Sound } = {
  'fault-major': 'fault',
  'fault-minor': 'trap',
  'fault-invalid': 'fault',
  syscall: 'trap',
  resolved: 'grant',
  'job-done': 'done',
  secret: 'done',
  segv: 'fault',
  panic: 'panic',
};

/** The name of a seat: the person's, or the letter alone. */
export function nameOf(pid: number): string {
  const seat = room.value?.seats[pid];
  return seat?.taken ? seat.name || t('role.guest') : '';
}

/** Sentences that only one side needs to hear. */
function key(event: Event, seat: number): string | null {
  // A kernel that explains itself has already told its owner why the page went.
  if (seat > 0 && event.type === 'evict' && room.peek()?.seats[0]?.ai === 'guided') return null;
  const side = seat > 0 ? 'process' : 'kernel';
  for (const path of [`log.${side}.${event.type}`, `log.${event.type}`]) if (has(path)) return path;
  return null;
}

function tell(happened: readonly Event[]): void {
  const seat = welcome.peek()?.seat ?? -1;
  const fresh: Happening[] = [];
  for (const event of happened) {
    if (SOUNDS[event.type] && (seat <= 0 || event.pid === seat || event.pid === 0)) play(SOUNDS[event.type]);
    if (seat > 0 && event.pid !== seat && event.pid !== 0) continue;
    const path = key(event, seat);
    if (path === null) continue;
    const who = event.pid === 0 ? '' : letterOf(event.pid);
    const other = event.n > 0 && event.n <= 26 ? letterOf(event.n) : t('log.kernelItself');
    const text = t(path, { who, other, page: hex2(event.vpn), frame: hex2(event.pfn), n: event.n });
    fresh.push({ id: next++, type: event.type, text });
  }
  if (fresh.length === 0) return;
  announce(fresh[fresh.length - 1].text);
  happenings.value = [...fresh.reverse(), ...happenings.peek()].slice(0, KEPT);
}

effect(() => {
  const happened = events.value;
  if (happened.length > 0) tell(happened);
});

/** An AI kernel's reason, told to the process concerned and to watchers. */
function tellSaying(key: string, vpn: number, pid: number): void {
  const path = `log.say.${key}`;
  if (!has(path)) return;
  const who = letterOf(pid > 0 ? pid : Math.max(1, welcome.peek()?.seat ?? 1));
  const text = t(path, { page: hex2(vpn), who });
  announce(text);
  happenings.value = [{ id: next++, type: 'say', text }, ...happenings.peek()].slice(0, KEPT);
}

effect(() => {
  const saying = said.value;
  if (saying !== null) tellSaying(saying.key, saying.vpn, saying.pid ?? 0);
});

effect(() => {
  if (welcome.value === null) happenings.value = [];
});

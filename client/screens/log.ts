/**
 * "Just now": the last few happenings as sentences. An event is told when the locale has a sentence for
 * its type under log.*; a process seat is told its own, the kernel those of the machine.
 */
import { effect, signal } from '@preact/signals';
import {
  CALL,
  CALLS,
  ERRNO,
  type Event,
  MODULES,
  POLICY_SLOTS,
  RESOURCES,
  SLOTS,
} from '../../shared/sim/index.ts';
import { play, type Sound } from '../audio/sound.ts';
import { has, t } from '../i18n/index.ts';
import { sentence } from '../net/command.ts';
import { events, room, said, welcome } from '../net/store.ts';
import { announce } from '../ui/announce.tsx';
import { hex2 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';
import { answersHand } from './byHand.ts';
import { signalName } from './trapText.ts';

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
  interrupt: 'trap',
  'deliver-copy': 'done',
  'deliver-map': 'done',
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
  // A share that ends with its last sharer takes no copy.
  const cow = event.type === 'cow' && event.n === 1 ? 'cow-last' : event.type;
  const type = event.type === 'kill' && event.n === 1 ? 'oom-kill' : cow;
  // Asked with a count, as some sentences have a form for one.
  for (const path of [`log.${side}.${type}`, `log.${type}`]) if (has(path, { count: 1 })) return path;
  return null;
}

const errnoName = (number: number): string =>
  Object.entries(ERRNO).find(([, value]) => value === number)?.[0] ?? String(number);

/** Everything that a sentence may name; what makes no sense for an event's type is named by none. */
function valuesOf({ pid, pfn, vpn, n }: Event) {
  const slot = SLOTS[vpn];
  const policy: string = POLICY_SLOTS[slot]?.[n] ?? 'none';
  const frames = n >= 0 && n < 16 ? 2 ** n : 0;
  return {
    who: pid === 0 ? '' : letterOf(pid),
    other: n > 0 && n <= 26 ? letterOf(n) : t('log.kernelItself'),
    page: hex2(vpn),
    frame: hex2(pfn),
    n,
    frames,
    count: frames,
    errno: errnoName(-n),
    signal: signalName(n),
    module: t(`module.${MODULES[n] ?? 'nic'}`),
    resource: t(`resource.${RESOURCES[n] ?? 'rss'}`),
    slot: t(`slot.${slot ?? 'reclaim'}`),
    policy: t(`policy.${policy}`),
  };
}

/** Calls of which malloc tells the refusal itself. */
const OF_MALLOC: readonly number[] = [CALL.brk, CALL.mmap];

/** A call of one's own that came back with an errno: why, in words. */
function refusal({ type, vpn, n }: Event): string | null {
  if (type !== 'return' || n >= 0 || OF_MALLOC.includes(vpn)) return null;
  const call = CALLS[vpn] ?? 'none';
  const errno = errnoName(-n);
  const path = `back.${call}.${errno}`;
  return t('log.process.refused', { call, reason: has(path) ? t(path) : sentence(errno, call) });
}

/** What a call made by hand came back with. */
function came(event: Event): string | null {
  if (!answersHand(event) || event.n < 0) return null;
  const call = CALLS[event.vpn] ?? 'none';
  const path = `log.process.came.${call}`;
  return t(has(path) ? path : 'log.process.came.other', { call, n: event.n });
}

function tell(happened: readonly Event[]): void {
  const seat = welcome.peek()?.seat ?? -1;
  const fresh: Happening[] = [];
  for (const event of happened) {
    if (SOUNDS[event.type] && (seat <= 0 || event.pid === seat || event.pid === 0)) play(SOUNDS[event.type]);
    if (seat > 0 && event.pid !== seat && event.pid !== 0) continue;
    const back = seat > 0 ? came(event) : null;
    const refused = seat > 0 ? refusal(event) : null;
    const path = refused === null ? key(event, seat) : null;
    const text = back ?? refused ?? (path === null ? null : t(path, valuesOf(event)));
    // A job that tries again and again is told of once.
    if (text === null || (refused !== null && happenings.peek()[0]?.text === text)) continue;
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

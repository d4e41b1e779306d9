/**
 * What the kernel player has chosen but not yet ordered: a trap, a frame, the two switches, an open sheet,
 * and a dangerous order that waits for a second word.
 */
import { computed, effect, signal } from '@preact/signals';
import {
  type KernelCommand,
  type KernelView,
  type Resource,
  TRAP_STAGES,
} from '../../../shared/sim/index.ts';
import { kernelView, room, welcome } from '../../net/store.ts';
import { lessonOf } from '../lessons.ts';

export type KernelTrap = KernelView['traps'][number];
export const SHEETS = ['signal', 'kill', 'limit', 'map', 'unmap', 'more', 'instruments'] as const;
export type Sheet = (typeof SHEETS)[number];

const QUEUED = TRAP_STAGES.indexOf('queued');

/** The trap picked by hand; 0 leaves it to the order of waiting. */
export const wanted = signal(0);
export const picked = signal(-1);
export const zeroFirst = signal(true);
export const flushTlb = signal(true);

const match = computed(() => welcome.value?.token ?? '');
const careless = computed(() => lessonOf(room.value?.scenario ?? '')?.lesson.switches === 'off');
/** Each match starts with both on, unless its lesson is about turning them on. */
effect(() => {
  if (match.value !== '') zeroFirst.value = flushTlb.value = !careless.value;
});

export const sheet = signal<Sheet | null>(null);
/** A dangerous order, kept until it is confirmed or dropped. */
export const risky = signal<KernelCommand | null>(null);

/** The process that the panels are about, chosen by hand; 0 follows the picked frame and the trap. */
export const subject = signal(0);
/** What a limit sheet opens with. */
export const limited = signal<Resource>('rss');

/** What is switched on over the board. */
export const zonesShown = signal(false);
export const buddiesShown = signal(false);
export const zoomed = signal(false);

/** Traps in the order of the queue: those that wait for a decision first, then those under way. */
export function inOrder(view: KernelView): KernelTrap[] {
  const list = view.traps.filter((trap) => trap.id > 0);
  return list.sort(
    (a, b) => Number(a.stage !== QUEUED) - Number(b.stage !== QUEUED) || a.ahead - b.ahead || a.id - b.id,
  );
}

export const traps = computed(() => (kernelView.value === null ? [] : inOrder(kernelView.value)));

const open = computed(() => traps.value.filter((trap) => trap.stage === QUEUED));

/** The trap that the orders are about: the one picked while it waits, else the first in the queue. */
export const trapNow = computed(
  () => open.value.find((trap) => trap.id === wanted.value) ?? open.value[0] ?? null,
);

/** Picks the next or previous waiting trap. */
export function stepTrap(by: number): void {
  const list = open.peek();
  if (list.length === 0) return;
  const at = list.findIndex((trap) => trap.id === trapNow.peek()?.id);
  wanted.value = list[Math.min(list.length - 1, Math.max(0, at + by))].id;
}

/** Picks a frame, or drops the pick when it is picked already. */
export function pick(pfn: number): void {
  picked.value = picked.peek() === pfn ? -1 : pfn;
}

/** Picks a frame and keeps it when it is picked already: where the keyboard's cursor is. */
export function pickAt(pfn: number): void {
  picked.value = pfn;
}

export function dropPick(): void {
  picked.value = -1;
}

let held = { pfn: -1, face: '' };

// A pick means what lay in the frame then: it falls when somebody else's page has come there.
effect(() => {
  const frame = kernelView.value?.frames[picked.value];
  const face = frame === undefined ? '' : `${frame.kind} ${frame.pid} ${frame.vpn}`;
  const changed = held.pfn >= 0 && held.pfn === picked.value && held.face !== face;
  held = changed ? { pfn: -1, face: '' } : { pfn: picked.value, face };
  if (changed) dropPick();
});

/** The process that is meant: chosen in a panel, else the picked frame's owner, else the trap's. */
export const subjectNow = computed(() => {
  const view = kernelView.value;
  if (view === null) return 1;
  if (view.processes[subject.value - 1] !== undefined) return subject.value;
  const owner = view.frames[picked.value]?.pid ?? 0;
  return owner > 0 ? owner : (trapNow.value?.pid ?? 1);
});

// A newly picked frame takes the panels along.
effect(() => {
  if (picked.value >= 0) subject.value = 0;
});

// Nothing chosen outlives its match.
effect(() => {
  const phase = room.value?.phase;
  if (phase !== undefined && phase !== 'over') return;
  sheet.value = null;
  risky.value = null;
  wanted.value = 0;
  subject.value = 0;
  zoomed.value = false;
  dropPick();
});

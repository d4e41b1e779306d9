/**
 * The kernel's orders as the buttons and keys give them: each looks at what is chosen, sends a command or
 * says what is missing. Dangerous ones wait for a confirmation where the scenario has its guard up.
 */
import { computed } from '@preact/signals';
import { FRAME_KINDS, type KernelCommand, type KernelView } from '../../../shared/sim/index.ts';
import { tilesOf } from '../../board/model.ts';
import { t } from '../../i18n/index.ts';
import { order, refuse } from '../../net/command.ts';
import { kernelView } from '../../net/store.ts';
import { isIllegal } from '../trapText.ts';
import { danger } from './advice.ts';
import { dropPick, flushTlb, picked, risky, sheet, trapNow, zeroFirst } from './choice.ts';
import { isInterrupt, isPageFault, isServable } from './reading.ts';

const FREE = FRAME_KINDS.indexOf('free');

/** Where the refusals of orders are shown. */
export const PLACE = 'orders';

const switches = () => ({ zero: zeroFirst.peek(), flush: flushTlb.peek() });

/** Sends an order; a dangerous one first asks. */
export async function give(command: KernelCommand): Promise<void> {
  const view = kernelView.peek();
  if (view === null) return;
  const forced = 'force' in command && command.force === true;
  if (!forced && view.kernel[0].guard === 1 && danger(command, tilesOf(view)) !== null) {
    risky.value = command;
    return;
  }
  await order(command, PLACE);
  // Refused or not: whatever lies in the frame next is not what was picked.
  if (command.op !== 'age' && 'pfn' in command && command.pfn === picked.peek()) dropPick();
}

/** Sends the order that was asked about, with force. */
export function confirmRisky(): void {
  const command = risky.peek();
  risky.value = null;
  if (command === null) return;
  if (command.op === 'deny') void give(command);
  else void give({ ...command, force: true } as KernelCommand);
}

/** Whether Grant would do something now: a fault needs a frame, free or picked, and a packet its block. */
export const grantable = computed(() => {
  const trap = trapNow.value;
  const view = kernelView.value;
  if (trap === null || view === null || isIllegal(trap)) return false;
  if (isInterrupt(trap)) return isServable(view, trap);
  if (!isPageFault(trap) || trap.shared === 1) return true;
  return picked.value >= 0 || view.kernel[0].freeFrames > 0;
});

export function grant(): void {
  const view = kernelView.peek();
  const trap = trapNow.peek();
  if (view === null) return;
  if (trap === null) refuse(PLACE, t('kernel.noTrap'));
  else if (isIllegal(trap)) refuse(PLACE, t('kernel.illegal'), 'KO3');
  else if (isInterrupt(trap)) void give({ op: 'serve', trap: trap.id, by: 'copy' });
  else if (!isPageFault(trap)) void give({ op: 'grant', trap: trap.id });
  else if (trap.shared === 1) void give({ op: 'grant', trap: trap.id });
  else grantFrame(view, trap.id);
}

/** A fault gets the picked frame, else the first free one; without either the player must pick. */
function grantFrame(view: KernelView, trap: number): void {
  const pfn = picked.peek();
  if (pfn >= 0) void give({ op: 'grant', trap, pfn, ...switches() });
  else if (view.kernel[0].freeFrames === 0) refuse(PLACE, t('kernel.pickVictim'), 'RC3');
  else void give({ op: 'grant', trap, ...switches() });
}

/** A process that is refused a page can't go on and is killed: that is asked about first. */
export function deny(): void {
  const trap = trapNow.peek();
  if (trap === null) refuse(PLACE, t('kernel.noTrap'));
  else if (isInterrupt(trap)) refuse(PLACE, t('kernel.noDeny'), 'IR1');
  else if (isPageFault(trap)) risky.value = { op: 'deny', trap: trap.id };
  else void give({ op: 'deny', trap: trap.id });
}

/** Runs an order on the picked frame, or says that one has to be picked. */
function onFrame(make: (pfn: number) => KernelCommand): void {
  const pfn = picked.peek();
  if (pfn < 0) refuse(PLACE, t('kernel.pickFrame'));
  else void give(make(pfn));
}

export const evict = (): void => onFrame((pfn) => ({ op: 'evict', pfn, ...switches() }));
export const writeback = (): void => onFrame((pfn) => ({ op: 'writeback', pfn }));
export const zero = (): void => onFrame((pfn) => ({ op: 'zero', pfn }));

/** The process that is meant: the picked frame's owner, else the trap's. */
export function pidNow(view: KernelView): number {
  const frame = view.frames[picked.peek()];
  if (frame !== undefined && frame.pid > 0) return frame.pid;
  return trapNow.peek()?.pid ?? 1;
}

export function flush(): void {
  const view = kernelView.peek();
  if (view !== null) void give({ op: 'flush', pid: pidNow(view) });
}

/** Clears the reference marks of all frames. */
export function age(): void {
  const view = kernelView.peek();
  if (view !== null) void give({ op: 'age', pfn: 0, count: view.frames.length });
}

/** SIGSEGV to an illegal access at once; for anything else the sheet asks whom and what. */
export function signal(): void {
  const trap = trapNow.peek();
  if (trap !== null && isIllegal(trap)) void give({ op: 'deny', trap: trap.id });
  else sheet.value = 'signal';
}

/** A free frame for `map`: the picked one, else the first free one, else none. */
export function frameToMap(view: KernelView): number {
  if (picked.peek() >= 0) return picked.peek();
  return view.frames.findIndex((frame) => frame.kind === FREE);
}

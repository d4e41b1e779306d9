/**
 * What a trap card says: title and line by kind and call. `where` is the swap slot of a page that is out,
 * which only the kernel knows.
 */
import { CALLS, SIGNALS, TRAP, TRAP_KINDS } from '../../shared/sim/index.ts';
import { t } from '../i18n/index.ts';
import { common, processView, seconds } from '../net/store.ts';
import { hex2, hex4 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';
import { markOf } from './process/heap.ts';

export interface TrapLike {
  pid: number;
  kind: number;
  call: number;
  vpn: number;
  address: number;
  arg?: number;
  write?: number;
  shared?: number;
}

export const kindOf = (trap: TrapLike): (typeof TRAP_KINDS)[number] => TRAP_KINDS[trap.kind] ?? 'minor';
/** A fault that a frame, or a mapping, resolves. */
export const isFault = (trap: TrapLike): boolean => trap.kind <= TRAP.major;
export const isIllegal = (trap: TrapLike): boolean => trap.kind === TRAP.maperr || trap.kind === TRAP.accerr;
export const isInterrupt = (trap: TrapLike): boolean => trap.kind === TRAP.interrupt;

/** The letter under which one's own screen shows a job; elsewhere its number. */
function jobName(pid: number, job: number): string {
  const view = processView.peek();
  return (view !== null && view.self[0].pid === pid && markOf(view, job)) || String(job);
}

export const signalName = (number: number): string =>
  Object.entries(SIGNALS).find(([, value]) => value === number)?.[0] ?? String(number);

function values(trap: TrapLike, slot: number) {
  const n = trap.arg ?? 0;
  return {
    page: hex2(trap.vpn),
    address: hex4(trap.address),
    count: Math.abs(n),
    n,
    who: letterOf(trap.pid),
    slot,
    // What the second integer of a call means depends on the call.
    file: trap.address,
    fd: trap.address,
    other: trap.address > 0 ? letterOf(trap.address) : '',
    job: jobName(trap.pid, n),
    signal: signalName(n),
  };
}

/** The words' name of a call: some have one more, by their arguments. */
function callKey(trap: TrapLike): string {
  const call = CALLS[trap.call] ?? 'none';
  if (call === 'brk' && (trap.arg ?? 0) < 0) return 'brkDown';
  if (call === 'mmap' && trap.address >= 0) return 'mmapFile';
  if (call === 'mmap' && trap.address < -1) return 'mmapDevice';
  return call;
}

export function trapTitle(trap: TrapLike): string {
  const kind = kindOf(trap);
  if (kind !== 'syscall') return t(`trap.${kind}.${trap.write ? 'write' : 'read'}`);
  const key = callKey(trap);
  if (key === 'recv' && (trap.arg ?? 0) > 0) {
    return t('trap.call.recvFrom', { other: letterOf(trap.arg ?? 0) });
  }
  return t(`trap.call.${key}`, values(trap, -1));
}

export function trapLine(trap: TrapLike, slot = -1): string {
  const kind = kindOf(trap);
  if (kind === 'syscall') {
    const key = callKey(trap);
    return t(`trap.callLine.${key === 'brkDown' ? 'brk' : key}`, values(trap, slot));
  }
  if (kind === 'interrupt') return interruptLine(trap);
  if (trap.shared === 1 && isFault(trap)) return t(`trap.${kind}.shared`, values(trap, slot));
  if (kind === 'major' && slot >= 0) return t('trap.majorSlot', values(trap, slot));
  return t(`trap.${kind}.line`, values(trap, slot));
}

/** How many frames a packet wants (a power of two, in one piece), and how long it still waits for them. */
function interruptLine(trap: TrapLike): string {
  const { tick } = common.value?.machine[0] ?? { tick: trap.address };
  const time = seconds(trap.address - tick);
  return t('trap.interrupt.line', { who: letterOf(trap.pid), count: 2 ** (trap.arg ?? 0), time });
}

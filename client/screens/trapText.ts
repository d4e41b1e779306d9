/**
 * What a trap card says: title and line by kind and call. `where` is the swap slot of a page that is out,
 * which only the kernel knows.
 */
import { CALLS, TRAP_KINDS } from '../../shared/sim/index.ts';
import { t } from '../i18n/index.ts';
import { hex2, hex4 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';

export interface TrapLike {
  pid: number;
  kind: number;
  call: number;
  vpn: number;
  address: number;
  arg?: number;
  write?: number;
}

export const kindOf = (trap: TrapLike): (typeof TRAP_KINDS)[number] => TRAP_KINDS[trap.kind] ?? 'minor';
export const isFault = (trap: TrapLike): boolean => kindOf(trap) === 'minor' || kindOf(trap) === 'major';
export const isIllegal = (trap: TrapLike): boolean => kindOf(trap) === 'maperr' || kindOf(trap) === 'accerr';

function values(trap: TrapLike, slot: number) {
  return {
    page: hex2(trap.vpn),
    address: hex4(trap.address),
    count: Math.abs(trap.arg ?? 0),
    n: trap.arg ?? 0,
    who: letterOf(trap.pid),
    slot,
  };
}

export function trapTitle(trap: TrapLike): string {
  const kind = kindOf(trap);
  if (kind !== 'syscall') return t(`trap.${kind}.${trap.write ? 'write' : 'read'}`);
  const call = CALLS[trap.call] ?? 'none';
  return t(
    call === 'brk' && (trap.arg ?? 0) < 0 ? 'trap.call.brkDown' : `trap.call.${call}`,
    values(trap, -1),
  );
}

export function trapLine(trap: TrapLike, slot = -1): string {
  const kind = kindOf(trap);
  if (kind === 'syscall') return t(`trap.callLine.${CALLS[trap.call] ?? 'none'}`, values(trap, slot));
  if (kind === 'major' && slot >= 0) return t('trap.majorSlot', values(trap, slot));
  return t(`trap.${kind}.line`, values(trap, slot));
}

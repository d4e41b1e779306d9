/**
 * What is known of the picked frame and what an order on it would mean; without one, what the selected trap
 * needs and a candidate for a victim. It proposes; picking is the player's.
 */
import { CALL, type KernelView, TRAP, ZONE } from '../../../shared/sim/index.ts';
import { isOwned, type Tile, tilesOf } from '../../board/model.ts';
import { t } from '../../i18n/index.ts';
import { ruleOf } from '../../rules.ts';
import { Button } from '../../ui/button.tsx';
import { hex2 } from '../../ui/hex.ts';
import { letterOf } from '../../ui/inks.ts';
import { Asked } from '../../ui/why.tsx';
import { led, stillToTry } from '../lessonState.ts';
import { isIllegal } from '../trapText.ts';
import { candidate, consequence, dirtyPages, facts, isLimited, proposal, type Said } from './advice.ts';
import { type KernelTrap, pickAt, picked, trapNow } from './choice.ts';
import { age } from './orders.ts';
import { isInstrumentOpen } from './panels/index.tsx';
import { Interrupt } from './panels/interrupts.tsx';
import { isInterrupt, isPageFault } from './reading.ts';

const words = ({ key, values }: Said): string => t(key, values);

/** The frame that would be a cheap victim for the trap at hand; null when none is asked for. */
export function hintFor(view: KernelView, tiles: readonly Tile[]): Tile | null {
  const trap = trapNow.value;
  if (!led.value || trap === null || !isPageFault(trap) || trap.shared === 1 || picked.value >= 0)
    return null;
  if (isLimited(view, trap)) return candidate(view, tiles, trap.pid);
  return view.kernel[0].freeFrames <= trap.table ? candidate(view, tiles) : null;
}

export function Detail({ view }: { view: KernelView }) {
  const tiles = tilesOf(view);
  const tile = tiles[picked.value];
  const trap = trapNow.value;
  return (
    <section class="detail" aria-label={t('kernel.detail')} data-testid="detail">
      {trap !== null && isInterrupt(trap) && (
        <div class="card">
          <Interrupt view={view} trap={trap} />
        </div>
      )}
      {tile === undefined ? <Next view={view} tiles={tiles} /> : <Frame view={view} tile={tile} />}
    </section>
  );
}

/** The same in a few lines, while a panel has the room. */
export function Brief({ view }: { view: KernelView }) {
  const tiles = tilesOf(view);
  const tile = tiles[picked.value];
  const hint = hintFor(view, tiles);
  const trap = trapNow.value;
  return (
    <section class="card brief" aria-label={t('kernel.detail')} data-testid="brief">
      {trap !== null && isInterrupt(trap) && !isInstrumentOpen('interrupts') && (
        <Interrupt view={view} trap={trap} />
      )}
      <b>{tile === undefined ? t('advice.next') : t('board.frameTitle', { frame: hex2(tile.pfn) })}</b>{' '}
      {tile === undefined ? nextText(view) : `${facts(view, tile).map(words).join('; ')}.`}
      {hint !== null && !hint.referenced && ' '}
      {hint !== null && !hint.referenced && (
        <button type="button" class="textual" onClick={() => pickAt(hint.pfn)}>
          {t('kernel.pickIt', { frame: hex2(hint.pfn) })}
        </button>
      )}
    </section>
  );
}

/** The rule of what is said next; between traps, of the shortage there is or the marks to clear. */
function ruleNow(view: KernelView): string | null {
  const trap = trapNow.value;
  const oom = view.kernel[0].oomAt >= 0;
  if (trap !== null) return ruleOf({ trap: { ...trap, oom, limited: isLimited(view, trap) } });
  return oom ? 'OM1' : dirtyPages(view) || view.kernel[0].freeFrames === 0 ? 'RC3' : 'RC5';
}

/** Whether a frame lies where the kernel reaches it only through a mapping. */
function isHigh(view: KernelView, { pfn }: Tile): boolean {
  const { base, frames } = view.zones[ZONE.high];
  return frames > 0 && pfn >= base && pfn < base + frames;
}

function Frame({ view, tile }: { view: KernelView; tile: Tile }) {
  return (
    <>
      <div class="card">
        <Asked rule={isHigh(view, tile) ? ruleOf({ frame: tile, high: true }) : null}>
          <h3>{t('board.frameTitle', { frame: hex2(tile.pfn) })}</h3>
        </Asked>
        <ul class="mono">
          {facts(view, tile).map((fact) => (
            <li key={fact.key}>{words(fact)}</li>
          ))}
        </ul>
      </div>
      <div class="card note">
        <Asked rule={ruleOf({ frame: tile })}>
          <h3>{t(isOwned(tile.kind) && !tile.pinned ? 'kernel.evictThis' : 'kernel.thisFrame')}</h3>
        </Asked>
        <p>{words(consequence(view, tile))}</p>
      </div>
    </>
  );
}

function Next({ view, tiles }: { view: KernelView; tiles: Tile[] }) {
  const hint = hintFor(view, tiles);
  return (
    <>
      <div class="card" data-testid="next-step">
        <Asked rule={ruleNow(view)}>
          <h3>{t('advice.next')}</h3>
        </Asked>
        <p>{nextText(view)}</p>
      </div>
      {hint !== null && (
        <div class="card note" data-testid="candidate">
          <h3>{t('kernel.candidateTitle')}</h3>
          <p>{words(proposal(hint))}</p>
          {hint.referenced ? (
            <Button onClick={age}>{t('order.age')}</Button>
          ) : (
            <Button onClick={() => pickAt(hint.pfn)}>{t('kernel.pickIt', { frame: hex2(hint.pfn) })}</Button>
          )}
        </div>
      )}
    </>
  );
}

/** Calls that ask for address space, and the others. */
const SPACE: readonly number[] = [CALL.brk, CALL.mmap, CALL.fork];
function callText(trap: KernelTrap): string {
  const key = trap.call === CALL.fork ? 'fork' : SPACE.includes(trap.call) ? 'syscall' : 'call';
  return t(`kernel.next.${key}`, { who: letterOf(trap.pid) });
}

function nextText(view: KernelView): string {
  const trap = trapNow.value;
  const free = view.kernel[0].freeFrames;
  if (view.kernel[0].oomAt >= 0) return t('kernel.next.oom');
  if (trap === null) {
    if (stillToTry.value !== null) return stillToTry.value;
    const idle = dirtyPages(view) ? 'idle' : 'idleClean';
    return t(`kernel.next.${free === 0 ? 'idleFull' : idle}`);
  }
  const who = letterOf(trap.pid);
  if (isIllegal(trap)) return t('kernel.next.illegal', { who });
  if (isInterrupt(trap)) return t('kernel.next.interrupt', { who });
  if (!isPageFault(trap)) return callText(trap);
  if (trap.shared === 1)
    return t(trap.kind === TRAP.cow ? 'kernel.next.cowLast' : 'kernel.next.shared', { who });
  if (isLimited(view, trap)) return t('kernel.next.limit', { who });
  if (trap.kind === TRAP.cow) return t(free === 0 ? 'kernel.next.cowFull' : 'kernel.next.cow', { who });
  if (trap.table === 1) {
    const key = free === 0 ? 'tableNone' : free === 1 ? 'tableOne' : 'tableGrant';
    return t(`kernel.next.${key}`, { who, free });
  }
  if (free > 0) return t('kernel.next.grant', { who, count: free });
  return t(candidate(view, tilesOf(view)) === null ? 'kernel.next.stuck' : 'kernel.next.victim', { who });
}

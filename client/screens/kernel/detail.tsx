/**
 * What is known of the picked frame and what an order on it would mean; without one, what the selected trap
 * needs and a candidate for a victim. It proposes; picking is the player's.
 */
import type { KernelView } from '../../../shared/sim/index.ts';
import { type Tile, tilesOf } from '../../board/model.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { hex2 } from '../../ui/hex.ts';
import { letterOf } from '../../ui/inks.ts';
import { isFault, isIllegal } from '../trapText.ts';
import { atLimit, candidate, consequence, dirtyPages, facts, proposal, type Said } from './advice.ts';
import { picked, trapNow } from './choice.ts';

const words = ({ key, values }: Said): string => t(key, values);

/** The frame that would be a cheap victim for the trap at hand; null when none is asked for. */
export function hintFor(view: KernelView, tiles: readonly Tile[]): Tile | null {
  const trap = trapNow.value;
  if (trap === null || !isFault(trap) || picked.value >= 0) return null;
  if (atLimit(view, trap.pid)) return candidate(view, tiles, trap.pid);
  return view.kernel[0].freeFrames <= trap.table ? candidate(view, tiles) : null;
}

export function Detail({ view }: { view: KernelView }) {
  const tiles = tilesOf(view);
  const tile = tiles[picked.value];
  return (
    <section class="detail" aria-label={t('kernel.detail')} data-testid="detail">
      {tile === undefined ? <Next view={view} tiles={tiles} /> : <Frame view={view} tile={tile} />}
    </section>
  );
}

function Frame({ view, tile }: { view: KernelView; tile: Tile }) {
  return (
    <>
      <div class="card">
        <h3>{t('board.frameTitle', { frame: hex2(tile.pfn) })}</h3>
        <ul class="mono">
          {facts(view, tile).map((fact) => (
            <li key={fact.key}>{words(fact)}</li>
          ))}
        </ul>
      </div>
      <div class="card note">
        <h3>{t(tile.kind === 'user' ? 'kernel.evictThis' : 'kernel.thisFrame')}</h3>
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
        <h3>{t('advice.next')}</h3>
        <p>{nextText(view)}</p>
      </div>
      {hint !== null && (
        <div class="card note" data-testid="candidate">
          <h3>{t('kernel.candidateTitle')}</h3>
          <p>{words(proposal(hint))}</p>
          <Button
            onClick={() => {
              picked.value = hint.pfn;
            }}
          >
            {t('kernel.pickIt', { frame: hex2(hint.pfn) })}
          </Button>
        </div>
      )}
    </>
  );
}

function nextText(view: KernelView): string {
  const trap = trapNow.value;
  const free = view.kernel[0].freeFrames;
  if (view.kernel[0].oomAt >= 0) return t('kernel.next.oom');
  if (trap === null) {
    const idle = dirtyPages(view) ? 'idle' : 'idleClean';
    return t(`kernel.next.${free === 0 ? 'idleFull' : idle}`);
  }
  const who = letterOf(trap.pid);
  if (isIllegal(trap)) return t('kernel.next.illegal', { who });
  if (!isFault(trap)) return t('kernel.next.syscall', { who });
  if (atLimit(view, trap.pid)) return t('kernel.next.limit', { who });
  if (trap.table === 1) {
    const key = free === 0 ? 'tableNone' : free === 1 ? 'tableOne' : 'tableGrant';
    return t(`kernel.next.${key}`, { who, free });
  }
  return t(free === 0 ? 'kernel.next.victim' : 'kernel.next.grant', { who, count: free });
}

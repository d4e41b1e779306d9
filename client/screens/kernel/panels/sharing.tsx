/**
 * Frames that several pages map, by the way in which they are shared: what a fork left until somebody writes, pages of
 * files in the cache, shared memory, and what the kernel mapped twice by hand.
 */
import { SHARES } from '../../../about.ts';
import { type Tile, tilesOf } from '../../../board/model.ts';
import { t } from '../../../i18n/index.ts';
import { ConceptLink } from '../../../ui/conceptLink.tsx';
import { letterOf } from '../../../ui/inks.ts';
import { sharingOf } from '../reading.ts';
import { FrameChip, PanelCard, type PanelProps } from './parts.tsx';

const WAYS = ['cow', 'cache', 'shm', 'user'] as const;
/** Rows of one way that are listed; the others are counted. */
const LISTED = 8;

export function SharingPanel({ view, still }: PanelProps) {
  const tiles = tilesOf(view);
  const found = WAYS.map((way) => ({ way, tiles: tiles.filter((tile) => sharingOf(tile) === way) }));
  const saved = tiles.reduce(
    (sum, tile) => sum + (sharingOf(tile) === null ? 0 : Math.max(0, tile.mappings - 1)),
    0,
  );
  const any = found.some((group) => group.tiles.length > 0);
  return (
    <PanelCard name="sharing" rule="AS5">
      <p class="small">{any ? t('panel.sharing.saved', { count: saved }) : t('panel.sharing.none')}</p>
      {found.map((group) => group.tiles.length > 0 && <Group key={group.way} {...group} still={still} />)}
    </PanelCard>
  );
}

function Group({ way, tiles, still }: { way: (typeof WAYS)[number]; tiles: Tile[]; still: boolean }) {
  return (
    <section class="share-group" aria-label={t(`panel.sharing.${way}`)}>
      <p class="row small">
        <i class={`share-mark ${way}`} aria-hidden="true" />
        <b>
          <ConceptLink id={SHARES[way]} apart>
            {t(`panel.sharing.${way}`)}
          </ConceptLink>
        </b>
      </p>
      <ul class="shared-frames">
        {tiles.slice(0, LISTED).map((tile) => (
          <li key={tile.pfn}>
            <FrameChip pfn={tile.pfn} still={still} />
            <span class="small">{tile.pids.map(letterOf).join(' ')}</span>
          </li>
        ))}
        {tiles.length > LISTED && (
          <li class="small muted">{t('panel.more', { count: tiles.length - LISTED })}</li>
        )}
      </ul>
    </section>
  );
}

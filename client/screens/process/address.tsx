/**
 * One's own address space: every virtual page with its area and state. What is resident is hatched, what is
 * only promised is dashed, what is out shows an arrow. Where a panel works on pages, they can be picked here.
 * No frame number is ever known.
 */

import { type ProcessView, VMA, VMA_KINDS } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { Hatch } from '../../ui/hatch.tsx';
import { hex2 } from '../../ui/hex.ts';
import { Icon } from '../../ui/icons.tsx';
import { Named } from '../../ui/readOn.tsx';
import { Asked } from '../../ui/why.tsx';
import { anyPanel, panelsNow } from '../panels.ts';
import { forks } from './choice.ts';
import { stateOf } from './heap.ts';
import { grown } from './marks.ts';
import { isPicked, range, tapPage } from './range.ts';

export type Page = ProcessView['pages'][number];

export function AddressSpace({ view }: { view: ProcessView }) {
  const self = view.self[0];
  const waiting = new Set(
    view.traps.filter((trap) => trap.id > 0 && trap.call === 0).map((trap) => trap.vpn),
  );
  const pickable = anyPanel('limits', 'messages', 'tables', 'tlb');
  return (
    <section class="part" aria-labelledby="space">
      <div class="spread">
        <h2 id="space">
          <Named as="space">{t('process.space')}</Named>
        </h2>
        <Asked rule="AS1">
          <p class="mono">{t('process.resident', { rss: self.rss, limit: self.rssLimit })}</p>
        </Asked>
      </div>
      <ul
        class={pickable ? 'space pickable' : 'space'}
        data-testid="space"
        onKeyDown={pickable ? walk : undefined}
      >
        {view.pages.map((page, vpn) => (
          // A page is its number.
          <PageTile
            key={vpn}
            page={page}
            vpn={vpn}
            pid={self.pid}
            waiting={waiting.has(vpn)}
            pickable={pickable}
          />
        ))}
      </ul>
    </section>
  );
}

const STEPS: { [key: string]: number } = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -8, ArrowDown: 8 };

/** Arrow keys go from page to page; the heap's cursor keeps still meanwhile. */
function walk(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const list = event.currentTarget as HTMLElement;
  const all = [...list.querySelectorAll<HTMLElement>('button')];
  const from = all.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || from < 0) return;
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, from + step))]?.focus();
}

interface TileProps {
  page: Page;
  vpn: number;
  pid: number;
  waiting: boolean;
  pickable: boolean;
}

/** Everything that a page shows, in words. */
export function wordsOf(page: Page, vpn: number): string {
  const kind = VMA_KINDS[page.vma] ?? 'none';
  const state = page.vma <= VMA.null ? 'none' : stateOf(page.state);
  return [
    t('process.page', { page: hex2(vpn) }),
    t(`vma.${kind}`),
    t(`page.${state}`),
    page.accessed ? t('mark.accessed') : '',
    page.dirty ? t('mark.dirty') : '',
    page.tlb ? t('mark.tlb') : '',
    page.cow ? t('mark.cow') : '',
    page.locked ? t('mark.mlock') : '',
    isGrown(page, vpn) ? t('mark.grown') : '',
  ]
    .filter((word) => word !== '')
    .join(', ');
}

const isGrown = (page: Page, vpn: number): boolean => page.vma === VMA.stack && grown.value.has(vpn);

function PageTile({ page, vpn, pid, waiting, pickable }: TileProps) {
  const state = page.vma <= VMA.null ? 'none' : stateOf(page.state);
  const words = wordsOf(page, vpn);
  const picked = pickable && isPicked(vpn);
  const first = range.value?.vpn ?? 0;
  return (
    <li class={`page ${state} ${waiting ? 'waiting' : ''} ${picked ? 'picked' : ''}`} title={words}>
      {state === 'resident' && <Hatch of={pid} />}
      {!pickable && <span class="hidden">{words}</span>}
      <Face page={page} vpn={vpn} state={state} />
      {pickable && (
        <button
          type="button"
          class="page-pick"
          aria-label={words}
          aria-pressed={picked}
          tabIndex={vpn === first ? 0 : -1}
          data-testid={`page-${hex2(vpn)}`}
          onClick={() => tapPage(vpn)}
        />
      )}
    </li>
  );
}

function Face({ page, vpn, state }: { page: Page; vpn: number; state: string }) {
  const kind = VMA_KINDS[page.vma] ?? 'none';
  return (
    <span aria-hidden="true" class="page-face">
      {kind !== 'none' && <span class="page-kind">{t(`vma.short.${kind}`)}</span>}
      {state === 'out' && <Icon name="out" size={18} />}
      {state === 'transit' && <Icon name="inward" size={18} />}
      <span class="page-number">{hex2(vpn)}</span>
      {page.accessed === 1 && <i class="dot" />}
      {page.dirty === 1 && <i class="wedge" />}
      {page.tlb === 1 && <i class="tlb" />}
      <span class="page-bonds">
        {page.cow === 1 && <CowMark />}
        {page.locked === 1 && <LockMark />}
      </span>
      {isGrown(page, vpn) && <i class="grown" />}
    </span>
  );
}

/** Two sheets, one over the other: shared until one of them is written on. */
export const CowMark = () => (
  <svg class="mark-cow" width="13" height="13" viewBox="0 0 13 13" aria-hidden="true" focusable="false">
    <rect x="1" y="1" width="8" height="8" />
    <rect x="4" y="4" width="8" height="8" />
  </svg>
);

export const LockMark = () => (
  <svg class="mark-lock" width="11" height="13" viewBox="0 0 11 13" aria-hidden="true" focusable="false">
    <path d="M3 6V4a2.5 2.5 0 0 1 5 0v2" />
    <rect x="1" y="6" width="9" height="6" />
  </svg>
);

export function Legend() {
  return (
    <ul class="legend small" aria-label={t('process.legend')}>
      <li>
        <i class="dot" /> {t('mark.accessed')}
      </li>
      <li>
        <i class="wedge" /> {t('mark.dirty')}
      </li>
      <li>
        <i class="tlb" /> {t('mark.tlb')}
      </li>
      <li>
        <i class="key untouched" /> {t('page.untouched')}
      </li>
      <li>
        <Icon name="out" size={16} /> {t('page.out')}
      </li>
      {forks.value && (
        <li>
          <CowMark /> {t('mark.cow')}
        </li>
      )}
      {panelsNow.value.has('limits') && (
        <li>
          <LockMark /> {t('mark.mlock')}
        </li>
      )}
    </ul>
  );
}

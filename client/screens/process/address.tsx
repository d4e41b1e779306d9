/**
 * One's own address space: every virtual page with its area and state. What is resident is hatched, what is
 * only promised is dashed, what is out shows an arrow. No frame number is ever known here.
 */
import { type ProcessView, VMA_KINDS } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { Hatch } from '../../ui/hatch.tsx';
import { hex2 } from '../../ui/hex.ts';
import { Icon } from '../../ui/icons.tsx';
import { stateOf } from './heap.ts';

type Page = ProcessView['pages'][number];

export function AddressSpace({ view }: { view: ProcessView }) {
  const self = view.self[0];
  const waiting = new Set(
    view.traps.filter((trap) => trap.id > 0 && trap.call === 0).map((trap) => trap.vpn),
  );
  return (
    <section class="part" aria-labelledby="space">
      <div class="spread">
        <h2 id="space">{t('process.space')}</h2>
        <p class="mono">{t('process.resident', { rss: self.rss, limit: self.rssLimit })}</p>
      </div>
      <ul class="space" data-testid="space">
        {view.pages.map((page, vpn) => (
          // A page is its number.
          <PageTile key={vpn} page={page} vpn={vpn} pid={self.pid} waiting={waiting.has(vpn)} />
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  page: Page;
  vpn: number;
  pid: number;
  waiting: boolean;
}

function PageTile({ page, vpn, pid, waiting }: TileProps) {
  const kind = VMA_KINDS[page.vma] ?? 'none';
  const state = kind === 'none' || kind === 'null' ? 'none' : stateOf(page.state);
  const words = [
    t('process.page', { page: hex2(vpn) }),
    t(`vma.${kind}`),
    t(`page.${state}`),
    page.accessed ? t('mark.accessed') : '',
    page.dirty ? t('mark.dirty') : '',
    page.tlb ? t('mark.tlb') : '',
  ].filter((word) => word !== '');
  return (
    <li class={`page ${state} ${waiting ? 'waiting' : ''}`} title={words.join(', ')}>
      {state === 'resident' && <Hatch of={pid} />}
      <span class="hidden">{words.join(', ')}</span>
      <span aria-hidden="true" class="page-face">
        {kind !== 'none' && <span class="page-kind">{t(`vma.short.${kind}`)}</span>}
        {state === 'out' && <Icon name="out" size={18} />}
        {state === 'transit' && <Icon name="inward" size={18} />}
        <span class="page-number">{hex2(vpn)}</span>
        {page.accessed === 1 && <i class="dot" />}
        {page.dirty === 1 && <i class="wedge" />}
        {page.tlb === 1 && <i class="tlb" />}
      </span>
    </li>
  );
}

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
    </ul>
  );
}

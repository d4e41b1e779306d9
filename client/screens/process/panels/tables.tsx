/**
 * One's own page table and TLB: each page with its bits, the translations that the processor holds, and what the next
 * touch of a page would be. The frames stand in the kernel's copy only.
 */
import { type ProcessView, VMA, VMA_KINDS } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { hex2 } from '../../../ui/hex.ts';
import { panelsNow } from '../../panels.ts';
import type { Page } from '../address.tsx';
import { stateOf } from '../heap.ts';
import { isPicked } from '../range.ts';
import { Part } from './ask.tsx';
import { nextTouch } from './touch.ts';

export function Tables({ view }: { view: ProcessView }) {
  const panels = panelsNow.value;
  return (
    <>
      {panels.has('tlb') && <Translations view={view} />}
      {panels.has('tables') && <PageTable view={view} />}
      <dl class="explain small">
        {(['hit', 'walk', 'fault'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`own.touch.${name}`)}</dt>
            <dd>{t(`own.touchMeans.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Translations({ view }: { view: ProcessView }) {
  const held = view.tlb.filter(({ vpn }) => vpn >= 0);
  const oldest = held.length === view.tlb.length ? Math.min(...held.map(({ used }) => used)) : -1;
  return (
    <Part name="tlb" title={t('own.tlb', { held: held.length, of: view.tlb.length })} rule="AC2">
      <ul class="entries">
        {view.tlb.map(({ vpn, dirty, used }, index) =>
          vpn < 0 ? (
            <li key={index} class="entry none">
              <span class="hidden">{t('own.tlbEmpty')}</span>
            </li>
          ) : (
            <li key={index} class="entry mono">
              {hex2(vpn)} {dirty === 1 && <i class="wedge" aria-hidden="true" />}
              {dirty === 1 && <span class="hidden">{t('mark.dirty')}</span>}
              {used === oldest && <small>{t('own.tlbNext')}</small>}
            </li>
          ),
        )}
      </ul>
    </Part>
  );
}

const BITS = ['accessed', 'dirty', 'writable', 'cow', 'locked'] as const;
const wordOf = (bit: (typeof BITS)[number]): string =>
  bit === 'locked' ? t('mark.mlock') : bit === 'writable' ? t('own.writable') : t(`mark.${bit}`);

function PageTable({ view }: { view: ProcessView }) {
  const rows = view.pages.map((page, vpn) => ({ page, vpn })).filter(({ page }) => page.vma > VMA.null);
  return (
    <Part name="table" title={t('own.table')} rule="AS2">
      {/* A region that scrolls has to be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <section class="scroll" tabIndex={0} aria-label={t('own.table')}>
        <table class="small" data-testid="page-table">
          <thead>
            <tr>
              {(['page', 'area', 'state', 'bits', 'next'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`own.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ page, vpn }) => (
              <Row key={vpn} page={page} vpn={vpn} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="small muted">{t('own.tableNote')}</p>
    </Part>
  );
}

function Row({ page, vpn }: { page: Page; vpn: number }) {
  const set = BITS.filter((bit) => page[bit] === 1);
  return (
    <tr class={isPicked(vpn) ? 'picked' : ''}>
      <th scope="row" class="mono">
        {hex2(vpn)}
      </th>
      <td>{t(`vma.short.${VMA_KINDS[page.vma]}`)}</td>
      <td>{t(`page.${stateOf(page.state)}`)}</td>
      <td class="mono">
        <span class="hidden">{set.map(wordOf).join(', ') || t('own.noBits')}</span>
        <span aria-hidden="true">
          {BITS.map((bit) => (page[bit] === 1 ? bit[0].toUpperCase() : '·')).join('')}
        </span>
      </td>
      <td>{t(`own.touch.${nextTouch(page)}`)}</td>
    </tr>
  );
}

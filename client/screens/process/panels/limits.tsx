/**
 * What one may have and how much of it is used (LI1), and the calls that tell the kernel about a stretch of pages: not
 * needed, to be kept in RAM, or no longer. The stretch is the one picked in the address strip, or typed here.
 */
import type { ProcessView } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Bar, Button } from '../../../ui/button.tsx';
import { hex2 } from '../../../ui/hex.ts';
import { panelsNow } from '../../panels.ts';
import { type Range, range } from '../range.ts';
import { ask, NumberField, Part } from './ask.tsx';
import { collect } from './ring.ts';

export function Limits({ view }: { view: ProcessView }) {
  const self = view.self[0];
  const processes = 1 + view.children.filter(({ pid }) => pid > 0).length;
  const rows = [
    ['rss', self.rss, self.rssLimit],
    ['as', self.asPages, self.asLimit],
    ['memlock', self.locked, self.memlockLimit],
    ['nproc', processes, self.nprocLimit],
  ] as const;
  return (
    <>
      <Part name="limits" title={t('own.limits')} rule="LI1">
        <ul class="rows" data-testid="limits">
          {rows.map(([name, used, limit]) => (
            <li key={name} class="limit small">
              <span>{t(`resource.${name}`)}</span>
              <Bar share={limit > 0 ? used / limit : 1} label={t(`resource.${name}`)} />
              <span class={used >= limit ? 'mono late' : 'mono'}>
                {used} / {limit}
              </span>
            </li>
          ))}
        </ul>
        <p class="small">{t('own.limitsNote')}</p>
      </Part>
      <Stretch view={view} />
    </>
  );
}

const CALLS = ['madvise', 'mlock', 'munlock'] as const;

function Stretch({ view }: { view: ProcessView }) {
  const last = view.pages.length - 1;
  const picked: Range = range.value ?? { vpn: 1, pages: 1 };
  const put = (vpn: number, pages: number): void => {
    range.value = { vpn, pages: Math.min(pages, last + 1 - vpn) };
  };
  return (
    <Part name="stretch" title={t('own.stretch')} rule="SY1">
      <p class="small">
        {range.value === null
          ? t('own.pickPages')
          : t('own.picked', {
              count: picked.pages,
              from: hex2(picked.vpn),
              to: hex2(picked.vpn + picked.pages - 1),
            })}
      </p>
      <div class="row wrap">
        <NumberField
          label={t('own.firstPage')}
          value={picked.vpn}
          max={last}
          testId="range-from"
          hex
          onInput={(typed) => put(typed, picked.pages)}
        />
        <NumberField
          label={t('process.more.pages')}
          value={picked.pages}
          min={1}
          max={last + 1 - picked.vpn}
          testId="range-pages"
          onInput={(typed) => put(picked.vpn, typed)}
        />
      </div>
      <ul class="rows">
        {CALLS.map((op) => (
          <li key={op} class="row">
            <Button testId={op} onClick={() => void ask({ op, ...picked })}>
              {op}
            </Button>
            <span class="grow small">{t(`own.advice.${op}`)}</span>
            {panelsNow.value.has('messages') && (
              <Button label={t('own.toRing', { call: op })} onClick={() => collect({ op, ...picked })}>
                {t('own.ringButton')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

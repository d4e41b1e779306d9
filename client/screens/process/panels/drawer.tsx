/**
 * "My memory": the panels that the scenario brings in, one open at a time. On a wide screen they share their place with
 * the offers, which come first; on a phone a lesson with few of them starts with the first one open.
 */
import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Panel } from '../../../../shared/scenario/names.ts';
import type { ProcessView } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { room } from '../../../net/store.ts';
import { anyPanel } from '../../panels.ts';
import { forks } from '../choice.ts';
import { Offers } from '../offers.tsx';
import { Costs } from './costs.tsx';
import { Files } from './files.tsx';
import { HeapBugs } from './heapBugs.tsx';
import { Limits } from './limits.tsx';
import { Messages } from './messages.tsx';
import { Packets } from './packets.tsx';
import { Sharing } from './sharing.tsx';
import { Tables } from './tables.tsx';

interface Tab {
  name: string;
  /** Shown when the scenario has one of these. */
  panels: readonly Panel[];
  Body: ComponentType<{ view: ProcessView }>;
}

const TABS: readonly Tab[] = [
  { name: 'tables', panels: ['tables', 'tlb'], Body: Tables },
  { name: 'limits', panels: ['limits'], Body: Limits },
  { name: 'heapBugs', panels: ['heapBugs'], Body: HeapBugs },
  { name: 'sharing', panels: ['sharing'], Body: Sharing },
  { name: 'messages', panels: ['messages'], Body: Messages },
  { name: 'files', panels: ['files'], Body: Files },
  { name: 'packets', panels: ['interrupts'], Body: Packets },
  { name: 'costs', panels: ['personality'], Body: Costs },
];

/** With more panels than this, all start closed on a phone. */
const FEW = 3;

/** The open panel's name; '' when all are closed, null before anybody chose. */
const open = signal<string | null>(null);

effect(() => {
  if (room.value === null) open.value = null;
});

const tabsNow = (): readonly Tab[] =>
  TABS.filter(({ name, panels }) => (name === 'sharing' ? forks.value : anyPanel(...panels)));

export const hasDrawer = (): boolean => tabsNow().length > 0;

/** The panels with the offers before them. */
const WITH_OFFERS: Tab = { name: 'offers', panels: [], Body: Offers };

export function Drawer({ view, offers }: { view: ProcessView; offers: boolean }) {
  const tabs = offers ? [WITH_OFFERS, ...tabsNow()] : tabsNow();
  if (!hasDrawer()) return null;
  const usual = offers || tabs.length <= FEW ? tabs[0].name : '';
  const shown = tabs.find((tab) => tab.name === (open.value ?? usual));
  return (
    <section class="part drawer" aria-label={t('own.title')} data-testid="drawer">
      {!offers && <h2>{t('own.title')}</h2>}
      <div class="tabs">
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            class="tab"
            aria-expanded={tab === shown}
            aria-controls="panel"
            data-testid={`tab-${tab.name}`}
            onClick={() => {
              open.value = tab === shown ? (offers ? 'offers' : '') : tab.name;
            }}
          >
            {t(`own.tab.${tab.name}`)}
          </button>
        ))}
      </div>
      {/* Keyed, so that each panel starts at its top. */}
      <div
        key={shown?.name}
        id="panel"
        class={shown === undefined || shown.name === 'offers' ? 'own-offers' : 'own-panel'}
      >
        {shown !== undefined && <shown.Body view={view} />}
      </div>
    </section>
  );
}

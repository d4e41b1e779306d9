/**
 * "My memory": the panels that the scenario brings in, one open at a time. A lesson with few of them starts with the
 * first one open; where there are many, all start closed.
 */
import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Panel } from '../../../../shared/scenario/names.ts';
import type { ProcessView } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { room } from '../../../net/store.ts';
import { anyPanel } from '../../panels.ts';
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

/** With more panels than this, all start closed. */
const FEW = 3;

/** The open panel's name; '' when all are closed, null before anybody chose. */
const open = signal<string | null>(null);

effect(() => {
  if (room.value === null) open.value = null;
});

const tabsNow = (): readonly Tab[] => TABS.filter(({ panels }) => anyPanel(...panels));

export const hasDrawer = (): boolean => tabsNow().length > 0;

export function Drawer({ view }: { view: ProcessView }) {
  const tabs = tabsNow();
  if (tabs.length === 0) return null;
  const usual = tabs.length <= FEW ? tabs[0].name : '';
  const name = open.value ?? usual;
  const shown = tabs.find((tab) => tab.name === name);
  return (
    <section class="part drawer" aria-labelledby="drawer" data-testid="drawer">
      <h2 id="drawer">{t('panel.title')}</h2>
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
              open.value = tab === shown ? '' : tab.name;
            }}
          >
            {t(`panel.tab.${tab.name}`)}
          </button>
        ))}
      </div>
      <div id="panel" class={shown === undefined ? '' : 'panel'}>
        {shown !== undefined && <shown.Body view={view} />}
      </div>
    </section>
  );
}

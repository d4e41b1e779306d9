/**
 * The instruments of the kernel's side: one opened at a time, in the column beside the board or, on a phone, in a sheet.
 * Only those that the scenario brings in are offered; without any, nothing is there.
 */
import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Panel } from '../../../../shared/scenario/names.ts';
import { t } from '../../../i18n/index.ts';
import { refusals } from '../../../net/command.ts';
import { room } from '../../../net/store.ts';
import { Refusal } from '../../header.tsx';
import { panelsNow } from '../../panels.ts';
import { PLACE } from '../orders.ts';
import { InterruptPanel } from './interrupts.tsx';
import { LimitPanel } from './limits.tsx';
import { HighmemPanel, KernelMapPanel, SlabPanel } from './memory.tsx';
import { ModulePanel, PersonalityPanel } from './modules.tsx';
import type { PanelProps } from './parts.tsx';
import { PolicyPanel } from './policies.tsx';
import { SharingPanel } from './sharing.tsx';
import { TablePanel, TlbPanel } from './tables.tsx';
import { ZonePanel } from './zones.tsx';

interface Card {
  by: readonly Panel[];
  Body: ComponentType<PanelProps>;
}

const INSTRUMENTS: readonly { name: string; cards: readonly Card[] }[] = [
  { name: 'zones', cards: [{ by: ['zones', 'buddies'], Body: ZonePanel }] },
  {
    name: 'memory',
    cards: [
      { by: ['kernelMap'], Body: KernelMapPanel },
      { by: ['slab'], Body: SlabPanel },
      { by: ['highmem'], Body: HighmemPanel },
    ],
  },
  {
    name: 'tables',
    cards: [
      { by: ['tables'], Body: TablePanel },
      { by: ['tlb'], Body: TlbPanel },
    ],
  },
  { name: 'sharing', cards: [{ by: ['sharing'], Body: SharingPanel }] },
  { name: 'interrupts', cards: [{ by: ['interrupts'], Body: InterruptPanel }] },
  {
    name: 'modules',
    cards: [
      { by: ['modules'], Body: ModulePanel },
      { by: ['personality'], Body: PersonalityPanel },
    ],
  },
  { name: 'policies', cards: [{ by: ['policies'], Body: PolicyPanel }] },
  { name: 'limits', cards: [{ by: ['limits'], Body: LimitPanel }] },
];

/** Where the scenario names what a card is about; -1 when it doesn't. */
const placeOf = ({ by }: Card): number => [...panelsNow.value].findIndex((panel) => by.includes(panel));

/** In the order in which the scenario names them: what it is about comes first. */
function offered(): { name: string; cards: Card[] }[] {
  return INSTRUMENTS.map(({ name, cards }) => ({
    name,
    cards: cards.filter((card) => placeOf(card) >= 0).sort((a, b) => placeOf(a) - placeOf(b)),
  }))
    .filter(({ cards }) => cards.length > 0)
    .sort((a, b) => placeOf(a.cards[0]) - placeOf(b.cards[0]));
}

/** The one that is open; none at first, so that the board comes first. */
const opened = signal('');

effect(() => {
  if (room.value === null) opened.value = '';
});

export const hasInstruments = (): boolean => offered().length > 0;
/** Whether one is open, or the one of this name. */
export const isInstrumentOpen = (one = opened.value): boolean =>
  one === opened.value && offered().some(({ name }) => name === one);

/** `always`: one is open in any case, as in a sheet that shows nothing else. */
export function Instruments({ view, still, always = false }: PanelProps & { always?: boolean }) {
  const all = offered();
  if (all.length === 0) return null;
  const open = all.find(({ name }) => name === opened.value) ?? (always ? all[0] : undefined);
  return (
    <section class="instruments" aria-label={t('panel.name')} data-testid="instruments">
      <div class="instrument-tabs">
        <b class="small wide-only">{t('panel.name')}</b>
        {all.map(({ name }) => (
          <button
            key={name}
            type="button"
            class="button"
            aria-expanded={open?.name === name}
            aria-controls={open?.name === name ? 'instrument' : undefined}
            data-testid={`instrument-${name}`}
            onClick={() => {
              opened.value = opened.peek() === name && !always ? '' : name;
            }}
          >
            {t(`panel.tab.${name}`)}
          </button>
        ))}
      </div>
      {always && <Refusal of={refusals.value[PLACE]} />}
      {open !== undefined && (
        <div id="instrument" class="instrument">
          {open.cards.map(({ by, Body }) => (
            <Body key={by[0]} view={view} still={still} />
          ))}
        </div>
      )}
    </section>
  );
}

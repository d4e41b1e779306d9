/**
 * Zones and their buddy blocks: what is free, in which pieces, how scattered, and the watermarks between which reclaim
 * works. Compaction of the DMA zone says beforehand what it would have to move.
 */
import { useSignal } from '@preact/signals';
import { type KernelView, ZONES } from '../../../../shared/sim/index.ts';
import { zoneName } from '../../../board/outlines.tsx';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Why } from '../../../ui/why.tsx';
import { panelsNow } from '../../panels.ts';
import { give } from '../orders.ts';
import { cheapestBlock } from '../reading.ts';
import { NumberBox, PanelCard, type PanelProps } from './parts.tsx';

type Zone = KernelView['zones'][number];
type ZoneName = (typeof ZONES)[number];

const ordersOf = (zone: Zone): number[] => [
  zone.o0,
  zone.o1,
  zone.o2,
  zone.o3,
  zone.o4,
  zone.o5,
  zone.o6,
  zone.o7,
  zone.o8,
];

export function ZonePanel({ view, still }: PanelProps) {
  return (
    <PanelCard name="zones" rule="FR2">
      {ZONES.map(
        (name, index) =>
          view.zones[index].frames > 0 && (
            <ZoneRow key={name} name={name} zone={view.zones[index]} still={still} />
          ),
      )}
      {panelsNow.value.has('buddies') && !still && <Compaction view={view} />}
    </PanelCard>
  );
}

function ZoneRow({ name, zone, still }: { name: ZoneName; zone: Zone; still: boolean }) {
  return (
    <section class="zone" aria-label={zoneName(ZONES.indexOf(name))}>
      <p class="spread">
        <b class="mono">{zoneName(ZONES.indexOf(name))}</b>
        <span class="mono">{t('panel.zones.free', { free: zone.free, frames: zone.frames })}</span>
      </p>
      <Blocks zone={zone} />
      <p class="spread small">
        <span>{t('panel.zones.largest', { count: zone.largest })}</span>
        <span>{t('panel.zones.scattered', { percent: Math.round(zone.fragmentation / 10) })}</span>
      </p>
      <Marks name={name} zone={zone} still={still} />
    </section>
  );
}

/** Free blocks by size, from single frames up; empty places at the top are left out. */
function Blocks({ zone }: { zone: Zone }) {
  const counts = ordersOf(zone);
  const top = counts.findIndex((_, order) => 1 << (order + 1) > zone.frames);
  const shown = counts.slice(0, top < 0 ? counts.length : top + 1);
  return (
    <ol class="orders-row" aria-label={t('panel.zones.blocks')}>
      {shown.map((count, order) => (
        <li key={order} class={count > 0 ? 'mono has' : 'mono'}>
          <span class="hidden">{t('panel.zones.block', { frames: 1 << order, count })}</span>
          <small aria-hidden="true">{1 << order}</small>
          <b aria-hidden="true">{count}</b>
        </li>
      ))}
    </ol>
  );
}

function Marks({ name, zone, still }: { name: ZoneName; zone: Zone; still: boolean }) {
  const open = useSignal(false);
  return (
    <>
      <div class="spread small">
        <span>
          {t('panel.zones.marks', { min: zone.min, low: zone.low, high: zone.high })}
          {zone.reclaiming > 0 && <b> {t('panel.zones.reclaiming')}</b>}
        </span>
        {!still && (
          <button
            type="button"
            class="textual"
            aria-expanded={open.value}
            aria-label={t('panel.zones.setOf', { zone: zoneName(ZONES.indexOf(name)) })}
            onClick={() => {
              open.value = !open.peek();
            }}
          >
            {t('panel.zones.set')}
          </button>
        )}
      </div>
      {open.value && <MarkForm name={name} zone={zone} done={() => (open.value = false)} />}
    </>
  );
}

function MarkForm({ name, zone, done }: { name: ZoneName; zone: Zone; done: () => void }) {
  const low = useSignal(zone.low);
  const high = useSignal(zone.high);
  return (
    <form
      class="row marks"
      onSubmit={(event) => {
        event.preventDefault();
        void give({ op: 'watermark', zone: name, low: low.peek(), high: high.peek() });
        done();
      }}
    >
      <NumberBox
        label={t('panel.zones.low')}
        value={low.value}
        max={zone.frames}
        onChange={(value) => {
          low.value = value;
        }}
      />
      <NumberBox
        label={t('panel.zones.high')}
        value={high.value}
        max={zone.frames}
        onChange={(value) => {
          high.value = value;
        }}
      />
      <button type="submit" class="button" data-testid="set-watermark">
        {t('panel.set')}
      </button>
      <Why rule="PA3" />
    </form>
  );
}

const ORDERS = [1, 2, 3, 4] as const;

function Compaction({ view }: { view: KernelView }) {
  const order = useSignal(2);
  const fits = ORDERS.filter((one) => 1 << one <= view.zones[0].frames);
  const block = cheapestBlock(view, order.value);
  const text =
    block === null
      ? t('panel.zones.noBlock', { frames: 1 << order.value })
      : t('panel.zones.moves', { count: block.inTheWay.length });
  return (
    <div class="part-of">
      <div class="panel-head">
        <b class="small">{t('panel.zones.compact')}</b>
        <Why rule="PA2" />
      </div>
      <fieldset class="choices">
        <legend class="hidden">{t('panel.zones.size')}</legend>
        {fits.map((one) => (
          <Button
            key={one}
            pressed={order.value === one}
            label={t('panel.frames', { count: 1 << one })}
            onClick={() => {
              order.value = one;
            }}
          >
            {1 << one}
          </Button>
        ))}
        <Button
          testId="compact"
          off={block === null}
          onClick={() => void give({ op: 'compact', order: order.peek() })}
        >
          {t('panel.zones.doCompact')}
        </Button>
      </fieldset>
      <p class="small">{text}</p>
    </div>
  );
}

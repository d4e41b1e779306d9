/**
 * The bar of orders with their keys, and the switches that go with grant and evict. On a phone the four most
 * used stand under the thumb and the others in a sheet.
 */

import type { KernelView } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { refusals } from '../../net/command.ts';
import { kernelView } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { letterOf } from '../../ui/inks.ts';
import type { Keys } from '../../ui/keys.ts';
import { narrow } from '../../ui/narrow.ts';
import { Named } from '../../ui/readOn.tsx';
import { Refusal } from '../header.tsx';
import { OpenJustNow } from '../justNow.tsx';
import { canZoom } from './boardTools.tsx';
import {
  dropPick,
  flushTlb,
  type KernelTrap,
  pickAt,
  picked,
  sheet,
  stepTrap,
  trapNow,
  zeroFirst,
  zoomed,
} from './choice.ts';
import { age, deny, evict, flush, give, grant, grantable, signal, writeback, zero } from './orders.ts';
import { isInterrupt, isPageFault } from './reading.ts';

const open = (name: 'kill' | 'limit' | 'map' | 'unmap' | 'more') => (): void => {
  sheet.value = name;
};

export const kernelKeys: Keys = {
  g: grant,
  Enter: grant,
  e: evict,
  w: writeback,
  z: zero,
  f: flush,
  n: deny,
  s: signal,
  k: open('kill'),
  a: age,
  l: open('limit'),
  m: mapOrServe,
  u: open('unmap'),
  ArrowUp: () => stepTrap(-1),
  ArrowDown: () => stepTrap(1),
  ArrowLeft: () => focusBoard(),
  ArrowRight: () => focusBoard(),
  '+': () => zoom(true),
  '=': () => zoom(true),
  '-': () => zoom(false),
  Escape: dropPick,
};

/** The board at twice the size, where it has tiles enough for it. */
function zoom(on: boolean): void {
  const view = kernelView.peek();
  if (view !== null && canZoom(view)) zoomed.value = on;
}

/** With an interrupt at hand the key serves it; else it maps a frame by hand. */
function mapOrServe(): void {
  const trap = trapNow.peek();
  if (trap !== null && isInterrupt(trap)) void give({ op: 'serve', trap: trap.id, by: 'map' });
  else sheet.value = 'map';
}

/** From the traps to the board: its one tab stop takes the focus, and is picked. */
function focusBoard(): void {
  const cell = document.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
  cell?.focus();
  if (cell !== null) pickAt(Number(cell.dataset.pfn));
}

/** Grant and Deny name whom they are about. */
function grantText(trap: KernelTrap | null, frame: boolean): string {
  if (trap === null) return t('order.grant');
  if (isInterrupt(trap)) return t('panel.interrupts.copy');
  const key = isPageFault(trap) && frame ? 'kernel.grantHere' : 'order.grantTo';
  return t(key, { who: letterOf(trap.pid) });
}

function denyText(trap: KernelTrap | null): string {
  if (trap === null) return t('order.deny');
  return t(isPageFault(trap) ? 'order.denyKill' : 'order.denyTo', { who: letterOf(trap.pid) });
}

export function Actions() {
  const trap = trapNow.value;
  const frame = picked.value >= 0;
  return (
    <footer class="orders">
      <div class="orders-say">
        <Refusal of={refusals.value.orders} />
      </div>
      <div class="orders-main">
        <Button kind="main" testId="grant" keys="G" off={!grantable.value} onClick={grant}>
          {grantText(trap, frame)}
        </Button>
        <Button testId="evict" keys="E" off={!frame} onClick={evict}>
          {t('order.evict')}
        </Button>
        {trap !== null && isInterrupt(trap) ? (
          <Button testId="serve-by-map" keys="M" off={!grantable.value} onClick={mapOrServe}>
            {t('panel.interrupts.map')}
          </Button>
        ) : (
          <Button testId="deny" keys="N" off={trap === null} onClick={deny}>
            {denyText(trap)}
          </Button>
        )}
        {narrow.value && (
          <Button testId="more" label={t('order.more')} onClick={open('more')}>
            <Icon name="more" />
          </Button>
        )}
      </div>
      {!narrow.value && (
        <div class="orders-rest">
          <OtherOrders />
        </div>
      )}
      <div class="orders-switches">
        <Switches />
        <OpenJustNow />
      </div>
    </footer>
  );
}

export function OtherOrders() {
  const frame = picked.value >= 0;
  const serving = trapNow.value !== null && isInterrupt(trapNow.value);
  return (
    <>
      <Button testId="writeback" keys="W" off={!frame} onClick={writeback}>
        {t('order.writeback')}
      </Button>
      <Button testId="zero" keys="Z" off={!frame} onClick={zero}>
        {t('order.zero')}
      </Button>
      <Button testId="flush" keys="F" onClick={flush}>
        {t('order.flush')}
      </Button>
      <Button testId="age" keys="A" onClick={age}>
        {t('order.age')}
      </Button>
      <Button testId="signal" keys="S" onClick={signal}>
        {t('order.signal')}
      </Button>
      <Button testId="kill" keys="K" onClick={open('kill')}>
        {t('order.kill')}
      </Button>
      <Button testId="limit" keys="L" onClick={open('limit')}>
        {t('order.limit')}
      </Button>
      <Button testId="map" keys={serving ? undefined : 'M'} onClick={open('map')}>
        {t('order.map')}
      </Button>
      <Button testId="unmap" keys="U" onClick={open('unmap')}>
        {t('order.unmap')}
      </Button>
    </>
  );
}

export function Switches() {
  return (
    <>
      <label class="check small">
        <input
          type="checkbox"
          data-testid="zero-first"
          checked={zeroFirst.value}
          onChange={(event) => {
            zeroFirst.value = event.currentTarget.checked;
          }}
        />
        {t('kernel.zeroFirst')}
      </label>
      <label class="check small">
        <input
          type="checkbox"
          data-testid="flush-tlb"
          checked={flushTlb.value}
          onChange={(event) => {
            flushTlb.value = event.currentTarget.checked;
          }}
        />
        {t('kernel.flushTlb')}
      </label>
    </>
  );
}

/** What the kernel's processor and the disk are at. */
export function Queues({ view }: { view: KernelView }) {
  const orders = view.orders.filter((one) => one.id > 0);
  const disk = view.disk.filter((one) => one.left > 0);
  const kernel = view.kernel[0];
  return (
    <section class="queues small" aria-label={t('kernel.queues')}>
      <p>
        <Icon name="chip" size={16} />
        <b>
          <Named as="orders">{t('kernel.cpu', { count: orders.length })}</Named>
        </b>
        <span class="mono">
          {orders.length > 0 ? t('kernel.ticks', { count: kernel.cpuLeft }) : t('kernel.idle')}
        </span>
      </p>
      <p>
        <Icon name="disk" size={16} />
        <b>{t('kernel.disk', { count: Math.max(kernel.diskQueue, disk.length) })}</b>
        <span class="mono">
          {kernel.diskLeft > 0 ? t('kernel.ticks', { count: kernel.diskLeft }) : t('kernel.idle')}
        </span>
      </p>
    </section>
  );
}

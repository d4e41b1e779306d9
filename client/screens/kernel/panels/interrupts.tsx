/**
 * A device's interrupts: what a packet asks for and until when, the two ways to serve it, and what to do when no block is
 * free. The same card stands beside the board while such a trap is selected. Reserves are kept ahead of need.
 */
import { type KernelView, MODULE, MODULE_STATES } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { seconds } from '../../../net/store.ts';
import { Bar, Button } from '../../../ui/button.tsx';
import { letterOf } from '../../../ui/inks.ts';
import { Why } from '../../../ui/why.tsx';
import { trapNow, traps } from '../choice.ts';
import { give } from '../orders.ts';
import { cheapestBlock, hasBlock, isInterrupt, isServable, reserveOf, type Trap } from '../reading.ts';
import { FrameChip, PanelCard, type PanelProps } from './parts.tsx';

/** What is left until a packet is dropped, as a share and in ticks. */
export function deadlineOf(trap: Trap, tick: number): { share: number; left: number } {
  const left = Math.max(0, trap.address - tick);
  return { share: left / Math.max(1, trap.address - trap.since), left };
}

export function Deadline({ trap, tick }: { trap: Trap; tick: number }) {
  const { share, left } = deadlineOf(trap, tick);
  return (
    <span class={share < 0.3 ? 'deadline short' : 'deadline'}>
      <Bar share={share} label={t('panel.interrupts.deadline')} />
      <span class="mono small">{t('panel.interrupts.left', { time: seconds(left) })}</span>
    </span>
  );
}

/** The interrupt at hand with everything that can be done about it. */
export function Interrupt({ view, trap }: { view: KernelView; trap: Trap }) {
  const frames = 1 << trap.arg;
  const free = hasBlock(view, trap.arg);
  const driver = MODULE_STATES[view.modules[MODULE.nic].state];
  const ready = isServable(view, trap);
  const serve = (by: 'copy' | 'map') => () => void give({ op: 'serve', trap: trap.id, by });
  return (
    <div class="interrupt" data-testid="interrupt">
      <div class="panel-head">
        <b>{t('panel.interrupts.packet', { who: letterOf(trap.pid), count: frames })}</b>
        <Why rule="IR1" />
      </div>
      <Deadline trap={trap} tick={view.machine[0].tick} />
      {driver !== 'loaded' && <p class="small warn">{t(`panel.interrupts.driver.${driver}`)}</p>}
      <div class="row wrap">
        <Button testId="serve-copy" kind="main" off={!ready} onClick={serve('copy')}>
          {t('panel.interrupts.copy')}
        </Button>
        <Button testId="serve-map" off={!ready} onClick={serve('map')}>
          {t('panel.interrupts.map')}
        </Button>
      </div>
      {free ? (
        <p class="small">
          {reserveOf(view, trap.arg) >= 0 && t('panel.interrupts.reserved')} {t('panel.interrupts.ways')}
        </p>
      ) : (
        <NoBlock view={view} order={trap.arg} />
      )}
    </div>
  );
}

function Packet({ trap, tick }: { trap: Trap; tick: number }) {
  return (
    <>
      <p class="small">{t('panel.interrupts.packet', { who: letterOf(trap.pid), count: 1 << trap.arg })}</p>
      <Deadline trap={trap} tick={tick} />
    </>
  );
}

function NoBlock({ view, order }: { view: KernelView; order: number }) {
  const moved = cheapestBlock(view, order);
  const block = moved ?? cheapestBlock(view, order, true);
  const frames = 1 << order;
  if (block === null) return <p class="small warn">{t('panel.interrupts.never', { count: frames })}</p>;
  return (
    <div class="part-of">
      <p class="small warn">{t('panel.interrupts.noBlock', { count: frames })}</p>
      {moved !== null && view.kernel[0].freeFrames >= moved.inTheWay.length && (
        <Button testId="compact-for" onClick={() => void give({ op: 'compact', order })}>
          {t('panel.interrupts.compact', { count: block.inTheWay.length })}
        </Button>
      )}
      <p class="row wrap small">
        <span>{t('panel.interrupts.evict')}</span>
        {block.inTheWay.map((pfn) => (
          <FrameChip key={pfn} pfn={pfn} still={false} />
        ))}
      </p>
    </div>
  );
}

/** The order that packets mostly ask for: what to have ready before one comes. */
const USUAL = 1;

export function InterruptPanel({ view, still }: PanelProps) {
  const { missed, delivered, tick } = view.machine[0];
  const open = traps.value.filter(isInterrupt);
  return (
    <PanelCard name="interrupts" rule="IR1">
      <p class="small">{t('panel.interrupts.count', { delivered, missed })}</p>
      {open.length === 0 && <p class="small muted">{t('panel.interrupts.none')}</p>}
      {open.length === 0 && !still && !hasBlock(view, USUAL) && <NoBlock view={view} order={USUAL} />}
      <ul class="packets">
        {open.map((trap) => (
          <li key={trap.id}>
            {!still && trap.id === trapNow.value?.id ? (
              <Interrupt view={view} trap={trap} />
            ) : (
              <Packet trap={trap} tick={tick} />
            )}
          </li>
        ))}
      </ul>
      <Reserves view={view} still={still} />
    </PanelCard>
  );
}

const SIZES = [0, 1, 2] as const;

function Reserves({ view, still }: PanelProps) {
  return (
    <div class="part-of">
      <div class="panel-head">
        <b class="small">{t('panel.interrupts.reserves')}</b>
        <Why rule="KM1" />
      </div>
      <ul class="reserves">
        {SIZES.map((order) => {
          const at = reserveOf(view, order);
          return (
            <li key={order} class="spread">
              <span class="row small">
                {t('panel.frames', { count: 1 << order })}
                {at >= 0 && <FrameChip pfn={view.reserves[at].pfn} still={still} />}
              </span>
              {!still && (
                <Button
                  testId={`pool-${order}`}
                  label={t(at >= 0 ? 'panel.interrupts.releaseOf' : 'panel.interrupts.reserveOf', {
                    count: 1 << order,
                  })}
                  onClick={() => void give({ op: 'pool', order, release: at >= 0 })}
                >
                  {t(at >= 0 ? 'panel.interrupts.release' : 'panel.interrupts.reserve')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

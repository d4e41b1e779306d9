/**
 * Traps at the boundary, in the order they will be served: they slide in from user space, wait, and go
 * back with a stamp. One of those that wait is selected.
 */

import { useEffect, useRef } from 'preact/hooks';
import { type KernelView, TRAP_STAGES } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { leaving, seconds } from '../../net/store.ts';
import { Swatch } from '../../ui/hatch.tsx';
import { hex2 } from '../../ui/hex.ts';
import { letterOf } from '../../ui/inks.ts';
import { Named } from '../../ui/readOn.tsx';
import { calm } from '../../ui/theme.ts';
import { isIllegal, trapLine, trapTitle } from '../trapText.ts';
import { dirtyPages } from './advice.ts';
import { type KernelTrap, trapNow, traps, wanted } from './choice.ts';
import { Deadline } from './panels/interrupts.tsx';
import { isInterrupt, isPageFault } from './reading.ts';

export function Traps({ view, still = false }: { view: KernelView; still?: boolean }) {
  const waiting = traps.value.filter((trap) => trap.stage === 0).length;
  return (
    <section class="traps" aria-labelledby="traps">
      <div class="spread">
        <h2 id="traps">
          <Named as="boundary">{t('kernel.boundary')}</Named>
        </h2>
        <p class="mono" data-testid="waiting">
          {t('kernel.waiting', { count: waiting })}
        </p>
      </div>
      {/* Where no card takes the focus, the list itself does, to be scrolled by keys. */}
      <ul
        class="trap-list"
        tabIndex={still || traps.value.length === 0 ? 0 : undefined}
        aria-labelledby="traps"
      >
        {traps.value.map((trap) => (
          <TrapCard key={trap.id} trap={trap} view={view} still={still} />
        ))}
        {leaving.value.map((trap) => (
          <li key={`done-${trap.id}`} class="card trap-card back">
            <Swatch pid={trap.pid} />
            <h3 class="grow">{isInterrupt(trap) ? t('panel.interrupts.one') : trapTitle(trap)}</h3>
            <b class={trap.granted ? 'stamp' : 'stamp no'}>
              {t(`stamp.${trap.stamp}`, { defaultValue: trap.stamp })}
            </b>
          </li>
        ))}
        {traps.value.length === 0 && leaving.value.length === 0 && (
          <li class="empty small">
            {t(dirtyPages(view) ? 'kernel.nothingWaits' : 'kernel.nothingWaitsClean')}
          </li>
        )}
      </ul>
    </section>
  );
}

/** The swap slot of the page a fault is about, -1 when it has none. */
function slotOf(trap: KernelTrap, view: KernelView): number {
  return view.swap.findIndex((slot) => slot.pid === trap.pid && slot.vpn === trap.vpn);
}

function line(trap: KernelTrap, view: KernelView): string {
  const process = view.processes[trap.pid - 1];
  if (isInterrupt(trap)) return t('panel.interrupts.line', { count: 1 << trap.arg });
  if (isPageFault(trap) && trap.shared === 1) return t('kernel.trapShared', { page: hex2(trap.vpn) });
  const nice = process === undefined || process.nice === 0 ? '' : `; ${t('trap.nice', { n: process.nice })}`;
  if (!isPageFault(trap) && !isIllegal(trap) && process !== undefined) {
    return `${trapLine(trap)}; ${t('trap.space', { pages: process.asPages, limit: process.asLimit })}${nice}`;
  }
  return trapLine(trap, slotOf(trap, view)) + nice;
}

const stageText = (trap: KernelTrap): string =>
  TRAP_STAGES[trap.stage] === 'device' ? t('kernel.onDevice') : t(`stage.${TRAP_STAGES[trap.stage]}`);

/** Brings a card into its list's sight. scrollIntoView would move the page around the list too, and the board out of sight. */
function reveal(card: HTMLElement): void {
  const list = card.parentElement!;
  const at = card.getBoundingClientRect();
  const seen = list.getBoundingClientRect();
  list.scrollBy({
    left: (at.left + at.right - seen.left - seen.right) / 2,
    top: Math.min(0, at.top - seen.top) + Math.max(0, at.bottom - seen.bottom),
    behavior: calm.peek() ? 'auto' : 'smooth',
  });
}

function TrapCard({ trap, view, still }: { trap: KernelTrap; view: KernelView; still: boolean }) {
  const selected = !still && trapNow.value?.id === trap.id;
  const open = trap.stage === 0;
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!selected) return;
    reveal(place.current!);
  }, [selected]);
  const classes = [
    'card',
    'trap-card',
    selected ? 'selected' : '',
    isIllegal(trap) ? 'dashed' : '',
    open ? '' : 'under-way',
  ];
  return (
    <li ref={place}>
      <button
        type="button"
        class={classes.join(' ')}
        aria-pressed={selected}
        disabled={still}
        data-testid="trap"
        data-trap-id={trap.id}
        data-kind={trap.kind}
        data-stage={TRAP_STAGES[trap.stage]}
        onClick={() => {
          wanted.value = trap.id;
        }}
      >
        <Swatch pid={trap.pid} />
        <span class="grow">
          <b class="trap-title">
            <span class="hidden">{letterOf(trap.pid)}: </span>
            {isInterrupt(trap) ? t('panel.interrupts.one') : trapTitle(trap)}
          </b>
          <span class="trap-line small">{open ? line(trap, view) : stageText(trap)}</span>
          {open && isInterrupt(trap) && <Deadline trap={trap} tick={view.machine[0].tick} />}
        </span>
        {!isInterrupt(trap) && <span class="mono">{seconds(view.machine[0].tick - trap.since)} s</span>}
      </button>
    </li>
  );
}

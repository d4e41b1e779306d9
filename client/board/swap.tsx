/**
 * The swap strip: one small tile a slot, hatched and lettered like the frames above it.
 */
import type { KernelView } from '../../shared/sim/index.ts';
import { t } from '../i18n/index.ts';
import { Hatch } from '../ui/hatch.tsx';
import { hex2 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';

const COLUMNS = 32;
/** Few slots keep the size that many have, so that they don't look like frames. */
const LEAST = 16;

export const slotColumns = (slots: number): number => Math.min(COLUMNS, Math.max(LEAST, slots));

export function SwapStrip({ view }: { view: KernelView }) {
  const columns = slotColumns(view.swap.length);
  return (
    <ul
      class="swap"
      aria-label={t('board.swapName')}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {view.swap.map((slot, index) => {
        const used = slot.pid > 0;
        const name = used
          ? t('board.slot', { slot: index, who: letterOf(slot.pid), page: hex2(slot.vpn) })
          : undefined;
        return (
          <li
            key={index}
            class={used ? 'slot used' : 'slot'}
            title={name}
            aria-hidden={used ? undefined : 'true'}
          >
            {used && <Hatch of={slot.pid} />}
            {used && <b aria-hidden="true">{letterOf(slot.pid)}</b>}
            {used && <span class="hidden">{name}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/**
 * The four slots for policies: what is loaded, what each one would do, and what loading costs. One slot's list is open
 * at a time.
 */
import { type Signal, useSignal } from '@preact/signals';
import { type KernelView, POLICY_SLOTS, SLOTS } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Why } from '../../../ui/why.tsx';
import { give } from '../orders.ts';
import { PanelCard, type PanelProps } from './parts.tsx';

type SlotName = (typeof SLOTS)[number];

const RULES: { readonly [S in SlotName]: string } = {
  allocator: 'AS3',
  reclaim: 'RC1',
  oom: 'OM1',
  compaction: 'PA2',
};

const labelOf = (slot: SlotName, name: string): string =>
  t(name === 'none' ? 'panel.policies.hand' : `panel.policies.name.${slot}.${name}`);

export function PolicyPanel({ view, still }: PanelProps) {
  const open = useSignal<SlotName | null>(null);
  return (
    <PanelCard name="policies" rule="PA3" note={t('panel.policies.note')}>
      {SLOTS.map((slot) => (
        <Slot key={slot} slot={slot} view={view} still={still} open={open} />
      ))}
    </PanelCard>
  );
}

interface SlotProps {
  slot: SlotName;
  view: KernelView;
  still: boolean;
  open: Signal<SlotName | null>;
}

function Slot({ slot, view, still, open }: SlotProps) {
  const names: readonly string[] = POLICY_SLOTS[slot];
  const loaded = names[view.policies[SLOTS.indexOf(slot)]?.loaded ?? 0] ?? 'none';
  const shown = open.value === slot;
  return (
    <section class="slot-of" aria-label={t(`panel.policies.slot.${slot}`)} data-testid={`policy-${slot}`}>
      <div class="panel-head">
        <p>
          <span class="small muted">{t(`panel.policies.slot.${slot}`)}</span>
          <b>{labelOf(slot, loaded)}</b>
        </p>
        <Why rule={RULES[slot]} />
      </div>
      <p class="small">{t(`panel.policies.does.${slot}.${loaded}`)}</p>
      {!still && (
        <button
          type="button"
          class="textual"
          aria-expanded={shown}
          aria-label={t('panel.policies.changeOf', { slot: t(`panel.policies.slot.${slot}`) })}
          onClick={() => {
            open.value = shown ? null : slot;
          }}
        >
          {t('panel.policies.change')}
        </button>
      )}
      {shown && <Choices slot={slot} names={names} loaded={loaded} />}
    </section>
  );
}

function Choices({ slot, names, loaded }: { slot: SlotName; names: readonly string[]; loaded: string }) {
  return (
    <ul class="policy-list">
      {names
        .filter((name) => name !== loaded)
        .map((name) => (
          <li key={name}>
            <Button testId={`load-${slot}-${name}`} onClick={() => void give({ op: 'policy', slot, name })}>
              {name === 'none' ? t('panel.unload') : labelOf(slot, name)}
            </Button>
            <p class="small">{t(`panel.policies.does.${slot}.${name}`)}</p>
          </li>
        ))}
    </ul>
  );
}

/**
 * One's own traps, lying across the boundary while the kernel decides, and the stamps they come back with.
 */
import { type ProcessView, TRAP_STAGES } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { leaving, seconds } from '../../net/store.ts';
import { ruleOf } from '../../rules.ts';
import { Asked } from '../../ui/why.tsx';
import { trapLine, trapTitle } from '../trapText.ts';

export function OwnTraps({ view }: { view: ProcessView }) {
  const traps = view.traps.filter((trap) => trap.id > 0);
  const { tick } = view.machine[0];
  return (
    <ul class="own-traps" aria-label={t('process.traps')}>
      {traps.map((trap) => (
        <li
          key={trap.id}
          class="card trap-card selected"
          data-testid="trap"
          data-trap-id={trap.id}
          data-kind={trap.kind}
        >
          <div class="spread">
            <h3>{trapTitle(trap)}</h3>
            <Asked rule={ruleOf({ trap: { ...trap, limited: trap.limited === 1 } })}>
              <span class="mono">{seconds(tick - trap.since)} s</span>
            </Asked>
          </div>
          <p class="small">
            {trapLine(trap)}; {t(`stage.own.${TRAP_STAGES[trap.stage]}`, { count: trap.ahead })}
          </p>
        </li>
      ))}
      {leaving.value.map((trap) => (
        <li key={`done-${trap.id}`} class="card trap-card back">
          <div class="spread">
            <h3>{trapTitle(trap)}</h3>
            <b class={trap.granted ? 'stamp' : 'stamp no'}>
              {t(`stamp.${trap.stamp}`, { defaultValue: trap.stamp })}
            </b>
          </div>
        </li>
      ))}
      {traps.length === 0 && leaving.value.length === 0 && (
        <li class="empty small">{t('process.nothingWaits')}</li>
      )}
    </ul>
  );
}

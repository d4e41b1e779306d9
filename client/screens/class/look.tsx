/** While all stands still: the machine that the teacher shows to everyone, over one's own. It can be folded away. */
import { LOOK_MS, type LookInfo } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { share } from '../../i18n/numbers.ts';
import { MiniBoard, machineName, State } from './machine.tsx';

export function Look({ look }: { look: LookInfo }) {
  const { machine, back, frames, work, fairness } = look;
  const title = machineName(machine);
  return (
    <details class="card class-look" data-testid="look" open>
      <summary>
        <b>{title}</b>
        {back > 0 && <span>{t('class:ago', { count: (back * LOOK_MS) / 1000 })}</span>}
        <State machine={look} />
      </summary>
      <MiniBoard frames={frames} title={title} wide={1.3} />
      <p>{t('class:machine.figures', { work, fairness: share(fairness) })}</p>
    </details>
  );
}

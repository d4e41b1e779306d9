/** While all stands still: the machine that the teacher shows to everyone, over one's own. It can be folded away. */
import { LOOK_MS, type LookInfo } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { decimal, share } from '../../i18n/numbers.ts';
import { MiniBoard, machineName, State } from './machine.tsx';

/** So many looks back in time: the number that the plural goes by, and how it is written. */
export function secondsOf(looks: number): { count: number; seconds: string } {
  const count = (looks * LOOK_MS) / 1000;
  return { count, seconds: decimal(count) };
}

export function Look({ look }: { look: LookInfo }) {
  const { machine, back, frames, work, fairness } = look;
  const title = machineName(machine);
  return (
    <details class="card class-look" data-testid="look" open>
      <summary>
        <b>{title}</b>
        {back > 0 && <span>{t('class:ago', secondsOf(back))}</span>}
        <State machine={look} />
        <small>{t('paused.class')}</small>
      </summary>
      <MiniBoard frames={frames} title={title} />
      <p>{t('class:machine.figures', { work, fairness: share(fairness) })}</p>
    </details>
  );
}

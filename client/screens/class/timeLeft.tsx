/** What is left of a round. */
import type { LessonInfo, MachineInfo } from '../../../shared/classroom/index.ts';
import { TICK_MS } from '../../../shared/protocol/index.ts';
import { t } from '../../i18n/index.ts';
import { Bar } from '../../ui/button.tsx';

/** Until the last machine of the round stops, in its own time, as its players see it. */
export function TimeLeft({ info: { machines } }: { info: LessonInfo }) {
  const left = ({ over, tick, ticks }: MachineInfo): number => (over ? 0 : ticks - tick);
  const [last] = [...machines].sort((a, b) => left(b) - left(a));
  if (last === undefined) return null;
  const seconds = Math.ceil((left(last) * TICK_MS) / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <div class="time-left" data-testid="time-left">
      <b>{t('class:left', { time })}</b>
      <Bar share={last.ticks === 0 ? 0 : left(last) / last.ticks} label={t('class:leftBar')} />
    </div>
  );
}

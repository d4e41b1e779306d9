/** A question before a whole room: its board beside what may be answered; afterwards what all gave beside the why. */
import type { ComponentChildren, VNode } from 'preact';
import { answerText, type Say } from '../../../shared/drills/index.ts';
import type { RaceShown, Tally } from '../../../shared/race/index.ts';
import { has, t } from '../../i18n/index.ts';
import { Bar } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { tell } from '../drills/words.ts';

/** Different answers shown with a bar each; what is left is told as a number. */
const MOST_BARS = 8;

export const optionsOf = (form: {
  type: string;
  options?: readonly Say[];
  items?: readonly Say[];
}): readonly Say[] => form.options ?? form.items ?? [];

export function OnTheBoard({ options, board }: { options: readonly Say[]; board: VNode }) {
  return (
    <div class={options.length > 0 ? 'race-open split' : 'race-open'}>
      {board}
      {options.length > 0 && (
        <ul class="race-options">
          {options.map((option, at) => (
            <li key={at} class="card">
              {tell(option)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ToldProps {
  shown: RaceShown;
  stepper: VNode;
  board: VNode;
  /** What stands below what all gave. */
  children?: ComponentChildren;
}

export function Told({ shown, stepper, board, children }: ToldProps) {
  return (
    <div class="race-shown">
      <section aria-labelledby="gave">
        <h2 id="gave">{t('drills:ui.race.gave')}</h2>
        <Tallies shown={shown} />
        {children}
      </section>
      <section aria-labelledby="why">
        <h2 id="why">{t('drills:ui.race.why')}</h2>
        {stepper}
        {board}
      </section>
    </div>
  );
}

function Tallies({ shown }: { shown: RaceShown }) {
  const tally = shown.tally ?? [];
  const all = tally.reduce((sum, { count }) => sum + count, 0);
  // The right one and the most given, however many there are, in the order of the tally.
  const weight = ({ right, count }: Tally): number => (right ? Number.POSITIVE_INFINITY : count);
  const chosen = new Set([...tally].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_BARS));
  const kept = tally.filter((one) => chosen.has(one));
  const rest = all - kept.reduce((sum, { count }) => sum + count, 0);
  return (
    <ul class="race-tally" data-testid="tally">
      {kept.map((one, at) => (
        <TallyRow key={at} one={one} all={all} text={answerText(shown, one.answer, tell, true)} />
      ))}
      {rest > 0 && <li class="muted">{t('drills:ui.race.rest', { count: rest })}</li>}
    </ul>
  );
}

function TallyRow({ one, all, text }: { one: Tally; all: number; text: string }) {
  const belief = one.misconception === null ? null : `drills:misconception.${one.misconception}`;
  return (
    <li class={one.right ? 'right' : ''}>
      <span class="row">
        {one.right && <Icon name="check" size={18} />}
        <span class="grow">{text}</span>
        <b class="mono">{one.count}</b>
      </span>
      <Bar share={all === 0 ? 0 : one.count / all} label={t('drills:ui.race.share', { text })} />
      {one.count > 0 && belief !== null && has(belief) && <small>{t(belief)}</small>}
    </li>
  );
}

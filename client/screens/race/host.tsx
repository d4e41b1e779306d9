/** A round on the host's screen, which a whole room looks at: the question, how many have answered, then what they gave. */
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { answerText, type Say } from '../../../shared/drills/index.ts';
import type { RaceShown, Tally } from '../../../shared/race/index.ts';
import { has, t } from '../../i18n/index.ts';
import { asked, lead, race, shown } from '../../net/race.ts';
import { Bar, Button } from '../../ui/button.tsx';
import { ConceptLink } from '../../ui/conceptLink.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Ask } from '../drills/question.tsx';
import { tell } from '../drills/words.ts';
import { BriefStanding, Everybody } from './standing.tsx';

/** Different answers shown with a bar each; what is left is told as a number. */
const MOST_BARS = 8;

export function HostRound() {
  const { rounds } = race.value!;
  const over = shown.value;
  const { question, round } = (asked.value ?? over)!;
  return (
    <div class="race-host">
      <Ask key={round} question={question} at={round} count={rounds} steps={over?.steps ?? null} still>
        {({ board, stepper }) =>
          over !== null && stepper !== null ? (
            <Shown shown={over} stepper={stepper} board={board} />
          ) : (
            <Open options={optionsOf(question.form)} board={board} />
          )
        }
      </Ask>
    </div>
  );
}

const optionsOf = (form: {
  type: string;
  options?: readonly Say[];
  items?: readonly Say[];
}): readonly Say[] => form.options ?? form.items ?? [];

function Open({ options, board }: { options: readonly Say[]; board: VNode }) {
  const here = race.value!.racers.filter(({ present, gone }) => present && !gone);
  const answered = race.value!.racers.filter((racer) => racer.answered).length;
  const all = Math.max(answered, here.length);
  return (
    <>
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
      <div class="race-bar row wrap">
        <p role="status" data-testid="race-answered">
          {t('drills:ui.race.answered', { count: answered, all })}
        </p>
        <Bar share={all === 0 ? 0 : answered / all} label={t('drills:ui.race.progress')} />
        <Button testId="race-show" onClick={() => void lead({ do: 'show' })}>
          {t('drills:ui.race.show')}
        </Button>
        <People />
      </div>
    </>
  );
}

function Shown({ shown, stepper, board }: { shown: RaceShown; stepper: VNode; board: VNode }) {
  const { round, rounds } = race.value!;
  const { concept } = shown.question;
  return (
    <>
      <div class="race-shown">
        <section aria-labelledby="gave">
          <h2 id="gave">{t('drills:ui.race.gave')}</h2>
          <Tallies shown={shown} />
          <BriefStanding />
        </section>
        <section aria-labelledby="why">
          <h2 id="why">{t('drills:ui.race.why')}</h2>
          {stepper}
          {board}
        </section>
      </div>
      <div class="race-bar row wrap">
        <Button kind="main" testId="race-next" onClick={() => void lead({ do: 'next' })}>
          {t(round + 1 < rounds ? 'drills:ui.race.goOn' : 'drills:ui.race.finish')}
          <Icon name="forward" />
        </Button>
        <p class="grow">
          {t('drills:ui.readOn')} <ConceptLink id={concept} apart />
        </p>
        <People />
      </div>
    </>
  );
}

/** The way to the standing of all, where somebody can be taken out. */
function People() {
  const open = useSignal(false);
  return (
    <>
      <Button
        kind="quiet"
        testId="race-people"
        onClick={() => {
          open.value = true;
        }}
      >
        {t('drills:ui.race.people')}
      </Button>
      {open.value && (
        <Everybody
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
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

/** A round on the host's screen, which a whole room looks at: the question, how many have answered, then what they gave. */
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Say } from '../../../shared/drills/index.ts';
import type { RaceShown } from '../../../shared/race/index.ts';
import { t } from '../../i18n/index.ts';
import { asked, lead, race, shown } from '../../net/race.ts';
import { Bar, Button } from '../../ui/button.tsx';
import { ConceptLink } from '../../ui/conceptLink.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Ask } from '../drills/question.tsx';
import { BriefStanding, Everybody } from './standing.tsx';
import { OnTheBoard, optionsOf, Told } from './told.tsx';

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

function Open({ options, board }: { options: readonly Say[]; board: VNode }) {
  const here = race.value!.racers.filter(({ present, gone }) => present && !gone);
  const answered = race.value!.racers.filter((racer) => racer.answered).length;
  const all = Math.max(answered, here.length);
  return (
    <>
      <OnTheBoard options={options} board={board} />
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
      <Told shown={shown} stepper={stepper} board={board}>
        <BriefStanding />
      </Told>
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

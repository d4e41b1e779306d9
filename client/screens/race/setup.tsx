/** Opening a race: what it asks about, how many questions, how hard, and whether speed counts. */
import { signal } from '@preact/signals';
import { LEVELS, type Level, SETS } from '../../../shared/drills/index.ts';
import { RIGHT_POINTS, SPEED_POINTS } from '../../../shared/race/index.ts';
import { t } from '../../i18n/index.ts';
import { openRace } from '../../net/race.ts';
import { go } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Plain } from '../plain.tsx';

const ROUNDS = [5, 10, 15] as const;

const set = signal('exam');
const rounds = signal<number>(ROUNDS[0]);
const level = signal<Level>(1);
const speed = signal(true);
/** 'busy' while it is being opened, else the key of what went wrong. */
const opening = signal('');

async function open(): Promise<void> {
  opening.value = 'busy';
  const made = await openRace({
    set: set.peek(),
    rounds: rounds.peek(),
    level: level.peek(),
    speed: speed.peek(),
  });
  opening.value = 'error' in made ? made.error : '';
  if ('code' in made) go(`#/race/${made.code}`);
}

export function Setup() {
  return (
    <Plain>
      <h1>{t('drills:ui.race.title')}</h1>
      <p class="lead">{t('drills:ui.race.lead')}</p>
      <Choice
        name="about"
        values={Object.keys(SETS)}
        chosen={set.value}
        onChoose={(id) => {
          set.value = id;
        }}
        say={(id) => t(`drills:ui.sets.${id}`)}
      />
      <Choice
        name="rounds"
        values={ROUNDS}
        chosen={rounds.value}
        onChoose={(count) => {
          rounds.value = count;
        }}
        say={String}
      />
      <Choice
        name="hard"
        values={LEVELS}
        chosen={level.value}
        onChoose={(one) => {
          level.value = one;
        }}
        say={(one) => t(`drills:ui.race.level.${one}`)}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={speed.value}
          data-testid="race-speed"
          onChange={(event) => {
            speed.value = event.currentTarget.checked;
          }}
        />
        {t('drills:ui.race.speed', { most: SPEED_POINTS, right: RIGHT_POINTS })}
      </label>
      {opening.value.startsWith('error') && (
        <p class="notice" role="alert">
          {t(opening.value)}
        </p>
      )}
      <p>
        <Button
          kind="main"
          testId="race-open"
          disabled={opening.value === 'busy'}
          onClick={() => void open()}
        >
          {t('drills:ui.race.open')}
        </Button>
      </p>
    </Plain>
  );
}

interface ChoiceProps<T> {
  name: string;
  values: readonly T[];
  chosen: T;
  onChoose: (value: T) => void;
  say: (value: T) => string;
}

function Choice<T extends string | number>({ name, values, chosen, onChoose, say }: ChoiceProps<T>) {
  return (
    <fieldset class="choices">
      <legend>{t(`drills:ui.race.${name}`)}</legend>
      {values.map((value) => (
        <Button
          key={value}
          pressed={value === chosen}
          testId={`${name}-${value}`}
          onClick={() => onChoose(value)}
        >
          {say(value)}
        </Button>
      ))}
    </fieldset>
  );
}

/** What can be set of a part of a plan: fields that can't hold what the schema would refuse, but for an empty text. */
import { type Activity, LONGEST_TALK, PLAN_BOUNDS, TALKS } from '../../../shared/classroom/index.ts';
import { CONCEPT_IDS, type ConceptId } from '../../../shared/concepts/index.ts';
import { LEVELS, SETS } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { LESSONS, minutesOf } from '../lessons.ts';
import { OWN, type Patch } from './ownPlan.ts';

type Of<Kind extends Activity['do']> = Extract<Activity, { do: Kind }>;
interface Props<Kind extends Activity['do']> {
  activity: Of<Kind>;
  onSet: (patch: Patch) => void;
}

const SCENARIOS = ['classic', ...LESSONS.map(({ id }) => id)];
/** What a whole class fits into. */
const BIG = ['the-whole-machine', 'classic'];

export function PartFields({ activity, onSet }: Props<Activity['do']>) {
  return (
    <div class="part-fields">
      {activity.do === 'machines' && <MachineFields activity={activity} onSet={onSet} />}
      {activity.do === 'big' && <BigFields activity={activity} onSet={onSet} />}
      {activity.do === 'drills' && <DrillFields activity={activity} onSet={onSet} />}
      {activity.do === 'talk' && <TalkFields activity={activity} onSet={onSet} />}
    </div>
  );
}

interface MinutesProps {
  activity: Activity;
  onSet: (patch: Patch) => void;
}

const Minutes = ({ activity, onSet }: MinutesProps) => (
  <Count name="minutes" value={activity.minutes} onPick={(minutes) => onSet({ minutes })} />
);

function BigFields({ activity, onSet }: Props<'big'>) {
  return (
    <>
      <Pick
        name="scenario"
        wide
        value={activity.scenario}
        values={BIG}
        say={(id) => t(`scenario.${id}`)}
        onPick={(scenario) => onSet({ scenario })}
      />
      <Minutes activity={activity} onSet={onSet} />
      <Tick name="policies" on={activity.policies} onPick={(policies) => onSet({ policies })} />
    </>
  );
}

function MachineFields({ activity, onSet }: Props<'machines'>) {
  const { scenario, rounds, size } = activity;
  return (
    <>
      <Pick
        name="scenario"
        wide
        value={scenario}
        values={SCENARIOS}
        say={(id) => t(`scenario.${id}`)}
        onPick={(id) => onSet({ scenario: id })}
      />
      <Minutes activity={activity} onSet={onSet} />
      <Count name="size" value={size} onPick={(count) => onSet({ size: count })} />
      <Count name="rounds" value={rounds} onPick={(count) => onSet({ rounds: count })} />
      <p class="small muted part-wide">
        {t('class:planner.takes', { count: rounds, minutes: minutesOf(scenario) })}
      </p>
    </>
  );
}

function DrillFields({ activity, onSet }: Props<'drills'>) {
  const { set, concepts = [] } = activity;
  const about = (id: string): void => {
    const ticked = id === OWN && set !== undefined && set !== 'exam' ? [...SETS[set]!] : [];
    onSet(id === OWN ? { set: undefined, concepts: ticked } : { set: id, concepts: undefined });
  };
  return (
    <>
      <Pick
        name="about"
        wide
        value={set ?? OWN}
        values={[...Object.keys(SETS), OWN]}
        say={(id) => t(id === OWN ? 'class:planner.concepts' : `drills:ui.sets.${id}`)}
        onPick={about}
      />
      <Minutes activity={activity} onSet={onSet} />
      <Count name="questions" value={activity.questions} onPick={(questions) => onSet({ questions })} />
      <Pick
        name="level"
        value={activity.level}
        values={LEVELS}
        say={(level) => t(`drills:ui.race.level.${level}`)}
        onPick={(level) => onSet({ level })}
      />
      <Tick name="speed" on={activity.speed} onPick={(speed) => onSet({ speed })} />
      {set === undefined && <Concepts chosen={concepts} onChoose={(list) => onSet({ concepts: list })} />}
    </>
  );
}

interface ConceptsProps {
  chosen: readonly ConceptId[];
  onChoose: (concepts: ConceptId[]) => void;
}

/** Concepts to tick, in the registry's order. */
function Concepts({ chosen, onChoose }: ConceptsProps) {
  const toggle = (id: ConceptId): void =>
    onChoose(CONCEPT_IDS.filter((one) => (one === id) !== chosen.includes(one)));
  return (
    <fieldset class="choices part-wide">
      <legend>{t('class:planner.field.concepts', { count: chosen.length })}</legend>
      <div class="part-concepts">
        {CONCEPT_IDS.map((id) => (
          <label key={id} class="check">
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
            {t(`concept.${id}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function TalkFields({ activity, onSet }: Props<'talk'>) {
  const { talk, text } = activity;
  return (
    <>
      <Pick
        name="talk"
        wide
        value={talk ?? OWN}
        values={[...TALKS, OWN]}
        say={(id) => t(id === OWN ? 'class:planner.text' : `class:talk.${id}`)}
        onPick={(id) => onSet(id === OWN ? { talk: undefined, text: '' } : { talk: id, text: undefined })}
      />
      <Minutes activity={activity} onSet={onSet} />
      {talk === undefined && (
        <label class="field part-wide">
          {t('class:planner.field.text')}
          <input
            class="input"
            maxLength={LONGEST_TALK}
            defaultValue={text}
            onChange={(event) => onSet({ text: event.currentTarget.value.trim() })}
          />
        </label>
      )}
    </>
  );
}

interface TickProps {
  name: 'policies' | 'speed';
  on: boolean;
  onPick: (on: boolean) => void;
}

const Tick = ({ name, on, onPick }: TickProps) => (
  <label class="check part-wide">
    <input type="checkbox" checked={on} onChange={(event) => onPick(event.currentTarget.checked)} />
    {t(`class:planner.field.${name}`)}
  </label>
);

interface CountProps {
  name: 'minutes' | 'questions' | 'rounds' | 'size';
  value: number;
  onPick: (value: number) => void;
}

/** A figure of the plan, within its bounds. */
function Count({ name, value, onPick }: CountProps) {
  const [least, most] = PLAN_BOUNDS[name];
  const values = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  return <Pick name={name} value={value} values={values} say={String} onPick={onPick} />;
}

interface PickProps<T> {
  name: string;
  value: T;
  values: readonly T[];
  say: (value: T) => string;
  onPick: (value: T) => void;
  wide?: boolean;
}

function Pick<T extends string | number>({ name, value, values, say, onPick, wide = false }: PickProps<T>) {
  // One that a file brought along and the list doesn't have is shown as it is.
  const all = values.includes(value) ? values : [value, ...values];
  return (
    <label class={wide ? 'field part-wide' : 'field'}>
      {t(`class:planner.field.${name}`)}
      <select
        class="input"
        value={value}
        data-testid={`set-${name}`}
        onChange={(event) => onPick(all[event.currentTarget.selectedIndex]!)}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

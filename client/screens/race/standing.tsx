/** Everybody's place: the first few between rounds, all of them at the end. */
import { placesOf } from '../../../shared/race/index.ts';
import { t } from '../../i18n/index.ts';
import { me, race } from '../../net/race.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Remove } from './lobby.tsx';

const BRIEF = 5;
/** Rows of a column, beyond which another is begun, and the most columns. */
const TALL = 10;
const COLUMNS = 3;

interface Row {
  number: number;
  name: string;
  place: number;
  right: number;
  score: number;
}

/** Who is in the race, the first of them first. */
function ranked(): Row[] {
  const here = race.value!.racers.map((racer, number) => ({ ...racer, number })).filter(({ gone }) => !gone);
  const places = placesOf(here.map(({ score }) => score));
  return here
    .map((racer, at) => ({ ...racer, place: places[at]! }))
    .sort((a, b) => a.place - b.place || a.name.localeCompare(b.name));
}

/** As equal columns, no more than are needed. */
function columnsOf(rows: readonly Row[]): Row[][] {
  const count = Math.min(COLUMNS, Math.max(1, Math.ceil(rows.length / TALL)));
  const tall = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, at) => rows.slice(at * tall, (at + 1) * tall));
}

/** The first few, between the questions. */
export function BriefStanding() {
  return (
    <section class="stack" data-testid="race-standing">
      <h2>{t('drills:ui.race.standing')}</h2>
      <Places rows={ranked().slice(0, BRIEF)} />
    </section>
  );
}

/** Everybody with a way out, on the host's screen while the race goes on. */
export function Everybody({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('drills:ui.race.standing')} onClose={onClose} testId="race-everybody">
      <Places rows={ranked()} removable />
      <Button kind="quiet" onClick={onClose}>
        {t('drills:ui.race.closeIt')}
      </Button>
    </Dialog>
  );
}

export function Standing() {
  const rows = ranked();
  const own = rows.find(({ number }) => number === me.value?.racer);
  return (
    <section class="stack" data-testid="race-over">
      <Heading>{t('drills:ui.race.over')}</Heading>
      {own !== undefined && (
        <p class="lead">{t('drills:ui.race.own', { place: own.place, score: own.score })}</p>
      )}
      <div class="race-columns">
        {columnsOf(rows).map((column, at) => (
          <Places key={at} rows={column} />
        ))}
      </div>
      <p class="row wrap">
        <a class="button main" href="#/drills">
          {t('drills:ui.race.practise')}
        </a>
        <a class="button quiet" href="#/race" data-testid="race-again">
          {t('drills:ui.race.again')}
        </a>
      </p>
    </section>
  );
}

function Places({ rows, removable = false }: { rows: readonly Row[]; removable?: boolean }) {
  return (
    <table class="race-standing">
      <thead>
        <tr>
          {['place', 'name', 'right', 'score'].map((head) => (
            <th key={head} scope="col">
              {t(`drills:ui.race.${head}`)}
            </th>
          ))}
          {removable && <td />}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, name, place, right, score }) => (
          <tr key={number} class={number === me.value?.racer ? 'mine' : ''}>
            <td class="mono">{place}</td>
            <th scope="row">{name}</th>
            <td class="mono">
              {right} / {race.value!.done}
            </td>
            <td class="mono">{score}</td>
            {removable && (
              <td>
                <Remove racer={number} name={name} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

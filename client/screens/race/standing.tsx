/** Everybody's place: the first few between rounds, all of them at the end. */
import { placesOf } from '../../../shared/race/index.ts';
import { t } from '../../i18n/index.ts';
import { me, race } from '../../net/race.ts';

const BRIEF = 5;

export function Standing({ brief = false }: { brief?: boolean }) {
  const { racers, done, phase } = race.value!;
  const here = racers.map((racer, number) => ({ ...racer, number })).filter(({ gone }) => !gone);
  const places = placesOf(here.map(({ score }) => score));
  const rows = here
    .map((racer, at) => ({ ...racer, place: places[at]! }))
    .sort((a, b) => a.place - b.place || a.name.localeCompare(b.name));
  const own = rows.find(({ number }) => number === me.value?.racer);
  return (
    <section class="stack" data-testid={phase === 'over' ? 'race-over' : 'race-standing'}>
      {brief ? <h2>{t('drills:ui.race.standing')}</h2> : <h1>{t('drills:ui.race.over')}</h1>}
      {!brief && own !== undefined && (
        <p class="lead">{t('drills:ui.race.own', { place: own.place, score: own.score })}</p>
      )}
      <table class="race-standing">
        <thead>
          <tr>
            {['place', 'name', 'right', 'score'].map((head) => (
              <th key={head} scope="col">
                {t(`drills:ui.race.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, brief ? BRIEF : rows.length).map(({ number, name, place, right, score }) => (
            <tr key={number} class={number === me.value?.racer ? 'mine' : ''}>
              <td class="mono">{place}</td>
              <th scope="row">{name}</th>
              <td class="mono">
                {right} / {done}
              </td>
              <td class="mono">{score}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!brief && (
        <p class="row wrap">
          <a class="button main" href="#/drills">
            {t('drills:ui.race.practise')}
          </a>
          <a class="button quiet" href="#/race" data-testid="race-again">
            {t('drills:ui.race.again')}
          </a>
        </p>
      )}
    </section>
  );
}

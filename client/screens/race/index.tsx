/** A live race: opening one, the way in, and by its phase the lobby, the questions and the standing. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/index.ts';
import { playerName } from '../../net/create.ts';
import { asked, enterRace, me, race, shown } from '../../net/race.ts';
import { ticketOf } from '../../net/resume.ts';
import { Behind } from '../behind.tsx';
import { NameField } from '../join.tsx';
import { Plain } from '../plain.tsx';
import { HostRound } from './host.tsx';
import { RaceLobby } from './lobby.tsx';
import { RacerRound } from './racer.tsx';
import { Setup } from './setup.tsx';
import { Standing } from './standing.tsx';

export function Race({ code }: { code: string }) {
  return code === '' ? <Setup /> : <Entrance key={code} code={code} />;
}

/** Who has no place in the race yet and no name either is asked for one. */
function Entrance({ code }: { code: string }) {
  const { token, hostKey } = ticketOf(code);
  const named = useSignal(playerName.peek().trim() !== '' || token !== '' || hostKey !== '');
  useEffect(() => {
    if (named.value) enterRace(code, playerName.peek().trim());
  }, [code, named.value]);
  if (!named.value) {
    return (
      <Plain>
        <h1>{t('drills:ui.race.enter', { code })}</h1>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            named.value = playerName.peek().trim() !== '';
          }}
        >
          <NameField />
          <div>
            <button type="submit" class="button main" data-testid="join-button">
              {t('join.go')}
            </button>
          </div>
        </form>
      </Plain>
    );
  }
  return <RacePage code={code} />;
}

/** A race that one is in, or on the way to; by oneself, or sent there by a class. */
export function RacePage({ code, inClass = false }: { code: string; inClass?: boolean }) {
  return (
    <Behind code={code} ready={me.value !== null && race.value !== null}>
      <Phase inClass={inClass} />
    </Behind>
  );
}

function Phase({ inClass }: { inClass: boolean }) {
  const phase = race.value?.phase;
  const host = me.value?.host === true;
  if (phase === 'lobby') return <RaceLobby inClass={inClass} />;
  if (phase === 'over') {
    return (
      <Plain wide>
        <Standing />
      </Plain>
    );
  }
  if (asked.value === null && shown.value === null) return null;
  return <Plain wide={host}>{host ? <HostRound /> : <RacerRound />}</Plain>;
}

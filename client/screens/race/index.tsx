/** A live race: opening one, the way in, and by its phase the lobby, the questions and the standing. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/index.ts';
import { kindOfRoom } from '../../net/codes.ts';
import { playerName } from '../../net/create.ts';
import { asked, enterRace, leaveRace, me, race, shown } from '../../net/race.ts';
import { ticketOf } from '../../net/resume.ts';
import { link } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { Behind } from '../behind.tsx';
import { NameField } from '../join.tsx';
import { Lost } from '../lost.tsx';
import { Plain } from '../plain.tsx';
import { HostRound } from './host.tsx';
import { RaceLobby } from './lobby.tsx';
import { RacerRound } from './racer.tsx';
import { Setup } from './setup.tsx';
import { Standing } from './standing.tsx';

export function Race({ code }: { code: string }) {
  return code === '' ? <Setup /> : <Entrance key={code} code={code} />;
}

/** Who has no place in the race yet, and no name either or was taken out of it, is asked for one. */
function Entrance({ code }: { code: string }) {
  const { token, hostKey, out } = ticketOf(code);
  const known = token !== '' || hostKey !== '';
  const named = useSignal(known || (playerName.peek().trim() !== '' && !out));
  useEffect(() => {
    if (named.value) enterRace(code, playerName.peek().trim());
  }, [code, named.value]);
  if (!named.value) {
    return (
      <Asked
        code={code}
        onNamed={() => {
          named.value = true;
        }}
      />
    );
  }
  if (link.value === 'removed') {
    return (
      <Out
        onAgain={() => {
          leaveRace();
          named.value = false;
        }}
      />
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

/** Asks for a name, once it is known that the code leads somewhere. */
function Asked({ code, onNamed }: { code: string; onNamed: () => void }) {
  const kind = useSignal<string | null | undefined>(undefined);
  useEffect(() => {
    void kindOfRoom(code).then((found) => {
      kind.value = found;
    });
  }, [code]);
  if (kind.value === 'none') {
    return (
      <Lost title={t('lost.code', { code })} text={t('lost.codeText')}>
        <a class="button main" href="#/join">
          {t('join.title')}
        </a>
      </Lost>
    );
  }
  const join = (event: Event): void => {
    event.preventDefault();
    if (playerName.peek().trim() !== '') onNamed();
  };
  return (
    <Plain>
      <h1>{t('drills:ui.race.enter', { code })}</h1>
      {kind.value === undefined ? (
        <div class="skeleton" aria-busy="true" />
      ) : (
        <form class="stack" onSubmit={join}>
          <NameField />
          <div>
            <button type="submit" class="button main" data-testid="join-button">
              {t('join.go')}
            </button>
          </div>
        </form>
      )}
    </Plain>
  );
}

/** In place of the race for whom the host took out. */
function Out({ onAgain }: { onAgain: () => void }) {
  return (
    <Lost title={t('banner.removed.title')} text={t('drills:ui.race.out')}>
      <Button kind="main" testId="join-again" onClick={onAgain}>
        {t('banner.removed.button')}
      </Button>
    </Lost>
  );
}

function Phase({ inClass }: { inClass: boolean }) {
  const phase = race.value?.phase;
  const host = me.value?.host === true;
  if (phase === 'lobby') return <RaceLobby inClass={inClass} />;
  if (phase === 'over') {
    return (
      <Plain wide>
        <div class={host ? 'race-host' : ''}>
          <Standing />
        </div>
      </Plain>
    );
  }
  if (asked.value === null && shown.value === null) return null;
  return <Plain wide={host}>{host ? <HostRound /> : <RacerRound inClass={inClass} />}</Plain>;
}

/**
 * Before the match: the code in type that can be read from the back row, a QR picture, who sits where, and
 * the host's start.
 */
import { has, t } from '../i18n/index.ts';
import { playerName } from '../net/create.ts';
import { ticketOf } from '../net/resume.ts';
import { room, welcome } from '../net/store.ts';
import { Button } from '../ui/button.tsx';
import { Swatch } from '../ui/hatch.tsx';
import { Icon } from '../ui/icons.tsx';
import { Invite } from './invite.tsx';
import { NameField } from './join.tsx';
import { ask, type SeatInfo } from './lobbyActions.ts';
import { Plain } from './plain.tsx';

const KERNELS = ['idle', 'grant-only', 'sloppy', 'random', 'fifo', 'clock', 'lru', 'guided'] as const;
const PROCESSES = ['greedy', 'careful', 'leaky', 'prober'] as const;

export function Lobby() {
  const info = room.value;
  const me = welcome.value;
  if (info === null || me === null) return null;
  return (
    <Plain wide>
      <div class={me.host ? 'lobby' : 'lobby guest'}>
        <Invite code={info.code} url={me.url}>
          {me.host && <WatchLink code={info.code} />}
        </Invite>
        <section class="stack" aria-labelledby="seats">
          <div class="spread">
            <h1 id="seats">{t('lobby.title')}</h1>
            <p class="muted">{t(`scenario.${info.scenario}`)}</p>
          </div>
          <p class="lead">{t(me.seat < 0 ? 'lobby.standing' : 'lobby.sitting')}</p>
          <ul class="seats">
            {info.seats.map((seat) => (
              <Seat
                key={seat.index}
                seat={seat}
                mine={seat.index === me.seat}
                host={me.host}
                watching={me.seat < 0}
              />
            ))}
          </ul>
          <Rename />
          <Start host={me.host} />
        </section>
      </div>
    </Plain>
  );
}

function Start({ host }: { host: boolean }) {
  if (!host) return <p class="notice">{t('lobby.wait')}</p>;
  return (
    <div class="row wrap">
      <Button kind="main" testId="start" onClick={() => void ask({ do: 'start' })}>
        <Icon name="play" />
        {t('lobby.start')}
      </Button>
      <p class="muted">{t('lobby.startNote')}</p>
    </div>
  );
}

function Rename() {
  const name = playerName.value.trim();
  return (
    <form
      class="row end"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '') void ask({ do: 'name', name });
      }}
    >
      <NameField />
      <button type="submit" class="button" disabled={name === ''}>
        {t('lobby.rename')}
      </button>
    </form>
  );
}

interface SeatProps {
  seat: SeatInfo;
  mine: boolean;
  host: boolean;
  watching: boolean;
}

function Seat({ seat, mine, host, watching }: SeatProps) {
  const kinds: readonly string[] = seat.index === 0 ? KERNELS : PROCESSES;
  const role = t(seat.index === 0 ? 'role.kernel' : 'role.process');
  const who = seat.taken
    ? seat.name || t('role.guest')
    : host || seat.ai === ''
      ? t('lobby.ai')
      : t('lobby.aiKind', { kind: aiName(seat.ai) });
  return (
    <li class={`card seat ${seat.taken ? '' : 'dashed'}`} data-testid={`seat-${seat.index}`}>
      <Swatch pid={seat.index} />
      <div class="who">
        <p class="seat-name">{who}</p>
        <p class="small muted">
          {role}
          {mine && ` · ${t('lobby.you')}`}
          {seat.taken && !seat.connected && ` · ${t('lobby.away')}`}
        </p>
      </div>
      {!seat.taken && host && (
        <label>
          <span class="hidden">{t('lobby.kind', { seat: role })}</span>
          <select
            class="input"
            value={seat.ai}
            onChange={(event) => void ask({ do: 'ai', seat: seat.index, ai: event.currentTarget.value })}
          >
            <option value="">{t('lobby.usual')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {aiName(kind)}
              </option>
            ))}
          </select>
        </label>
      )}
      {!seat.taken && !watching && (
        <Button testId={`sit-${seat.index}`} onClick={() => void ask({ do: 'sit', seat: seat.index })}>
          {t('lobby.sit')}
        </Button>
      )}
    </li>
  );
}

/** The name of a kind of AI; its own id when the locale has none. */
const aiName = (kind: string): string => (has(`ai.${kind}`) ? t(`ai.${kind}`) : kind);

function WatchLink({ code }: { code: string }) {
  const key = ticketOf(code).hostKey;
  if (key === '') return null;
  return (
    <p class="small">
      <a class="button" href={`#/watch/${code}?key=${key}`} target="_blank" rel="noreferrer">
        <Icon name="eye" />
        {t('lobby.watch')}
      </a>
    </p>
  );
}

/** A class behind its code: the way in with a name, then the teacher's desk or the student's place. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/index.ts';
import { classroom, enterClass, leaveClass, me, retryClass, type Wish } from '../../net/class.ts';
import { kindOfRoom } from '../../net/codes.ts';
import { loadSession, playerName, rename } from '../../net/create.ts';
import { keepTicket, ticketOf } from '../../net/resume.ts';
import { classLink } from '../../net/store.ts';
import { cleanCode } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Behind } from '../behind.tsx';
import { NameField, TextField } from '../join.tsx';
import { Lost } from '../lost.tsx';
import { Plain } from '../plain.tsx';
import { Student } from './student.tsx';
import { Teacher } from './teacher.tsx';

export function ClassPage({ code }: { code: string }) {
  const { token, hostKey } = ticketOf(code);
  const wish = useSignal<Wish | null>(token !== '' || hostKey !== '' ? { name: '' } : null);
  useEffect(() => {
    if (wish.value === null) return;
    enterClass(code, wish.value);
    return leaveClass;
  }, [code, wish.value]);
  const link = classLink.state.value;
  if (wish.value === null || link === 'failed') {
    return (
      <Entrance
        code={code}
        tried={wish.value?.rejoin ?? ''}
        onEnter={(made) => {
          wish.value = made;
        }}
      />
    );
  }
  if (link === 'banned') return <Out why="banned" />;
  if (link === 'taken' || link === 'removed') {
    return (
      <Out
        why={link}
        onBack={() => {
          if (link === 'taken') retryClass();
          else {
            keepTicket(code, { token: '' });
            wish.value = null;
          }
        }}
      />
    );
  }
  const ready = me.value !== null && classroom.value !== null;
  return (
    <Behind code={code} link={classLink} retry={retryClass} ready={ready}>
      {me.value?.teacher ? <Teacher /> : <Student />}
    </Behind>
  );
}

/** In place of the class for whom another device, or the teacher, has put out. The room that one was in is left, too. */
function Out({ why, onBack }: { why: 'taken' | 'removed' | 'banned'; onBack?: () => void }) {
  useEffect(() => void loadSession().then((session) => session.leave()), []);
  return (
    <Lost title={t(`class:out.${why}.title`)} text={t(`class:out.${why}.text`)}>
      {onBack && (
        <Button kind="main" testId="class-back" onClick={onBack}>
          {t(`class:out.${why}.go`)}
        </Button>
      )}
    </Lost>
  );
}

interface EntranceProps {
  code: string;
  /** The code for another device that led nowhere. */
  tried: string;
  onEnter: (wish: Wish) => void;
}

/** A name, of one's own or made up; or the code that leads back from another device. */
function Entrance({ code, tried, onEnter }: EntranceProps) {
  const there = useSignal(true);
  useEffect(() => {
    void kindOfRoom(code).then((kind) => {
      there.value = kind !== 'none';
    });
  }, [code]);
  const moving = useSignal(tried !== '');
  const typed = useSignal(tried);
  const real = useSignal('');
  const refused = classLink.state.value === 'failed' ? classLink.turnedAway.value : 0;
  if (!there.value) return <Lost title={t('lost.code', { code })} text={t('lost.codeText')} />;
  return (
    <Plain>
      <h1>{t('class:enter.title', { code })}</h1>
      {refused !== 0 && (
        <p class="notice" role="alert" data-testid="class-refused">
          {t(
            [400, 401, 403, 409, 410, 423, 426].includes(refused)
              ? `class:enter.why.${refused}`
              : 'lost.serverText',
          )}
        </p>
      )}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const name = playerName.peek().trim();
          if (moving.value) onEnter({ name: '', rejoin: cleanCode(typed.value) });
          else if (name !== '') onEnter({ name, real: real.peek().trim() });
        }}
      >
        {moving.value ? <RejoinField typed={typed} /> : <Names real={real} />}
        <p class="row wrap">
          <button type="submit" class="button main" data-testid="join-button">
            {t('join.go')}
          </button>
          <Button
            kind="quiet"
            testId="moving"
            onClick={() => {
              moving.value = !moving.value;
            }}
          >
            {t(moving.value ? 'class:enter.new' : 'class:enter.moved')}
          </Button>
        </p>
      </form>
      <p class="muted">{t('class:enter.note')}</p>
    </Plain>
  );
}

function RejoinField({ typed }: { typed: Signal<string> }) {
  return (
    <label class="field">
      {t('class:enter.rejoin')}
      <input
        class="input mono"
        data-testid="rejoin-input"
        autocomplete="off"
        autocapitalize="characters"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

/** What one is called in the class, made up if one likes, and for the teacher alone. */
function Names({ real }: { real: Signal<string> }) {
  return (
    <>
      <div class="row end wrap class-name">
        <NameField />
        <Button testId="nickname" onClick={() => rename(nickname())}>
          {t('class:enter.nickname')}
        </Button>
      </div>
      <TextField
        name="real"
        value={real.value}
        most={60}
        onType={(value) => {
          real.value = value;
        }}
      />
    </>
  );
}

/** Two friendly words and a digit. */
function nickname(): string {
  const pick = (key: string): string => {
    const words = t(`class:nick.${key}`).split(' ');
    return words[Math.floor(Math.random() * words.length)]!;
  };
  return `${pick('first')} ${pick('second')} ${2 + Math.floor(Math.random() * 8)}`.slice(0, 24);
}

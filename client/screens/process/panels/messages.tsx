/**
 * Talking to others (SY1): the mailbox, a number or a signal to somebody, the submission ring that carries several calls
 * through one crossing (SY2), and segments of shared memory.
 */
import { signal } from '@preact/signals';
import { MAX_RING, type ProcessView } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { hex2 } from '../../../ui/hex.ts';
import { Icon } from '../../../ui/icons.tsx';
import { letterOf } from '../../../ui/inks.ts';
import { nameOf } from '../../log.ts';
import { files } from '../choice.ts';
import { ask, NumberField, Part } from './ask.tsx';
import { callText, collect, leaveOut, ring, submit } from './ring.ts';

const MOST = 65_535;
const to = signal(0);
const value = signal(1);
const pages = signal(2);

export function Messages({ view }: { view: ProcessView }) {
  return (
    <>
      <Mailbox view={view} />
      <Send view={view} />
      <Ring />
      <Segments view={view} />
    </>
  );
}

function Mailbox({ view }: { view: ProcessView }) {
  const letters = view.mail.filter(({ from }) => from > 0).length;
  return (
    <Part name="mail" title={t('own.mail', { count: letters, of: view.mail.length })} rule="SY1">
      <ul class="entries">
        {view.mail.map(({ from, value: says }, index) =>
          from > 0 ? (
            <li key={index} class="entry mono" data-testid="letter">
              {t('own.letter', { who: letterOf(from), value: says })}
            </li>
          ) : (
            <li key={index} class="entry none">
              <span class="hidden">{t('own.noLetter')}</span>
            </li>
          ),
        )}
      </ul>
      <div class="row wrap">
        <Button testId="recv" off={letters === 0} onClick={() => void ask({ op: 'recv' })}>
          recv
        </Button>
        <Button label={t('own.toRing', { call: 'recv' })} onClick={() => collect({ op: 'recv' })}>
          {t('own.ringButton')}
        </Button>
      </div>
    </Part>
  );
}

function Send({ view }: { view: ProcessView }) {
  const others = view.roster.filter(({ pid }) => pid !== view.self[0].pid);
  const pid = others.some((one) => one.pid === to.value) ? to.value : (others[0]?.pid ?? 0);
  if (pid === 0) return null;
  const letter = { op: 'send', pid, value: value.value } as const;
  return (
    <Part name="send" title={t('own.send')}>
      <div class="row wrap">
        <label class="row small">
          {t('own.to')}
          <select
            class="input"
            value={pid}
            data-testid="send-to"
            onChange={(event) => {
              to.value = Number(event.currentTarget.value);
            }}
          >
            {others.map((one) => (
              <option key={one.pid} value={one.pid}>
                {`${letterOf(one.pid)} ${nameOf(one.pid)}`}
              </option>
            ))}
          </select>
        </label>
        <NumberField
          label={t('own.number')}
          value={value.value}
          max={MOST}
          testId="send-value"
          onInput={(typed) => {
            value.value = typed;
          }}
        />
      </div>
      <div class="row wrap">
        <Button testId="send" onClick={() => void ask(letter)}>
          send
        </Button>
        <Button testId="ring-send" label={t('own.toRing', { call: 'send' })} onClick={() => collect(letter)}>
          {t('own.ringButton')}
        </Button>
        <Button testId="usr1" onClick={() => void ask({ op: 'kill', pid, signal: 'SIGUSR1' })}>
          <span class="mono">SIGUSR1</span>
        </Button>
      </div>
      <p class="small">{t('own.usr1Note')}</p>
    </Part>
  );
}

function Ring() {
  const calls = ring.value;
  return (
    <Part name="ring" title={t('own.ring', { count: calls.length, of: MAX_RING })} rule="SY2">
      {calls.length === 0 && <p class="small">{t('own.ringEmpty')}</p>}
      <ol class="rows">
        {calls.map((call, index) => (
          // Calls have no name but their place.
          <li key={index} class="row">
            <span class="grow mono">{callText(call)}</span>
            <button
              type="button"
              class="button quiet"
              aria-label={t('own.leaveOut', { call: callText(call) })}
              onClick={() => leaveOut(index)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      <Button
        testId="submit"
        off={calls.length === 0}
        small={t('own.submitNote', { count: calls.length })}
        onClick={() => void submit()}
      >
        submit
      </Button>
    </Part>
  );
}

function Segments({ view }: { view: ProcessView }) {
  const { pages: most } = files.value;
  const there = view.segments.map((one, id) => ({ ...one, id })).filter((one) => one.pages > 0);
  return (
    <Part name="segments" title={t('own.segments')} rule="AS5">
      {there.length === 0 && <p class="small">{t('own.noSegments')}</p>}
      <ul class="rows">
        {there.map((one) => (
          <li key={one.id} class="row" data-testid="segment">
            <span class="grow">
              {t('own.segment', { id: one.id, count: one.pages })}{' '}
              <span class="small muted">
                {one.vpn < 0 ? t('own.detached') : t('own.attached', { page: hex2(one.vpn) })}
              </span>
            </span>
            {one.vpn < 0 ? (
              <Button onClick={() => void ask({ op: 'shm_attach', id: one.id })}>{t('own.attach')}</Button>
            ) : (
              <Button onClick={() => void ask({ op: 'shm_detach', id: one.id })}>{t('own.detach')}</Button>
            )}
          </li>
        ))}
      </ul>
      <div class="row wrap">
        <NumberField
          label={t('process.more.pages')}
          value={Math.min(pages.value, most)}
          min={1}
          max={most}
          onInput={(typed) => {
            pages.value = typed;
          }}
        />
        <Button
          testId="shm-open"
          onClick={() => void ask({ op: 'shm_open', pages: Math.min(pages.peek(), most) })}
        >
          shm_open
        </Button>
      </div>
    </Part>
  );
}

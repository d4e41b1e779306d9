/**
 * The orders that need more than a trap or a frame, each as a small dialog: signal, kill, limit, map, unmap;
 * the phone's list of further orders; and the second word before a dangerous order.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type KernelView, RESOURCES, type Resource, type Signal } from '../../../shared/sim/index.ts';
import { tilesOf } from '../../board/model.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Swatch } from '../../ui/hatch.tsx';
import { hex2 } from '../../ui/hex.ts';
import { letterOf } from '../../ui/inks.ts';
import { nameOf } from '../log.ts';
import { OtherOrders } from './actions.tsx';
import { danger } from './advice.ts';
import { limited, picked, risky, sheet, subjectNow, trapNow } from './choice.ts';
import { confirmRisky, frameToMap, give, pidNow } from './orders.ts';
import { Instruments } from './panels/index.tsx';
import { limitOf } from './panels/limits.tsx';
import { present } from './reading.ts';

/** Signals in the order in which one reaches for them: to stop and to go on before what ends a process. */
const GENTLE_FIRST = ['SIGSTOP', 'SIGCONT', 'SIGUSR1', 'SIGSEGV', 'SIGKILL'] as const satisfies Signal[];

/** Chosen in place of a process: each one there is gets the order. */
const EVERYBODY = 0;

const close = (): void => {
  sheet.value = null;
};

export function Sheets({ view }: { view: KernelView }) {
  if (risky.value !== null) return <Confirm view={view} />;
  const name = sheet.value;
  if (name === null) return null;
  return (
    <Dialog key={name} title={t(`sheet.${name}`)} onClose={close} testId={`sheet-${name}`}>
      {name === 'more' && <Further />}
      {name === 'instruments' && <Tools view={view} />}
      {name !== 'more' && name !== 'instruments' && <OrderForm name={name} view={view} />}
    </Dialog>
  );
}

function Tools({ view }: { view: KernelView }) {
  return (
    <>
      <Instruments view={view} still={false} always />
      <Button kind="quiet" onClick={close}>
        {t('panel.close')}
      </Button>
    </>
  );
}

function Further() {
  // An order without a sheet of its own leaves this one open: it is closed by any press inside.
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is pressed
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys press the buttons, which click
    <div class="further" onClick={() => sheet.peek() === 'more' && close()}>
      <OtherOrders />
      <Button kind="quiet" onClick={close}>
        {t('sheet.cancel')}
      </Button>
    </div>
  );
}

function Confirm({ view }: { view: KernelView }) {
  const command = risky.value;
  const drop = (): void => {
    risky.value = null;
  };
  const why = command === null ? null : danger(command, tilesOf(view));
  const pfn = command !== null && 'pfn' in command ? (command.pfn ?? -1) : -1;
  const id = command?.op === 'deny' ? command.trap : 0;
  const trap = view.traps.find((one) => one.id === id);
  const gone = id > 0 && trap === undefined;
  useEffect(() => {
    // Nothing is left to deny: the question goes as well.
    if (gone) drop();
  }, [gone]);
  return (
    <Dialog title={t('confirm.title')} onClose={drop} testId="confirm">
      <p>
        {id > 0
          ? t('confirm.denyFault', { who: letterOf(trap?.pid ?? 1) })
          : t(`confirm.${why ?? 'kernelFrame'}`, { frame: hex2(pfn) })}
      </p>
      <div class="row wrap">
        <Button kind="main" onClick={drop}>
          {t('confirm.no')}
        </Button>
        <Button testId="force" onClick={confirmRisky}>
          {t('confirm.yes')}
        </Button>
      </div>
    </Dialog>
  );
}

function OrderForm({
  name,
  view,
}: {
  name: 'signal' | 'kill' | 'limit' | 'map' | 'unmap';
  view: KernelView;
}) {
  const pid = useSignal(name === 'limit' ? subjectNow.peek() : pidNow(view));
  const vpn = useSignal(view.frames[picked.peek()]?.vpn ?? trapNow.peek()?.vpn ?? 0);
  const resource = useSignal(limited.peek());
  const process = view.processes[Math.max(1, pid.value) - 1];
  const value = useSignal(limitOf(process, resource.peek()));
  const pfn = frameToMap(view);
  const send = (signal: Signal = 'SIGSTOP'): void => {
    close();
    if (name === 'signal') void give({ op: 'signal', pid: pid.peek(), signal });
    if (name === 'kill') void give({ op: 'kill', pid: pid.peek() });
    if (name === 'limit') {
      const about = pid.peek() === EVERYBODY ? present(view).map((one) => one.pid) : [pid.peek()];
      for (const one of about)
        void give({ op: 'limit', pid: one, resource: resource.peek(), value: value.peek() });
    }
    if (name === 'map') void give({ op: 'map', pid: pid.peek(), vpn: vpn.peek(), pfn });
    if (name === 'unmap') void give({ op: 'unmap', pid: pid.peek(), vpn: vpn.peek() });
  };
  return (
    <>
      <p class="small">{t(`sheet.${name}Text`, { frame: hex2(pfn) })}</p>
      <Who view={view} pid={pid} everybody={name === 'limit'} />
      {(name === 'map' || name === 'unmap') && (
        <NumberField name="page" value={vpn} hex max={view.ptes.length / view.processes.length - 1} />
      )}
      {name === 'limit' && <LimitFields resource={resource} value={value} process={process} />}
      <div class="row wrap">
        {name === 'signal' ? (
          GENTLE_FIRST.map((one) => (
            <Button key={one} onClick={() => send(one)}>
              <span class="mono">{one}</span>
            </Button>
          ))
        ) : (
          <Button kind="main" testId="send-order" onClick={() => send()}>
            {t(`order.${name}`)}
          </Button>
        )}
        <Button kind="quiet" onClick={close}>
          {t('sheet.cancel')}
        </Button>
      </div>
    </>
  );
}

function Who({ view, pid, everybody }: { view: KernelView; pid: { value: number }; everybody: boolean }) {
  return (
    <fieldset class="choices">
      <legend>{t('sheet.who')}</legend>
      {present(view).map((process) => (
        <Button
          key={process.pid}
          pressed={pid.value === process.pid}
          label={`${letterOf(process.pid)} ${nameOf(process.pid)}`}
          onClick={() => {
            pid.value = process.pid;
          }}
        >
          <Swatch pid={process.pid} />
        </Button>
      ))}
      {everybody && (
        <Button
          pressed={pid.value === EVERYBODY}
          testId="everybody"
          onClick={() => {
            pid.value = EVERYBODY;
          }}
        >
          {t('sheet.everybody')}
        </Button>
      )}
    </fieldset>
  );
}

interface LimitProps {
  resource: { value: Resource };
  value: { value: number };
  process: KernelView['processes'][number] | undefined;
}

function LimitFields({ resource, value, process }: LimitProps) {
  return (
    <>
      <fieldset class="choices">
        <legend>{t('sheet.resource')}</legend>
        {RESOURCES.map((name) => (
          <Button
            key={name}
            pressed={resource.value === name}
            onClick={() => {
              resource.value = name;
              value.value = limitOf(process, name);
            }}
          >
            {t(`resource.${name}`)}
          </Button>
        ))}
      </fieldset>
      <NumberField name={resource.value === 'nproc' ? 'processes' : 'pages'} value={value} max={4096} />
    </>
  );
}

function NumberField({
  name,
  value,
  max,
  hex = false,
}: {
  name: string;
  value: { value: number };
  max: number;
  hex?: boolean;
}) {
  return (
    <label class="field">
      {t(`sheet.${name}`)}
      <span class="row">
        <input
          class="input narrow"
          type="number"
          min={0}
          max={max}
          value={value.value}
          onInput={(event) => {
            value.value = Math.min(max, Math.max(0, Number(event.currentTarget.value) || 0));
          }}
        />
        {hex && <span class="mono">= {hex2(value.value)}</span>}
      </span>
    </label>
  );
}

/**
 * The tutorial's card: the current instruction, how far one is, and an outline around what it is about. A
 * step ends when it has been done, or read; any step, and the whole, can be skipped.
 */

import { effect, signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Event, KernelView, ProcessView } from '../../../shared/sim/index.ts';
import { TUTORIAL } from '../../about.ts';
import { t } from '../../i18n/index.ts';
import { makeMatch, making } from '../../net/create.ts';
import { common, events, kernelView, processView, room, welcome } from '../../net/store.ts';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ReadOn } from '../../ui/readOn.tsx';
import { lit } from '../lessonState.ts';
import { briefing, finish } from '../standstill.ts';
import { KERNEL_STEPS } from './kernel.ts';
import { PROCESS_STEPS } from './process.ts';
import type { Step } from './steps.ts';

const at = signal(0);
const left = signal(false);
/** How long a card stays at least, in ms, however fast its step is done. */
const SHOWN_MS = 4000;
/** What has been seen since the step began; once `done`, since then, for the step to come. */
const since: {
  events: Event[];
  view: ProcessView | KernelView | null;
  token: string;
  shown: number;
  done: boolean;
} = {
  shown: 0,
  done: false,
  events: [],
  view: null,
  token: '',
};

/** The list that fits the scenario and the seat; null outside tutorials. */
function listName(): 'process' | 'kernel' | null {
  const scenario = room.value?.scenario;
  const seat = welcome.value?.seat ?? -1;
  if (scenario === 'tutorial-process' && seat > 0) return 'process';
  if (scenario === 'tutorial-kernel' && seat === 0) return 'kernel';
  return null;
}

function clear(): void {
  since.events = [];
  since.view = common.peek();
}

function show(step: number): void {
  since.shown = Date.now();
  since.done = false;
  at.value = step;
}

function begin(step: number): void {
  clear();
  show(step);
}

/** Looks at each view: is the step done by now? */
function follow<View extends ProcessView | KernelView>(steps: readonly Step<View>[], now: View): void {
  if (since.view === null) {
    since.view = now;
    since.shown = Date.now();
  }
  const latest = events.peek();
  since.events.push(...latest);
  const step = steps[at.peek()];
  const then = since.view as View;
  const ticks = now.machine[0].tick - then.machine[0].tick;
  if (step === undefined) return;
  // What is only to be read waits for its reader.
  if (step.read) return;
  if (!since.done && step.done({ now, then, events: since.events, latest, ticks })) {
    since.done = true;
    clear();
  }
  if (since.done && Date.now() - since.shown >= SHOWN_MS) show(at.peek() + 1);
}

effect(() => {
  const token = welcome.value?.token ?? '';
  if (token === since.token) return;
  since.token = token;
  left.value = false;
  begin(0);
});

effect(() => {
  const name = listName();
  const process = processView.value;
  const kernel = kernelView.value;
  if (left.peek() || room.value?.phase !== 'running') return;
  if (name === 'process' && process !== null) follow(PROCESS_STEPS, process);
  if (name === 'kernel' && kernel !== null) follow(KERNEL_STEPS, kernel);
});

export function Tutorial() {
  const name = listName();
  if (name === null || left.value || briefing.value || common.value === null) return null;
  const steps: readonly { key: string; target: string; read?: true }[] =
    name === 'process' ? PROCESS_STEPS : KERNEL_STEPS;
  const step = steps[at.value];
  return (
    <>
      {step !== undefined && <Pointer key={step.key} target={step.target} />}
      <aside class={`card tutorial ${name}`} aria-label={t('tutorial.name')} data-testid="tutorial">
        {step === undefined ? (
          <Finished name={name} />
        ) : (
          <Card name={name} step={step} index={at.value} count={steps.length} />
        )}
      </aside>
    </>
  );
}

const leave = (): void => {
  left.value = true;
};

function Card({
  name,
  step: { key, read },
  index,
  count,
}: {
  name: 'process' | 'kernel';
  step: { key: string; read?: true };
  index: number;
  count: number;
}) {
  const title = t(`tutorial.${name}.${key}.title`);
  const text = t(`tutorial.${name}.${key}.text`);
  useEffect(() => announce(`${title}. ${text}`), [title, text]);
  return (
    <>
      <div>
        <div class="spread">
          <h2>{title}</h2>
          <p class="mono" data-testid="tutorial-progress">
            {index + 1}/{count}
          </p>
        </div>
        <div class="steps" aria-hidden="true">
          {Array.from({ length: count }, (_, one) => (
            <i key={one} class={one < index ? 'past' : one === index ? 'now' : ''} />
          ))}
        </div>
      </div>
      <div>
        <p>{text}</p>
        <About name={name} step={key} />
      </div>
      <div class="row">
        <Button kind={read ? 'main' : 'plain'} onClick={() => begin(index + 1)} testId="tutorial-next">
          {t(read ? 'tutorial.next' : 'tutorial.skipStep')}
        </Button>
        <button type="button" class="textual" onClick={leave} data-testid="tutorial-leave">
          {t('tutorial.leave')}
        </button>
      </div>
    </>
  );
}

/** What there is to be read about a step; most name something. */
function About({ name, step }: { name: 'process' | 'kernel'; step: string }) {
  const about = TUTORIAL[name][step];
  return about === undefined ? null : <ReadOn about={about} />;
}

function Finished({ name }: { name: 'process' | 'kernel' }) {
  const other = name === 'process' ? 'kernel' : 'process';
  return (
    <>
      <h2 class="row">
        <Icon name="check" /> {t(`tutorial.${name}.finished.title`)}
      </h2>
      <div>
        <p>{t(`tutorial.${name}.finished.text`)}</p>
        <About name={name} step="finished" />
      </div>
      <div class="row wrap">
        {lit.value > 0 && (
          <Button kind="main" testId="tutorial-finish" onClick={finish}>
            {t('lesson.finish', { count: lit.value })}
          </Button>
        )}
        <Button
          kind={lit.value > 0 ? 'plain' : 'main'}
          testId="tutorial-other"
          disabled={making.value === 'busy'}
          onClick={() => void makeMatch(`tutorial-${other}`, { role: other, start: true })}
        >
          {t(`tutorial.other.${name}`)}
        </Button>
        <Button onClick={leave} testId="tutorial-done">
          {t('tutorial.done')}
        </Button>
        <a class="button" href="#/">
          {t('tutorial.home')}
        </a>
      </div>
    </>
  );
}

/** An outline around the target, wherever it is now; nothing when it isn't on the page. */
function Pointer({ target }: { target: string }) {
  const box = useSignal<DOMRect | null>(null);
  useEffect(() => {
    const look = (): void => {
      const found = [...document.querySelectorAll(target)].find((one) => one.getClientRects().length > 0);
      const next = found?.getBoundingClientRect() ?? null;
      const old = box.peek();
      if (
        next?.x !== old?.x ||
        next?.y !== old?.y ||
        next?.width !== old?.width ||
        next?.height !== old?.height
      ) {
        box.value = next;
      }
    };
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [target, box]);
  const at = box.value;
  if (at === null) return null;
  const style = {
    left: `${at.x - 7}px`,
    top: `${at.y - 7}px`,
    width: `${at.width + 14}px`,
    height: `${at.height + 14}px`,
  };
  return <div class="pointer" style={style} aria-hidden="true" />;
}

/**
 * The head of a game screen: who and where one is at the left, the figures that count at the right; below them the
 * strip of a lesson, when it is one.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import type { Refused } from '../net/command.ts';
import { numberInClass, room, secondsLeft } from '../net/store.ts';
import { Wordmark } from '../ui/icons.tsx';
import { Why } from '../ui/why.tsx';
import { Leave } from './leave.tsx';
import { LessonStrip } from './lesson.tsx';
import { skip } from './plain.tsx';
import { Pause } from './states.tsx';
import { Tools } from './tools.tsx';
import { Tutorial } from './tutorial/overlay.tsx';

export interface Figure {
  key: string;
  value: string;
  testId?: string;
  /** What "Why?" beside it tells. */
  rule?: string;
  /** Left out on a phone. */
  extra?: boolean;
}

export const clock = (secs: number): string =>
  `${Math.floor(secs / 60)}:${String(secs % 60).padStart(2, '0')}`;

/** What one's machine is called: by its number in a class, else by its code. */
export const machineTitle = (): string =>
  numberInClass.value === null
    ? t('machineCode', { code: room.value?.code ?? '' })
    : t('class:machine.name', { number: numberInClass.value + 1 });

interface Props {
  title: string;
  under: string;
  face?: ComponentChildren;
  figures: Figure[];
}

export function GameHeader(props: Props) {
  return (
    <div class="game-head">
      <Top {...props} />
      <LessonStrip />
      <Tutorial />
    </div>
  );
}

function Top({ title, under, face, figures }: Props) {
  const left = (room.value?.speed ?? 1000) < 1000 ? 'leftSlow' : 'left';
  const all: Figure[] = [...figures, { key: left, value: clock(secondsLeft.value), testId: 'time-left' }];
  return (
    <header class="game-top">
      <button type="button" class="skip" onClick={skip}>
        {t('skip')}
      </button>
      <span class="brand wide-only">
        <Wordmark />
      </span>
      {face}
      <div class="game-title">
        <h1>{title}</h1>
        <p class="small muted">{under}</p>
      </div>
      <dl class="figures">
        {all.map(({ key, value, testId, rule, extra }) => (
          <div key={key} class={extra ? 'wide-only' : ''}>
            <dt class="small muted">
              {t(`figure.${key}`)} {rule !== undefined && <Why rule={rule} />}
            </dt>
            <dd class="figure" data-testid={testId}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <Tools words={false} />
        <Pause />
        <Leave />
      </div>
    </header>
  );
}

/** A refusal at the place where it happened; it stays while its rule is open. */
export function Refusal({ of }: { of: Refused | undefined }) {
  if (of === undefined) return null;
  const { id, text, rule } = of;
  return (
    <div class="notice refusal asked" data-testid="refusal">
      <p>{text}</p>
      {rule !== null && (
        <Why
          key={id}
          rule={rule}
          onAsk={(open) => {
            of.asked = open;
          }}
        />
      )}
    </div>
  );
}

/** One question on the page: what is asked, the board, the answer's form; afterwards the verdict and the way to it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConceptId } from '../../../shared/concepts/index.ts';
import type { Asked, Figure, Form, Grade, Step } from '../../../shared/drills/index.ts';
import { has, t } from '../../i18n/index.ts';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { FigureView, type Picking } from './figures.tsx';
import { FormView, toggle } from './forms.tsx';
import { LENGTH, next, session, verdict } from './session.ts';
import { answer, draft, given } from './sheet.ts';
import { Stepper } from './steps.tsx';
import { tell } from './words.ts';

/** How places on a figure are picked, where the form asks for them there; on the way to the answer only what was picked. */
function pickingOf(form: Form, index: number, figure: Figure): Picking | undefined {
  if ((form.type !== 'pick' && form.type !== 'picks') || form.figure !== index) return undefined;
  const done = given.value !== null;
  const picked = given.value === null ? draft.value : [given.value].flat();
  if (done && !picked.every((id) => hasPlace(figure, id))) return undefined;
  const pick = done ? null : form.type === 'pick' ? (id: number) => answer(id) : toggle;
  return { from: form.from, picked, pick };
}

const hasPlace = (figure: Figure, id: number): boolean =>
  (figure.type === 'tiles' && figure.tiles.some((tile) => tile.id === id)) ||
  (figure.type === 'blocks' && figure.blocks.some((block) => block.id === id)) ||
  (figure.type === 'table' && figure.rows[id] !== undefined);

/** The question of a session that one has alone. */
export function Question() {
  const now = session.value;
  if (now === null) return null;
  const { question, steps } = now.drill;
  const grade = verdict.value;
  return (
    <Ask
      key={now.at}
      question={question}
      at={now.at}
      count={LENGTH}
      steps={grade === null ? null : steps}
      after={(stepper) => (
        <After verdict={grade} concept={question.concept} stepper={stepper}>
          <Button kind="main" testId="next" onClick={next}>
            {t('drills:ui.next')}
          </Button>
        </After>
      )}
    >
      <FormView form={question.form} />
    </Ask>
  );
}

interface AskProps {
  question: Asked;
  /** Number of the question, from 0, of how many. */
  at: number;
  count: number;
  /** The way to the answer, once it may be seen: it is shown on the board of the question. */
  steps: readonly Step[] | null;
  /** What is said then, right under the board. */
  after: (stepper: VNode) => VNode;
  /** What is below: the form. */
  children?: ComponentChildren;
}

/** What is asked, with its board. It takes the focus before it is seen. */
export function Ask({ question, at, count, steps, after, children }: AskProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const chosen = useSignal<number | null>(null);
  useLayoutEffect(() => {
    head.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  const step = steps === null ? 0 : (chosen.value ?? steps.length - 1);
  const figures = steps?.[step]?.figures ?? question.figures;
  return (
    <section class="drill" data-testid="drill" data-kind={question.kind} data-form={question.form.type}>
      <p class="small muted">
        {t('drills:ui.of', { at: at + 1, count })} · {t(`concept.${question.concept}`)} ·{' '}
        {t('drills:ui.level', { level: question.level })}
      </p>
      <h1 ref={head} tabIndex={-1} class="drill-ask">
        {tell(question.ask)}
      </h1>
      {figures.map((figure, index) => (
        <FigureView key={index} figure={figure} picking={pickingOf(question.form, index, figure)} />
      ))}
      {steps !== null &&
        after(
          <Stepper
            steps={steps}
            at={step}
            onStep={(to) => {
              chosen.value = to;
            }}
          />,
        )}
      {children}
    </section>
  );
}

interface AfterProps {
  /** Null for who gave no answer. */
  verdict: Grade | null;
  concept: ConceptId;
  stepper: VNode;
  /** How it goes on: the first button in it takes the focus. */
  children: ComponentChildren;
}

export function After({ verdict, concept, stepper, children }: AfterProps) {
  const box = useRef<HTMLElement>(null);
  const { right = false, share = 0, misconception = null } = verdict ?? {};
  const outcome = verdict === null ? 'missed' : right ? 'right' : share >= 500 ? 'nearly' : 'wrong';
  const said = t(`drills:ui.${outcome}`);
  useLayoutEffect(() => {
    announce(said);
    box.current?.querySelector<HTMLElement>('[data-testid=next]')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  const belief = misconception === null ? null : `drills:misconception.${misconception}`;
  return (
    <section ref={box} class={right ? 'card drill-after right' : 'card drill-after'} data-testid="verdict">
      <h2>{said}</h2>
      {!right && belief !== null && has(belief) && <p data-testid="misconception">{t(belief)}</p>}
      {stepper}
      <div class="row wrap">
        {children}
        <a class="button quiet" href={`#/manual/${concept}`} data-testid="to-manual">
          {t('drills:ui.read', { concept: t(`concept.${concept}`) })}
        </a>
      </div>
    </section>
  );
}

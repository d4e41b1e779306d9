/**
 * One question on the page: what is asked, the board, the answer's form; afterwards the verdict under the question, the
 * way to the answer on its board, and at the foot how it goes on.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import {
  type Answer,
  type Asked,
  answerText,
  type Figure,
  type Form,
  type Grade,
  type Step,
} from '../../../shared/drills/index.ts';
import { has, t } from '../../i18n/index.ts';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { ConceptLink } from '../../ui/conceptLink.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Board } from './figures.tsx';
import { FormView, toggle } from './forms.tsx';
import type { Picking } from './place.tsx';
import { LENGTH, next, session, verdict } from './session.ts';
import { answer, correct, draft, given } from './sheet.ts';
import { Stepper } from './steps.tsx';
import { tell } from './words.ts';

const hasPlace = (figure: Figure, id: number): boolean =>
  (figure.type === 'tiles' && figure.tiles.some((tile) => tile.id === id)) ||
  (figure.type === 'blocks' && figure.blocks.some((block) => block.id === id)) ||
  (figure.type === 'table' && figure.rows[id] !== undefined);

/**
 * How places on a figure are picked, where the form asks for them there. On the way to the answer what was picked and what
 * is right stay marked, as long as the board still has those places. still: nobody picks on this screen.
 */
function pickingOf(form: Form, index: number, figure: Figure, still: boolean): Picking | undefined {
  if ((form.type !== 'pick' && form.type !== 'picks') || form.figure !== index) return undefined;
  const marked = [given.value ?? [], correct.value ?? []].flat();
  if (!marked.every((id) => hasPlace(figure, id))) return undefined;
  const open = !still && given.value === null && correct.value === null;
  const pick = form.type === 'pick' ? (id: number) => answer(id) : toggle;
  return { from: form.from, picked: given.value === null ? draft.value : [], pick: open ? pick : null };
}

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
      fromLast={grade?.right}
    >
      {({ board, stepper }) => (
        <>
          {stepper !== null && <Verdict grade={grade} question={question} />}
          {board}
          <FormView form={question.form} />
          {stepper !== null && (
            <Foot stepper={stepper}>
              <Button kind="main" testId="next" onClick={next}>
                {t('drills:ui.next')}
              </Button>
            </Foot>
          )}
        </>
      )}
    </Ask>
  );
}

interface Parts {
  board: VNode;
  /** The way to the answer; null as long as it may not be seen. */
  stepper: VNode | null;
}

interface AskProps {
  question: Asked;
  /** Number of the question, from 0, of how many. */
  at: number;
  count: number;
  /** The way to the answer, once it may be seen: it is shown on the board of the question. */
  steps: readonly Step[] | null;
  /** It begins at its end, for whoever knew it. */
  fromLast?: boolean;
  /** Nobody answers on this screen. */
  still?: boolean;
  /** Somebody leads a whole room through the steps: where they are now, and for themselves how to go on. */
  led?: { step: number; onStep?: (to: number) => void };
  children: (parts: Parts) => ComponentChildren;
}

/** What is asked, with its board. It takes the focus before it is seen. */
export function Ask(props: AskProps) {
  const { question, at, count, steps, fromLast = false, still = false, led, children } = props;
  const chosen = useSignal<number | null>(null);
  const own = chosen.value ?? (fromLast && steps !== null ? steps.length - 1 : 0);
  const step = led?.step ?? own;
  const choose = (to: number): void => {
    chosen.value = to;
  };
  const figures = steps?.[step]?.figures ?? question.figures;
  return (
    <section class="drill" data-testid="drill" data-kind={question.kind} data-form={question.form.type}>
      <p class="small muted">
        {t('drills:ui.of', { at: at + 1, count })} · {t(`concept.${question.concept}`)} ·{' '}
        {t('drills:ui.level', { level: question.level })}
      </p>
      <Heading kind="drill-ask">{tell(question.ask)}</Heading>
      {children({
        board: (
          <Board
            figures={figures}
            pickingOf={(index, figure) => pickingOf(question.form, index, figure, still)}
          />
        ),
        stepper: steps && (
          <Stepper
            steps={steps}
            at={step}
            hint={led === undefined && !fromLast && chosen.value === null}
            onStep={led === undefined ? choose : led.onStep}
          />
        ),
      })}
    </section>
  );
}

/** How it went, right under the question, which stays in sight; null for who gave no answer. */
export function Verdict({ grade, question }: { grade: Grade | null; question: Asked }) {
  const { right = false, share = 0, misconception = null } = grade ?? {};
  const outcome = grade === null ? 'missed' : right ? 'right' : share >= 500 ? 'nearly' : 'wrong';
  const said = t(`drills:ui.${outcome}`);
  useLayoutEffect(() => {
    announce(said);
    window.scrollTo(0, 0);
  }, [said]);
  const text = (value: Answer): string => answerText({ question }, value, tell, true);
  const belief = misconception === null ? null : `drills:misconception.${misconception}`;
  return (
    <section class={right ? 'card drill-after right' : 'card drill-after'} data-testid="verdict">
      <h2>{said}</h2>
      {!right && (
        <p class="drill-gave" data-testid="marked">
          {given.value !== null && <span>{t('drills:ui.gaveIt', { answer: text(given.value) })}</span>}
          {correct.value !== null && (
            <b>{t('drills:ui.rightIs', { answer: text(rightOf(question.form)) })}</b>
          )}
        </p>
      )}
      {!right && belief !== null && has(belief) && <p data-testid="misconception">{t(belief)}</p>}
      <p class="small" data-testid="to-manual">
        {t('drills:ui.readOn')} <ConceptLink id={question.concept} />
      </p>
    </section>
  );
}

/** What is right, in the shape of an answer. */
const rightOf = ({ type }: Form): Answer => {
  const list = correct.value ?? [];
  return type === 'choice' || type === 'pick' || type === 'number' ? list[0]! : list;
};

/** Always in sight: the way to the answer and how it goes on. The button for that takes the focus. */
export function Foot({ stepper, children }: { stepper: VNode; children: ComponentChildren }) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector<HTMLElement>('[data-testid=next]')?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={box} class="drill-foot" aria-label={t('drills:ui.way')}>
      {stepper}
      <div class="row wrap">{children}</div>
    </section>
  );
}

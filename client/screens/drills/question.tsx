/** One question on the page: what is asked, the board, the answer's form; afterwards the verdict and the way to it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Drill, Form, Grade } from '../../../shared/drills/index.ts';
import { has, t } from '../../i18n/index.ts';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { FigureView, type Picking } from './figures.tsx';
import { FormView, toggle } from './forms.tsx';
import { answer, draft, given, next, session, verdict } from './session.ts';
import { Steps } from './steps.tsx';
import { tell } from './words.ts';

/** How places on a figure are picked, where the form asks for them there. */
function pickingOf(form: Form, figure: number): Picking | undefined {
  if ((form.type !== 'pick' && form.type !== 'picks') || form.figure !== figure) return undefined;
  const done = given.value !== null;
  const chosen = given.value === null ? draft.value : [given.value].flat();
  const pick = done ? null : form.type === 'pick' ? (id: number) => answer(id) : toggle;
  return { from: form.from, picked: chosen, pick };
}

export function Question() {
  const now = session.value;
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    head.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [now?.at]);
  if (now === null) return null;
  const { question } = now.drill;
  return (
    <section class="drill" data-testid="drill" data-kind={question.kind} data-form={question.form.type}>
      <p class="small muted">
        {t('drills:ui.of', { at: now.at + 1, count: now.kinds.length })} · {t(`concept.${question.concept}`)}{' '}
        · {t('drills:ui.level', { level: question.level })}
      </p>
      <h1 ref={head} tabIndex={-1} class="drill-ask">
        {tell(question.ask)}
      </h1>
      {question.figures.map((figure, at) => (
        <FigureView key={`${question.seed} ${at}`} figure={figure} picking={pickingOf(question.form, at)} />
      ))}
      <FormView key={question.seed} form={question.form} />
      {verdict.value !== null && <After drill={now.drill} verdict={verdict.value} />}
    </section>
  );
}

function After({ drill, verdict: { right, share, misconception } }: { drill: Drill; verdict: Grade }) {
  const box = useRef<HTMLElement>(null);
  const said = t(right ? 'drills:ui.right' : share >= 500 ? 'drills:ui.nearly' : 'drills:ui.wrong');
  useLayoutEffect(() => {
    announce(said);
    box.current?.querySelector<HTMLElement>('[data-testid=next]')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [drill, said]);
  const belief = misconception === null ? null : `drills:misconception.${misconception}`;
  return (
    <section ref={box} class={right ? 'card drill-after right' : 'card drill-after'} data-testid="verdict">
      <h2>{said}</h2>
      {!right && belief !== null && has(belief) && <p data-testid="misconception">{t(belief)}</p>}
      <Steps steps={drill.steps} from={drill.steps.length - 1} />
      <p>
        <a href={`#/manual/${drill.question.concept}`} data-testid="to-manual">
          {t('drills:ui.read', { concept: t(`concept.${drill.question.concept}`) })}
        </a>
      </p>
      <Button kind="main" testId="next" onClick={next}>
        {t('drills:ui.next')}
      </Button>
    </section>
  );
}

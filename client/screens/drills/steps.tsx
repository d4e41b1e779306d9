/** The simulation's way through a situation, a step at a time: what happened, and the way back and forth. */
import { useSignal } from '@preact/signals';
import type { Step } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Board } from './figures.tsx';
import { tell } from './words.ts';

interface StepperProps {
  steps: readonly Step[];
  at: number;
  /** None where somebody else leads. */
  onStep?: (at: number) => void;
  /** Whether it is said that one can step. */
  hint?: boolean;
}

/** The sentence of a step with its buttons; the board is drawn by whoever has it. */
export function Stepper({ steps, at, onStep, hint = false }: StepperProps) {
  return (
    <div class="drill-steps">
      <p aria-live="polite" data-testid="step">
        {tell(steps[at]!.say)}
      </p>
      {hint && steps.length > 1 && <p class="small muted">{t('drills:ui.stepHint')}</p>}
      {steps.length > 1 && (
        <div class="row wrap">
          {onStep && (
            <Button
              label={t('drills:ui.back')}
              testId="step-back"
              off={at === 0}
              onClick={() => onStep(Math.max(0, at - 1))}
            >
              ←
            </Button>
          )}
          <span class="mono small">
            {at + 1} / {steps.length}
          </span>
          {onStep && (
            <Button
              label={t('drills:ui.forward')}
              testId="step-forward"
              off={at === steps.length - 1}
              onClick={() => onStep(Math.min(steps.length - 1, at + 1))}
            >
              →
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Steps from the first on, with a board of their own. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const at = useSignal(0);
  return (
    <>
      <Board figures={steps[at.value]!.figures} />
      <Stepper
        steps={steps}
        at={at.value}
        onStep={(to) => {
          at.value = to;
        }}
      />
    </>
  );
}

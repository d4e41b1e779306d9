/** The simulation's way through a situation, a step at a time on the same board. */
import { useSignal } from '@preact/signals';
import type { Step } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { FigureView } from './figures.tsx';
import { tell } from './words.ts';

export function Steps({ steps, from }: { steps: readonly Step[]; from: number }) {
  const at = useSignal(from);
  const step = steps[at.value]!;
  return (
    <div class="drill-steps">
      {step.figures.map((figure, index) => (
        <FigureView key={index} figure={figure} />
      ))}
      <p aria-live="polite" data-testid="step">
        {tell(step.say)}
      </p>
      {steps.length > 1 && (
        <div class="row">
          <Button
            label={t('drills:ui.back')}
            testId="step-back"
            disabled={at.value === 0}
            onClick={() => at.value--}
          >
            ←
          </Button>
          <span class="mono small">
            {at.value + 1} / {steps.length}
          </span>
          <Button
            label={t('drills:ui.forward')}
            testId="step-forward"
            disabled={at.value === steps.length - 1}
            onClick={() => at.value++}
          >
            →
          </Button>
        </div>
      )}
    </div>
  );
}

/**
 * The few pieces that every panel is made of: a call that shows its refusal above the dock, a field for a small number,
 * and a heading with the rule one may ask for.
 */

import type { ComponentChildren } from 'preact';
import type { Answer } from '../../../../shared/protocol/message.ts';
import type { ProcessCommand } from '../../../../shared/sim/index.ts';
import { PARTS } from '../../../about.ts';
import { order } from '../../../net/command.ts';
import { hex2 } from '../../../ui/hex.ts';
import { ReadOn } from '../../../ui/readOn.tsx';
import { Why } from '../../../ui/why.tsx';
import { expectAnswer } from '../../byHand.ts';

export async function ask(command: ProcessCommand): Promise<Answer> {
  const answer = await order(command, 'more');
  if (answer.ok) expectAnswer(command);
  return answer;
}

interface PartProps {
  title: string;
  /** Which part it is, for what there is to be read about it. */
  name?: keyof typeof PARTS;
  rule?: string;
  children: ComponentChildren;
}

/** A stretch of a panel under a heading of its own. */
export function Part({ title, name, rule, children }: PartProps) {
  return (
    <section class="own-part">
      <div class="row">
        <h3>{title}</h3>
        {rule && <Why rule={rule} />}
      </div>
      {children}
      {name && <ReadOn about={PARTS[name]} />}
    </section>
  );
}

interface NumberProps {
  label: string;
  value: number;
  min?: number;
  max: number;
  testId?: string;
  /** A page's number: written beside as it stands on the tiles. */
  hex?: boolean;
  onInput: (value: number) => void;
}

/** A field for a whole number within bounds; what isn't one counts as the lowest. */
export function NumberField({ label, value, min = 0, max, testId, hex = false, onInput }: NumberProps) {
  return (
    <label class="row small">
      {label}
      <input
        class="input narrow"
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={value}
        data-testid={testId}
        onInput={(event) => {
          const typed = Math.floor(Number(event.currentTarget.value));
          onInput(Math.min(max, Math.max(min, Number.isFinite(typed) ? typed : min)));
        }}
      />
      {hex && <span class="mono">= {hex2(value)}</span>}
    </label>
  );
}

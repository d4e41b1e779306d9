/**
 * What the kernel's panels are built of: the card with its title and its "Why?", a frame's number that picks it on the
 * board, the chooser of a process, and a bar of a share with its figures.
 */

import type { ComponentChildren } from 'preact';
import type { KernelView } from '../../../../shared/sim/index.ts';
import { PANELS } from '../../../about.ts';
import { t } from '../../../i18n/index.ts';
import { Bar, Button } from '../../../ui/button.tsx';
import { Swatch } from '../../../ui/hatch.tsx';
import { hex2 } from '../../../ui/hex.ts';
import { letterOf } from '../../../ui/inks.ts';
import { ReadOn } from '../../../ui/readOn.tsx';
import { Why } from '../../../ui/why.tsx';
import { nameOf } from '../../log.ts';
import { pickAt, subject, subjectNow } from '../choice.ts';
import { present } from '../reading.ts';

export interface PanelProps {
  view: KernelView;
  /** A watcher's: figures without orders. */
  still: boolean;
}

interface CardProps {
  name: keyof typeof PANELS;
  rule: string;
  note?: string;
  children: ComponentChildren;
}

export function PanelCard({ name, rule, note, children }: CardProps) {
  return (
    <section class="card panel" aria-labelledby={`panel-${name}`} data-testid={`panel-${name}`}>
      <div class="panel-head">
        <h3 id={`panel-${name}`}>{t(`panel.${name}.title`)}</h3>
        <Why rule={rule} />
      </div>
      {note !== undefined && <p class="small muted">{note}</p>}
      {children}
      <ReadOn about={PANELS[name]} />
    </section>
  );
}

/** A frame's number; pressing it picks the frame. */
export function FrameChip({ pfn, still }: { pfn: number; still: boolean }) {
  if (still) return <span class="mono chip">{hex2(pfn)}</span>;
  return (
    <button
      type="button"
      class="mono chip"
      aria-label={t('kernel.pickIt', { frame: hex2(pfn) })}
      onClick={() => pickAt(pfn)}
    >
      {hex2(pfn)}
    </button>
  );
}

/** As many as fit into a row or two; more are a list to choose from. */
const BUTTONS = 8;

export function ProcessChooser({ view }: { view: KernelView }) {
  const now = subjectNow.value;
  if (present(view).length > BUTTONS) return <ProcessList view={view} now={now} />;
  return (
    <fieldset class="choices who">
      <legend class="hidden">{t('sheet.who')}</legend>
      {present(view).map(({ pid }) => (
        <Button
          key={pid}
          pressed={now === pid}
          label={`${letterOf(pid)} ${nameOf(pid)}`}
          onClick={() => {
            subject.value = pid;
          }}
        >
          <Swatch pid={pid} />
        </Button>
      ))}
    </fieldset>
  );
}

function ProcessList({ view, now }: { view: KernelView; now: number }) {
  return (
    <select
      class="input"
      aria-label={t('sheet.who')}
      value={now}
      onChange={(event) => {
        subject.value = Number(event.currentTarget.value);
      }}
    >
      {present(view).map(({ pid }) => (
        <option key={pid} value={pid}>
          {letterOf(pid)} {nameOf(pid)}
        </option>
      ))}
    </select>
  );
}

/** A figure of a whole, with its bar. */
export function Meter({ label, value, of }: { label: string; value: number; of: number }) {
  return (
    <div class="meter">
      <p class="spread small">
        <span>{label}</span>
        <span class={value >= of && of > 0 ? 'mono full' : 'mono'}>
          {value} / {of}
        </span>
      </p>
      <Bar share={of > 0 ? value / of : 0} label={label} />
    </div>
  );
}

export function NumberBox({
  label,
  value,
  max,
  onChange,
}: {
  label: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}) {
  return (
    <label class="field">
      {label}
      <input
        class="input narrow"
        type="number"
        min={0}
        max={max}
        value={value}
        onInput={(event) =>
          onChange(Math.min(max, Math.max(0, Math.trunc(Number(event.currentTarget.value)) || 0)))
        }
      />
    </label>
  );
}

/**
 * The button, with its key cap on wide screens. A button that can't work now stays reachable
 * (aria-disabled) when it has a reason to tell; pressing it then tells the reason instead.
 */
import type { ComponentChildren } from 'preact';

interface Props {
  children: ComponentChildren;
  onClick: () => void;
  kind?: 'main' | 'quiet' | 'plain';
  keys?: string;
  testId?: string;
  disabled?: boolean;
  off?: boolean;
  pressed?: boolean;
  label?: string;
  small?: string;
}

export function Button(props: Props) {
  const { children, kind = 'plain', small, pressed } = props;
  return (
    <button
      type="button"
      class={`button ${kind === 'plain' ? '' : kind} ${small ? 'stacked' : ''} ${pressed ? 'pressed' : ''}`}
      onClick={props.onClick}
      disabled={props.disabled}
      aria-disabled={props.off ? 'true' : undefined}
      aria-pressed={pressed}
      aria-label={props.label}
      aria-keyshortcuts={props.keys}
      data-testid={props.testId}
    >
      <span class="row">
        {children}
        {props.keys && (
          <span aria-hidden="true" class="keys">
            <kbd>{props.keys}</kbd>
          </span>
        )}
      </span>
      {small && <small>{small}</small>}
    </button>
  );
}

/** A share of 0..1 as a bar with a name. */
export function Bar({ share, label }: { share: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span
      class="bar"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}

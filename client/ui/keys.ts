/**
 * Keyboard orders for a whole screen. Letters and arrows count unless the player is typing or a dialog is
 * open; Enter and the space bar belong to a focused control first.
 */
import { useEffect, useRef } from 'preact/hooks';

export type Keys = { [key: string]: () => void };

const TYPING = 'input:not([type="checkbox"]), select, textarea, [contenteditable]';
const PRESSING = 'button, a, summary, [role="gridcell"]';

export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING) || document.querySelector('dialog[open]')) return;
      if ((event.key === 'Enter' || event.key === ' ') && target?.closest(PRESSING)) return;
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

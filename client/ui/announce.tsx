/**
 * The live region: says traps, refusals and turns of events to those who don't see the screen. Polite and
 * throttled, since ten sentences a second help nobody; the newest one wins.
 */
import { signal } from '@preact/signals';

const EVERY_MS = 1500;

const said = signal('');
let last = 0;
let waiting = '';
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  waiting = text;
  if (timer !== undefined) return;
  timer = setTimeout(
    () => {
      timer = undefined;
      last = Date.now();
      said.value = waiting;
    },
    Math.max(0, last + EVERY_MS - Date.now()),
  );
}

export function Announcer() {
  return (
    <output class="hidden" aria-live="polite" data-testid="announcer">
      {said.value}
    </output>
  );
}

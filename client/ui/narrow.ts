/** Whether the screen is a phone's: the same border as in the style sheets. */
import { signal } from '@preact/signals';

const query = matchMedia('(max-width: 900px)');
export const narrow = signal(query.matches);
query.addEventListener('change', () => {
  narrow.value = query.matches;
});

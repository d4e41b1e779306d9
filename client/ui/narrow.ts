/** Whether the screen is a phone's, or as low as one on its side: the same border as in the style sheets. */
import { signal } from '@preact/signals';

const query = matchMedia('(max-width: 900px), (max-height: 560px)');
export const narrow = signal(query.matches);
query.addEventListener('change', () => {
  narrow.value = query.matches;
});

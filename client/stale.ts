/**
 * A page that stayed open while its server got a new version asks for parts that are gone. It starts again, which brings
 * the new version; once only, in case the part is missing for another reason.
 */
import { recall, remember } from './ui/memory.ts';

export function startAgainWhenStale(): void {
  addEventListener('vite:preloadError', () => {
    if (!navigator.onLine || recall('restarted', 'session') === import.meta.url) return;
    remember('restarted', import.meta.url, 'session');
    location.reload();
  });
}

/**
 * Where the player is, kept in the hash so that a reload comes back and no server has to know the paths.
 */
import { signal } from '@preact/signals';

export type Route =
  | { at: 'home' }
  | { at: 'join'; code: string }
  | { at: 'machine'; code: string }
  | { at: 'watch'; code: string; key: string }
  /** atOnce: without the menu; about: the concept that is asked about, '' for all. */
  | { at: 'drills'; atOnce: boolean; about: string }
  | { at: 'race'; code: string }
  /** key: the teacher's, in the link of their own; else ''. */
  | { at: 'class'; code: string; key: string }
  | { at: 'project'; code: string; key: string }
  | { at: 'report'; code: string }
  | { at: 'ladder' }
  | { at: 'manual'; id: string }
  | { at: 'unknown' };

/** Codes are five characters without the ones that look alike; case and stray spaces don't matter. */
export const cleanCode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 12);

export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const [, place = '', code = ''] = path.split('/');
  if (place === '') return { at: 'home' };
  if (place === 'join') return { at: 'join', code: cleanCode(code) };
  if (place === 'drills') return { at: 'drills', atOnce: code !== '', about: code === 'go' ? '' : code };
  if (place === 'race') return { at: 'race', code: cleanCode(code) };
  if (place === 'ladder') return { at: 'ladder' };
  if (place === 'manual') return { at: 'manual', id: code.toLowerCase() };
  if (cleanCode(code) === '') return { at: 'unknown' };
  if (place === 'm') return { at: 'machine', code: cleanCode(code) };
  if (place === 'report') return { at: place, code: cleanCode(code) };
  if (place === 'class' || place === 'watch' || place === 'project') {
    return { at: place, code: cleanCode(code), key: new URLSearchParams(query).get('key') ?? '' };
  }
  return { at: 'unknown' };
}

export const route = signal<Route>(parseRoute(location.hash));

export function startRoute(): void {
  addEventListener('hashchange', () => {
    route.value = parseRoute(location.hash);
    scrollTo(0, 0);
  });
}

/** Names the place where one is otherwise, so that a reload comes back to that: no step of the way back. */
export function settle(hash: string): void {
  history.replaceState(history.state, '', hash);
  route.value = parseRoute(hash);
}

export function go(hash: string): void {
  if (location.hash === hash) route.value = parseRoute(hash);
  else location.hash = hash;
}

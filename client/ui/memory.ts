/**
 * What the browser remembers between visits. Storage may be full, blocked or absent (private windows,
 * school devices): then the game works all the same and only forgets.
 */
const PREFIX = 'ring-zero.';

export function recall(key: string, store: 'local' | 'session' = 'local'): string | null {
  try {
    return (store === 'local' ? localStorage : sessionStorage).getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string, store: 'local' | 'session' = 'local'): void {
  try {
    (store === 'local' ? localStorage : sessionStorage).setItem(PREFIX + key, value);
  } catch {
    // Nothing to be done, and nothing lost that the server doesn't have.
  }
}

export function forget(key: string, store: 'local' | 'session' = 'local'): void {
  try {
    (store === 'local' ? localStorage : sessionStorage).removeItem(PREFIX + key);
  } catch {
    // As above.
  }
}

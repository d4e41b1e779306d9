/** A fixed-window limit by key (an IP address): so many a minute. Forgets a key when its window is over. */
const WINDOW_MS = 60_000;
/** Beyond this many keys old windows are swept out. */
const SWEEP_AT = 10_000;

export class Limiter {
  private readonly windows = new Map<string, { since: number; count: number }>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Counts one more; false when that is too many. */
  take(key: string, now = Date.now()): boolean {
    const window = this.current(key, now);
    window.count += 1;
    return window.count <= this.most;
  }

  /** Whether the key has used up its window, without counting. */
  spent(key: string, now = Date.now()): boolean {
    return this.current(key, now).count >= this.most;
  }

  /** Starts all windows anew. */
  forget(): void {
    this.windows.clear();
  }

  private current(key: string, now: number): { since: number; count: number } {
    const known = this.windows.get(key);
    if (known !== undefined && now - known.since < WINDOW_MS) return known;
    if (this.windows.size >= SWEEP_AT) this.sweep(now);
    const window = { since: now, count: 0 };
    this.windows.set(key, window);
    return window;
  }

  private sweep(now: number): void {
    for (const [key, { since }] of this.windows) {
      if (now - since >= WINDOW_MS) this.windows.delete(key);
    }
  }
}

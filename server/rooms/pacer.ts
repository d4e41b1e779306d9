/**
 * The clock of a machine: calls `beat` once a period, one after the other, and makes up for late ones. What a long
 * stall would owe is forgiven, so that the machine doesn't race afterwards.
 */

/** Beats made up for at most. */
const MOST_OWED = 10;

export class Pacer {
  private readonly beat: (asked: boolean) => Promise<void>;
  private readonly late: (seconds: number) => void;
  private period = 100;
  private due = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private under: Promise<void> | null = null;
  /** The last beat begun. One follows the other, whoever asks for it. */
  private last: Promise<void> = Promise.resolve();

  /** beat: told whether it was asked for, not due; late: hears by how many seconds a beat began after its time. */
  constructor(beat: (asked: boolean) => Promise<void>, late: (seconds: number) => void = () => {}) {
    this.beat = beat;
    this.late = late;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.due = performance.now() + this.period;
    this.wait();
  }

  /** A beat now, after those under way. */
  beatNow(asked = true): Promise<void> {
    this.last = this.last.then(() => this.beat(asked));
    return this.last;
  }

  /** No beat begins any more, but for a last one where it is wished; resolves when the one under way is over. */
  async stop(once = false): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    if (once) void this.beatNow(false);
    await this.last;
  }

  /** Milliseconds from one beat to the next. */
  setPeriod(period: number): void {
    this.period = period;
    if (!this.running || this.under !== null) return;
    this.due = Math.min(this.due, performance.now() + period);
    this.wait();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), Math.max(0, this.due - performance.now()));
  }

  private async run(): Promise<void> {
    const now = performance.now();
    if (this.under !== null || !this.running) return;
    if (now < this.due) {
      this.wait();
      return;
    }
    this.late((now - this.due) / 1000);
    this.due = Math.max(this.due, now - MOST_OWED * this.period) + this.period;
    const under = this.beatNow(false);
    this.under = under;
    await under;
    this.under = null;
    if (this.running) this.wait();
  }
}

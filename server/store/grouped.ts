/** Work that takes its time and may be asked for often: whoever asks while it runs waits for one more run, shared by all. */
export class Grouped {
  private readonly work: () => Promise<void>;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(work: () => Promise<void>) {
    this.work = work;
  }

  /** Resolves when what holds now has been taken in; rejects when that run failed. */
  run(): Promise<void> {
    if (this.running === null) {
      this.running = this.work().finally(() => {
        this.running = null;
      });
      return this.running;
    }
    this.next ??= this.running
      .catch(() => {})
      .then(() => {
        this.next = null;
        return this.run();
      });
    return this.next;
  }
}

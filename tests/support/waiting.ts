/** Waits for what arrives: a condition is looked at whenever something was heard. */
const PATIENCE_MS = 20_000;

export class Waiting {
  private readonly looks = new Set<() => void>();

  heard(): void {
    for (const look of this.looks) look();
  }

  /** Resolves when `met` holds; rejects when it never does. */
  until(met: () => boolean, what: string, patience = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.looks.delete(look);
        reject(new Error(`waited in vain: ${what}`));
      }, patience);
      const look = () => {
        if (!met()) return;
        clearTimeout(timer);
        this.looks.delete(look);
        resolve();
      };
      this.looks.add(look);
      look();
    });
  }
}

/** A token bucket: bursts up to `size`, `perSecond` in the long run. */
export class Bucket {
  private readonly size: number;
  private readonly perSecond: number;
  private level: number;
  private at = 0;

  constructor(size: number, perSecond: number) {
    this.size = size;
    this.perSecond = perSecond;
    this.level = size;
  }

  /** Takes one out; false when it is empty. `now` in ms. */
  take(now: number): boolean {
    this.level = Math.min(this.size, this.level + ((now - this.at) * this.perSecond) / 1000);
    this.at = now;
    if (this.level < 1) return false;
    this.level -= 1;
    return true;
  }
}

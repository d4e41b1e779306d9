/**
 * The numbers of one seat's commands: each is carried out once, in order, and answered again when asked again, however
 * often the line breaks. A refused command uses its number up as well, so that what follows it isn't a gap.
 */
import type { Answer } from '../../shared/protocol/index.ts';
import { Bucket } from './bucket.ts';

/** Answers kept for repeats; a client holds at most 32 unanswered commands. */
const KEPT = 64;
const BURST = 40;
const PER_SECOND = 20;

export class Desk {
  /** Number of the last command taken. */
  last = 0;
  private readonly answers = new Map<number, Answer | Promise<Answer>>();
  private readonly bucket = new Bucket(BURST, PER_SECOND);
  /** After a restart: numbers of refused commands aren't in the journal, so the first one may jump ahead. */
  private loose = false;

  /** Takes up the numbering where a journal left it. */
  restore(last: number, answers: ReadonlyMap<number, Answer>): void {
    this.last = last;
    this.loose = true;
    for (const [n, answer] of [...answers].slice(-KEPT)) this.answers.set(n, answer);
  }

  /** The answer to command n: the one given before, a refusal, or what `decide` says. */
  take(n: number, now: number, decide: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
    if (n <= this.last) {
      const gone = 'this command was taken before, and its answer is no longer known';
      return this.answers.get(n) ?? { n, ok: false, errno: 'EINTR', refused: gone };
    }
    if (n > this.last + 1 && !this.loose) {
      const refused = `command ${n} came after ${this.last}: ${this.last + 1} is missing`;
      return { n, ok: false, errno: 'ESEQ', refused, last: this.last };
    }
    this.loose = false;
    this.last = n;
    const tooMany: Answer = { n, ok: false, errno: 'EAGAIN', refused: 'too many commands at once' };
    const answer = this.bucket.take(now) ? decide() : tooMany;
    this.answers.set(n, answer);
    this.answers.delete(n - KEPT);
    return answer;
  }
}

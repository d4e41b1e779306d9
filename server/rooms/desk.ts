/**
 * The numbers of one seat's commands: each is carried out once, in order, and answered again when asked again, however
 * often the line breaks. A number belongs to what reaches the machine, and so the journal: a restart finds the desk as it
 * was. A refusal uses no number up; it tells the last one taken, and what was sent after it comes again under new numbers.
 * (Writing refusals down instead would let anybody fill the disk with them.)
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
  /** Takes up the numbering where a journal left it. */
  restore(last: number, answers: ReadonlyMap<number, Answer>): void {
    this.last = last;
    for (const [n, answer] of [...answers].slice(-KEPT)) this.answers.set(n, answer);
  }

  /** The answer to command n: the one given before, a refusal, or what `decide` says. */
  take(n: number, now: number, decide: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
    if (n <= this.last) {
      const gone = 'this command was taken before, and its answer is no longer known';
      return this.answers.get(n) ?? { n, ok: false, errno: 'EINTR', refused: gone };
    }
    const { last } = this;
    if (n > last + 1) {
      const refused = `command ${n} came after ${last}: ${last + 1} is missing`;
      return { n, ok: false, errno: 'ESEQ', refused, last };
    }
    if (!this.bucket.take(now)) {
      return { n, ok: false, errno: 'EAGAIN', refused: 'too many commands at once', last };
    }
    const answer = decide();
    if ('refused' in answer) return { ...answer, last };
    this.last = n;
    this.answers.set(n, answer);
    this.answers.delete(n - KEPT);
    return answer;
  }
}

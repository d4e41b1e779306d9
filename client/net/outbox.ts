/**
 * Commands that survive drops: numbered without gaps from what the welcome says, held until there is one,
 * sent again in order after a reconnect, and capped so that a dead line fills no memory. The server carries
 * each number out once. Knows nothing of sockets: `send` is given in.
 */
import type { Answer } from '../../shared/protocol/message.ts';
import type { Command } from '../../shared/sim/index.ts';

export const OUTBOX_CAP = 32;

export type Send = (envelope: { n: number; command: Command }) => Promise<Answer>;

interface Waiting {
  n: number;
  command: Command;
  settle: (answer: Answer) => void;
}

export class Outbox {
  private waiting: Waiting[] = [];
  private next = 0;
  private send: Send | null = null;
  private token = '';

  /** The line is up: `last` is the last number the server has. Sends everything unanswered again, in order. */
  open(token: string, last: number, send: Send): void {
    if (this.token !== '' && token !== this.token) this.drop();
    this.token = token;
    this.send = send;
    const first = this.waiting.find((one) => one.n > 0);
    if (first === undefined) this.next = last + 1;
    for (const one of this.waiting) {
      if (one.n === 0) one.n = this.next++;
      this.post(one);
    }
  }

  /** The line is down: keep what is unanswered. */
  hold(): void {
    this.send = null;
  }

  /** Gives everything up: the seat is another one now. */
  drop(): void {
    for (const one of this.waiting) one.settle({ n: one.n, ok: false, errno: 'EINTR' });
    this.waiting = [];
    this.next = 0;
    this.send = null;
  }

  get length(): number {
    return this.waiting.length;
  }

  /** Sends a command, now or when the line is back; resolves with the server's answer. */
  put(command: Command): Promise<Answer> {
    if (this.waiting.length >= OUTBOX_CAP) return Promise.resolve({ n: 0, ok: false, errno: 'EAGAIN' });
    return new Promise((settle) => {
      const one: Waiting = { n: this.send === null ? 0 : this.next++, command, settle };
      this.waiting.push(one);
      if (one.n > 0) this.post(one);
    });
  }

  private post(one: Waiting): void {
    const { send } = this;
    if (send === null) return;
    send({ n: one.n, command: one.command }).then(
      (answer) => this.answered(one, answer),
      // No answer: the line broke or the reply is late. It stays here until the next welcome, unless the
      // line is still the same one; then it is asked again.
      () => {
        if (this.send === send && this.waiting.includes(one)) setTimeout(() => this.post(one), 500);
      },
    );
  }

  /** The server misses a number: everything unanswered is numbered anew from what it has, and sent again. */
  private renumber(last: number): void {
    this.next = last + 1;
    for (const one of this.waiting) {
      one.n = this.next++;
      this.post(one);
    }
  }

  private answered(one: Waiting, answer: Answer): void {
    const at = this.waiting.indexOf(one);
    // An answer to a number that the command no longer has tells nothing of it.
    if (at < 0 || (answer.n > 0 && answer.n !== one.n)) return;
    if (!answer.ok && answer.errno === 'ESEQ' && 'last' in answer && typeof answer.last === 'number') {
      this.renumber(answer.last);
      return;
    }
    this.waiting.splice(at, 1);
    one.settle(answer);
  }
}

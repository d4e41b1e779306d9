/**
 * Commands that survive drops: numbered without gaps from what the welcome says, held until there is one,
 * sent again in order after a reconnect, and capped so that a dead line fills no memory. The server carries
 * each number out once; a refusal leaves its number to the command after it. Knows nothing of sockets: `send` is given in.
 */
import type { Answer } from '../../shared/protocol/message.ts';
import type { Command } from '../../shared/sim/index.ts';

export const OUTBOX_CAP = 32;

export type Send = (envelope: { n: number; command: Command }) => Promise<Answer>;

interface Waiting {
  n: number;
  command: Command;
  /** How often it was sent; only the last time's answer counts. */
  sent: number;
  settle: (answer: Answer) => void;
}

export class Outbox {
  private waiting: Waiting[] = [];
  private next = 0;
  private send: Send | null = null;
  private token = '';
  /** After a refusal one command goes first; the others follow its answer, lest each refusal send all of them again. */
  private probe: Waiting | null = null;

  /** The line is up: `last` is the last number the server has. Sends everything unanswered again, in order. */
  open(token: string, last: number, send: Send): void {
    if (this.token !== '' && token !== this.token) this.drop();
    this.token = token;
    this.send = send;
    this.probe = null;
    this.renumber(last);
    for (const one of this.waiting) this.post(one);
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
    this.probe = null;
  }

  get length(): number {
    return this.waiting.length;
  }

  /** Sends a command, now or when the line is back; resolves with the server's answer. */
  put(command: Command): Promise<Answer> {
    if (this.waiting.length >= OUTBOX_CAP) return Promise.resolve({ n: 0, ok: false, errno: 'EAGAIN' });
    return new Promise((settle) => {
      const one: Waiting = { n: this.send === null ? 0 : this.next++, command, sent: 0, settle };
      this.waiting.push(one);
      if (one.n > 0) this.post(one);
    });
  }

  /** Sends one, unless it has to wait for the probe. */
  private post(one: Waiting): void {
    const { send } = this;
    if (send === null || (this.probe !== null && one.n > this.probe.n)) return;
    one.sent += 1;
    const { sent } = one;
    const stands = () => one.sent === sent && this.send === send && this.waiting.includes(one);
    send({ n: one.n, command: one.command }).then(
      (answer) => {
        if (stands()) this.answered(one, answer);
      },
      // No answer: the line broke or the reply is late. It stays here until the next welcome, unless the
      // line is still the same one; then it is asked again.
      () => {
        setTimeout(() => {
          if (stands()) this.post(one);
        }, 500);
      },
    );
  }

  /** Whatever the server hasn't taken is numbered from its last number on. */
  private renumber(last: number): void {
    this.next = last + 1;
    for (const one of this.waiting) if (one.n === 0 || one.n > last) one.n = this.next++;
  }

  /**
   * The server took nothing after `last`: what came behind on this line is refused there as well (ESEQ), under numbers
   * that those commands have no longer.
   */
  private sendAgain(last: number): void {
    this.renumber(last);
    this.probe = this.waiting.find(({ n }) => n > last) ?? null;
    if (this.probe !== null) this.post(this.probe);
  }

  private answered(one: Waiting, answer: Answer): void {
    // An answer to a number that the command no longer has tells nothing of it.
    if (answer.n > 0 && answer.n !== one.n) return;
    if (answer.ok || answer.errno !== 'ESEQ') {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.settle(answer);
    }
    if ('last' in answer && answer.last !== undefined) {
      this.sendAgain(answer.last);
      return;
    }
    if (one !== this.probe) return;
    this.probe = null;
    for (const later of this.waiting) if (later.n > one.n) this.post(later);
  }
}

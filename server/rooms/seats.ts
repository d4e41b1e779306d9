/**
 * Who sits where: owners by the hash of their token, and the AI players that stand in for them (PL4). Every change goes
 * through the match, so that it is in the journal.
 */
import { fitsSeat } from '../../shared/ai/index.ts';
import { changeSeat, type Match } from '../../shared/match/index.ts';
import type { JoinOptions } from '../../shared/protocol/index.ts';
import type { Result } from '../../shared/sim/index.ts';
import { createSecret, hashSecret, isSecret } from '../secret.ts';
import { Desk } from './desk.ts';
import { Refusal } from './refusal.ts';

/** After so many ms an AI plays for a person who dropped out: the kernel's seat can't wait. */
export const KERNEL_STAND_IN_MS = 2000;
export const PROCESS_STAND_IN_MS = 20_000;
/** How long a lobby keeps the seat of one who left. */
export const LOBBY_KEEPS_MS = 60_000;

/** The machine's answers to each seat's commands, by number. */
type Answers = readonly ReadonlyMap<number, Result>[];

export interface Owner {
  name: string;
  /** Hash of the token; '' when the seat belongs to nobody. */
  token: string;
  connected: boolean;
  /** When the owner's line broke, in ms. */
  leftAt: number;
  desk: Desk;
}

export class Seats {
  readonly owners: Owner[];
  /** Nobody new gets a seat: a class has dealt them. */
  closed = false;
  private readonly match: Match;

  constructor(match: Match) {
    this.match = match;
    this.owners = match.seats.map(() => ({
      name: '',
      token: '',
      connected: false,
      leftAt: 0,
      desk: new Desk(),
    }));
  }

  /** Takes up what a journal knows of the seats; all owners have just dropped out. */
  restore(
    seats: readonly { name: string; token: string; last: number }[],
    answers: Answers,
    now: number,
  ): void {
    seats.forEach(({ name, token, last }, seat) => {
      const desk = new Desk();
      const given = [...answers[seat]].map(([n, result]) => [n, { n, ...result }] as const);
      desk.restore(last, new Map(given));
      this.owners[seat] = { name, token, connected: false, leftAt: now, desk };
    });
  }

  names = (): string[] => this.owners.map(({ name }) => name);

  isTaken = (seat: number): boolean => this.owners[seat].token !== '';

  /** The seat that a token opens, or -1. */
  find(token: string | undefined): number {
    return this.owners.findIndex((owner) => isSecret(token, owner.token));
  }

  /** Back to one's own seat, whoever played it meanwhile. */
  comeBack(seat: number, name: string | undefined): void {
    const owner = this.owners[seat];
    owner.connected = true;
    const renamed = !this.closed && name !== undefined && name !== owner.name;
    if (renamed) owner.name = name;
    if (renamed || this.match.seats[seat].ai !== '') this.record(seat, '');
  }

  /** A free seat for somebody new; returns it with its token. Throws a Refusal when there is none. */
  claim(role: JoinOptions['role'], name: string): { seat: number; token: string } {
    const seat = this.choose(role ?? 'any');
    const token = createSecret();
    this.owners[seat] = { name, token: hashSecret(token), connected: true, leftAt: 0, desk: new Desk() };
    this.record(seat, '');
    return { seat, token };
  }

  /** Keeps a seat for somebody who comes later, with what opens it; until then an AI plays. */
  reserve(seat: number, name: string, now: number): string {
    const token = createSecret();
    this.owners[seat] = { name, token: hashSecret(token), connected: false, leftAt: now, desk: new Desk() };
    this.record(seat, this.usual(seat));
    return token;
  }

  /** A new token for the owner of a seat; the old one opens nothing any more. */
  rekey(seat: number): string {
    const token = createSecret();
    this.owners[seat].token = hashSecret(token);
    this.record(seat, this.match.seats[seat].ai);
    return token;
  }

  /** Moves an owner to a seat that belongs to nobody (in the lobby). False when it isn't free. */
  move(from: number, to: number): boolean {
    if (to >= this.owners.length || this.isTaken(to)) return false;
    this.owners[to] = this.owners[from];
    this.release(from);
    this.record(to, '');
    return true;
  }

  rename(seat: number, name: string): void {
    this.owners[seat].name = name;
    this.record(seat, this.match.seats[seat].ai);
  }

  /** Has an AI play a seat that belongs to nobody; '' leaves it open. False when that can't be. */
  assign(seat: number, ai: string): boolean {
    if (seat >= this.owners.length || this.isTaken(seat)) return false;
    if (ai !== '' && !fitsSeat(ai, seat)) return false;
    changeSeat(this.match, seat, ai);
    return true;
  }

  /** AI players for the seats that nobody took and nobody chose one for. */
  fill(): void {
    this.owners.forEach((_, seat) => {
      if (!this.isTaken(seat) && this.match.seats[seat].ai === '') this.assign(seat, this.usual(seat));
    });
  }

  leave(seat: number, now: number): void {
    this.owners[seat].connected = false;
    this.owners[seat].leftAt = now;
  }

  /** In the lobby: seats of those gone too long are free again. True when one is. */
  expire(now: number): boolean {
    const gone = this.owners.flatMap(({ token, connected, leftAt }, seat) =>
      token !== '' && !connected && now - leftAt >= LOBBY_KEEPS_MS ? [seat] : [],
    );
    for (const seat of gone) this.release(seat);
    return gone.length > 0;
  }

  /** In a match: an AI stands in for those gone too long. Returns their seats. */
  standIn(now: number): number[] {
    const gone = this.owners.flatMap(({ token, connected, leftAt }, seat) => {
      const patience = seat === 0 ? KERNEL_STAND_IN_MS : PROCESS_STAND_IN_MS;
      const absent = token !== '' && !connected && now - leftAt >= patience;
      return absent && this.match.seats[seat].ai === '' ? [seat] : [];
    });
    for (const seat of gone) this.record(seat, this.usual(seat));
    return gone;
  }

  /** The scenario's AI for a seat; one that only waits is no stand-in. */
  private usual(seat: number): string {
    const { kernel, processes } = this.match.scenario;
    if (seat > 0) return processes[seat - 1];
    return kernel === 'idle' ? 'clock' : kernel;
  }

  private choose(role: JoinOptions['role']): number {
    if (this.closed) throw new Refusal('taken', "this machine is a class's; join the class by its code");
    const free = (seat: number) => !this.isTaken(seat);
    const processes = this.owners.map((_, seat) => seat).filter((seat) => seat > 0 && free(seat));
    if (role === 'kernel') {
      if (!free(0)) throw new Refusal('taken', "the kernel's seat is taken");
      return 0;
    }
    const seat = processes[0] ?? (role === 'any' && free(0) ? 0 : -1);
    if (seat < 0)
      throw new Refusal('taken', role === 'any' ? 'every seat is taken' : 'every process is taken');
    return seat;
  }

  /** The seat belongs to nobody again. */
  release(seat: number): void {
    this.owners[seat] = { name: '', token: '', connected: false, leftAt: 0, desk: new Desk() };
    this.record(seat, '');
  }

  private record(seat: number, ai: string): void {
    const { name, token } = this.owners[seat];
    changeSeat(this.match, seat, ai, { name, token });
  }
}

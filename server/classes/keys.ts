/**
 * What leads students back: a token for each of their devices, the last few, and a code that brings in another device. Kept
 * as hashes.
 */
import { createRejoin, createSecret, hashSecret, isSecret } from '../secret.ts';

export interface KeptKeys {
  /** By number of the student. */
  tokens: string[][];
  rejoins: string[];
}

/** Devices of a student that may come back. */
const DEVICES = 4;

export class StudentKeys {
  kept: KeptKeys = { tokens: [], rejoins: [] };

  /** The student whom a token, or the code for another device, belongs to; -1 for nobody. */
  find(token: string | undefined, rejoin?: string): number {
    const { tokens, rejoins } = this.kept;
    const byToken = tokens.findIndex((hashes) => hashes.some((hash) => isSecret(token, hash)));
    return byToken >= 0 ? byToken : rejoins.findIndex((hash) => isSecret(rejoin, hash));
  }

  owns = (student: number, token: string | undefined): boolean =>
    (this.kept.tokens[student] ?? []).some((hash) => isSecret(token, hash));

  /** The keys of somebody new. */
  issue(student: number): { token: string; rejoin: string } {
    return { token: this.addDevice(student), rejoin: this.reissue(student) };
  }

  /** A new code for another device; the old one opens nothing any more. */
  reissue(student: number): string {
    const rejoin = createRejoin();
    this.kept.rejoins[student] = hashSecret(rejoin);
    return rejoin;
  }

  /** A token for another device of a student. */
  addDevice(student: number): string {
    const token = createSecret();
    this.kept.tokens[student] = [...(this.kept.tokens[student] ?? []), hashSecret(token)].slice(-DEVICES);
    return token;
  }

  /** A student's keys open nothing any more. */
  revoke(student: number): void {
    this.kept.tokens[student] = [];
    this.kept.rejoins[student] = '';
  }
}

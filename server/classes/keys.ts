/** What leads students back: a token for each on their device, and a code that moves them to another. Kept as hashes. */
import { createRejoin, createSecret, hashSecret, isSecret } from '../secret.ts';

export interface KeptKeys {
  /** By number of the student. */
  tokens: string[];
  rejoins: string[];
}

export class StudentKeys {
  kept: KeptKeys = { tokens: [], rejoins: [] };

  /** The student whom a token, or the code for another device, belongs to; -1 for nobody. */
  find(token: string | undefined, rejoin: string | undefined): number {
    const { tokens, rejoins } = this.kept;
    const byToken = tokens.findIndex((hash) => isSecret(token, hash));
    return byToken >= 0 ? byToken : rejoins.findIndex((hash) => isSecret(rejoin, hash));
  }

  owns = (student: number, token: string | undefined): boolean =>
    isSecret(token, this.kept.tokens[student] ?? '');

  /** New keys for a student; the old ones open nothing any more. */
  issue(student: number): { token: string; rejoin: string } {
    const keys = { token: createSecret(), rejoin: createRejoin() };
    this.kept.tokens[student] = hashSecret(keys.token);
    this.kept.rejoins[student] = hashSecret(keys.rejoin);
    return keys;
  }

  /** A student's keys open nothing any more. */
  revoke(student: number): void {
    this.kept.tokens[student] = '';
    this.kept.rejoins[student] = '';
  }
}

/** Why somebody can't come in: an HTTP-like code, and a sentence for the person. */
import { ServerError } from '@colyseus/core';

export const REFUSAL = {
  malformed: 400,
  unknown: 401,
  key: 403,
  taken: 409,
  locked: 423,
  over: 410,
  version: 426,
  tooMany: 429,
  broken: 503,
} as const;

/** Why something that somebody in a room asked for can't be done. */
export type Refused = [errno: string, sentence: string];

export class Refusal extends ServerError {
  constructor(why: keyof typeof REFUSAL, sentence: string) {
    super(REFUSAL[why], sentence);
  }
}

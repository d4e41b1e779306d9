/**
 * How the screens send a command: through the session's outbox, with the place on the screen where an
 * error is to be shown. An errno becomes a sentence of the locale there, for a few seconds.
 */
import { signal } from '@preact/signals';
import type { Answer } from '../../shared/protocol/message.ts';
import type { Command } from '../../shared/sim/index.ts';
import { play } from '../audio/sound.ts';
import { has, t } from '../i18n/index.ts';
import { ruleOf } from '../rules.ts';
import { announce } from '../ui/announce.tsx';
import { welcome } from './store.ts';

const SHOWN_MS = 5000;

/** What a refusal says, and the rule behind it where one explains it. */
export interface Refused {
  id: number;
  text: string;
  rule: string | null;
  /** It stays while its rule is being read. */
  asked: boolean;
}

let next = 1;

/** The last refusal at each place of the screen. */
export const refusals = signal<{ [place: string]: Refused }>({});

/** How many of one's own commands were accepted: who has none for long may be stuck. */
export const accepted = signal(0);

type Put = (command: Command) => Promise<Answer>;
let put: Put = () => Promise.resolve({ n: 0, ok: false, errno: 'EAGAIN' });

/** Given by the session once it is loaded; a test gives its own. */
export function sendWith(own: Put): void {
  put = own;
}

/** The sentence for an errno; one for the command itself goes first. */
export function sentence(errno: string, op = ''): string {
  if (has(`errno.${op}.${errno}`)) return t(`errno.${op}.${errno}`);
  return has(`errno.${errno}`) ? t(`errno.${errno}`) : t('errno.other', { errno });
}

export function refuse(place: string, text: string, rule: string | null = null): void {
  const one: Refused = { id: next++, text, rule, asked: false };
  refusals.value = { ...refusals.peek(), [place]: one };
  announce(text);
  const fade = (): void => {
    if (refusals.peek()[place] !== one) return;
    if (one.asked) setTimeout(fade, SHOWN_MS);
    else clear(place);
  };
  setTimeout(fade, SHOWN_MS);
}

function clear(place: string): void {
  if (!(place in refusals.peek())) return;
  const { [place]: _gone, ...rest } = refusals.peek();
  refusals.value = rest;
}

/** Sends a command. On refusal its sentence is shown at `place`; the answer is handed back either way. */
export async function order(command: Command, place: string): Promise<Answer> {
  const answer = await put(command);
  if (answer.ok) {
    accepted.value++;
    clear(place);
  } else {
    const seat = welcome.peek()?.seat ?? 0;
    const rule = ruleOf({ refused: { errno: answer.errno, op: command.op, seat } });
    refuse(place, sentence(answer.errno, command.op), rule);
    play('refused');
  }
  return answer;
}

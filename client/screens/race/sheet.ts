/**
 * The answer sheet of a racer: laid out when a question comes, also a second time over a new line; marked when the round is
 * over, which goes into the device's own deck as well. Runs before anything is drawn.
 */
import { effect, signal } from '@preact/signals';
import { type Answer, kindOf } from '../../../shared/drills/index.ts';
import type { RaceQuestion, RaceShown } from '../../../shared/race/index.ts';
import { asked, giveAnswer, race, shown } from '../../net/race.ts';
import { practised } from '../drills/session.ts';
import { given, layOut, reveal } from '../drills/sheet.ts';

/** Why the answer has to be given again: '' for nothing, 'unheard', or the server's reason. */
export const refused = signal('');

/** The last round that went into the deck: coming back shows it again. */
let learnt = '';

async function send(open: RaceQuestion, answer: Answer): Promise<void> {
  const reply = await giveAnswer(open.round, answer);
  // Over a new line the question may have come again, with what the server has of us.
  if (reply?.ok === true || asked.peek() !== open) return;
  refused.value = reply?.refused ?? 'unheard';
  layOut(open.question.form, (value) => void send(open, value));
}

function open(question: RaceQuestion): void {
  refused.value = '';
  layOut(question.question.form, (value) => void send(question, value), question.given);
}

function close(over: RaceShown): void {
  const { own, question } = over;
  if (given.peek() === null) layOut(question.form, () => {}, own?.answer ?? null);
  reveal(over.answer);
  const mark = `${race.peek()?.code} ${over.round}`;
  const kind = kindOf(question.kind);
  if (own === null || learnt === mark || kind === undefined) return;
  learnt = mark;
  practised({ concept: kind.concept, kind }, own.grade);
}

effect(() => {
  if (asked.value !== null) open(asked.value);
});
effect(() => {
  if (shown.value !== null) close(shown.value);
});

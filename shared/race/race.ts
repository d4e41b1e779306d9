/**
 * A live race: everyone gets the same question, a round ends when all who are there have answered, and then what was given
 * and what is right is shown. Plain data and pure functions; the time is the caller's, and the drills do the grading.
 */
import type { ConceptId } from '../concepts/index.ts';
import {
  type Answer,
  createDice,
  type Drill,
  type Grade,
  grade,
  isSame,
  type Kind,
  kindOf,
  type Level,
  type MisconceptionId,
  makeDrill,
  misfit,
} from '../drills/index.ts';

export const RACE_PHASES = ['lobby', 'asking', 'shown', 'over'] as const;
export type RacePhase = (typeof RACE_PHASES)[number];

/** A right answer; what comes near gets a part of half of it. */
export const RIGHT_POINTS = 100;
/** The most that speed adds to a right answer, and after how many ms each of these points is gone. */
export const SPEED_POINTS = 10;
export const SPEED_STEP_MS = 3000;

export interface RaceTerms {
  /** The kind of each round's question. */
  kinds: readonly string[];
  level: Level;
  /** Whether quick answers get a little more. */
  speed: boolean;
  /** Makes each round's question, so they stay on the server; unrelated, since a shown one gives its own away. */
  seeds: readonly number[];
}

/** A line that breaks for a moment costs nobody the round. */
export const GRACE_MS = 5000;
/** In the lobby, after so long somebody who left is not expected back. */
export const LOBBY_KEEPS_MS = 60_000;

export interface Racer {
  name: string;
  present: boolean;
  /** When the line broke, in ms. */
  leftAt: number;
  /** Taken out by the host: the number stays theirs. */
  gone: boolean;
  score: number;
  right: number;
  /** Questions answered, right or wrong. */
  answers: number;
  /** What was answered in this round, null before. */
  given: { answer: Answer; grade: Grade; points: number } | null;
}

export interface Race {
  terms: RaceTerms;
  phase: RacePhase;
  /** From 0; -1 before the first. */
  round: number;
  drill: Drill | null;
  /** Where on the way to the answer the whole room is, once it is shown. */
  step: number;
  /** When the question was asked, in ms. */
  askedAt: number;
  /** Rounds that have been shown, and so count. */
  done: number;
  racers: Racer[];
}

/** How often something was answered. */
export interface Tally {
  answer: Answer;
  count: number;
  right: boolean;
  misconception: MisconceptionId | null;
}

/**
 * The terms of a race over these kinds: a round for each seed, no kind twice while another is left, and in turn about each of
 * the concepts that were asked for.
 */
export function raceTerms(
  pool: readonly Kind[],
  order: number,
  rest: Omit<RaceTerms, 'kinds'>,
  concepts: readonly ConceptId[] = [],
): RaceTerms {
  const dice = createDice(order, 0);
  const shuffled = dice.shuffle(pool);
  const turns = dice.shuffle(concepts);
  const left: Kind[] = [];
  const kinds = rest.seeds.map((_, round) => {
    if (left.length === 0) left.push(...shuffled);
    const concept = turns[round % turns.length];
    const first = left.findIndex((kind) => kind.concept === concept);
    const at = first >= 0 ? first : left.findIndex(({ also }) => also?.some((one) => one === concept));
    return left.splice(Math.max(0, at), 1)[0]!.id;
  });
  return { ...rest, kinds };
}

export const createRace = (terms: RaceTerms): Race => ({
  terms,
  phase: 'lobby',
  round: -1,
  drill: null,
  step: 0,
  askedAt: 0,
  done: 0,
  racers: [],
});

/** Somebody new; returns their number. A name that is taken, in whatever case, gets a number behind it. */
export function joinRace(race: Race, name: string): number {
  const taken = new Set(race.racers.filter(({ gone }) => !gone).map((racer) => racer.name.toLowerCase()));
  let own = name;
  for (let count = 2; taken.has(own.toLowerCase()); count++) own = `${name} ${count}`;
  const nothing = { score: 0, right: 0, answers: 0, given: null };
  race.racers.push({ name: own, present: true, leftAt: 0, gone: false, ...nothing });
  return race.racers.length - 1;
}

/** The next question, or the end after the last. False while a question is open. */
export function nextRound(race: Race, now: number): boolean {
  const { terms, phase } = race;
  if (phase === 'asking' || phase === 'over') return false;
  const kind = kindOf(terms.kinds[race.round + 1] ?? '');
  if (kind === undefined) {
    endRace(race);
    return true;
  }
  race.round += 1;
  race.drill = makeDrill(kind, terms.seeds[race.round]!, terms.level);
  race.step = 0;
  race.phase = 'asking';
  race.askedAt = now;
  for (const racer of race.racers) racer.given = null;
  return true;
}

/** Takes an answer; null, or a sentence that says why it can't be taken. The last one shows the round. */
export function giveAnswer(
  race: Race,
  number: number,
  round: number,
  input: unknown,
  now: number,
): string | null {
  const { drill, terms } = race;
  const racer = race.racers[number]!;
  if (race.phase !== 'asking' || drill === null) return 'no question is open';
  if (round !== race.round) return `round ${round + 1} is over`;
  if (racer.given !== null) return 'this question has your answer already';
  const wrong = misfit(drill.question.form, input);
  if (wrong !== null) return wrong;
  const answer = input as Answer;
  const graded = grade(drill, answer);
  racer.answers += 1;
  racer.given = { answer, grade: graded, points: pointsFor(graded, terms.speed ? now - race.askedAt : null) };
  settle(race, now);
  return null;
}

/** Points of an answer; `ms` it took, null where speed doesn't count. */
export function pointsFor({ right, share }: Grade, ms: number | null): number {
  if (!right) return Math.floor((share * RIGHT_POINTS) / 2000);
  if (ms === null) return RIGHT_POINTS;
  return RIGHT_POINTS + Math.max(0, SPEED_POINTS - Math.floor(Math.max(0, ms) / SPEED_STEP_MS));
}

/** Somebody's line broke or is back. */
export function setPresent(race: Race, number: number, present: boolean, now: number): void {
  Object.assign(race.racers[number]!, { present, leftAt: now });
}

/**
 * What time alone brings about: the round doesn't wait for who stays away, nor the lobby for who never came back. True when
 * something changed.
 */
export function keepRace(race: Race, now: number): boolean {
  if (race.phase === 'asking') return settle(race, now);
  if (race.phase !== 'lobby') return false;
  const left = race.racers.filter(
    ({ present, gone, leftAt }) => !present && !gone && now - leftAt >= LOBBY_KEEPS_MS,
  );
  for (const racer of left) racer.gone = true;
  return left.length > 0;
}

/** Takes somebody out of the race, with what they answered. */
export function removeRacer(race: Race, number: number, now: number): void {
  const racer = race.racers[number]!;
  Object.assign(racer, { gone: true, present: false, given: null });
  settle(race, now);
}

/** Ends the round when everyone who is there, or was a moment ago, has answered, and somebody has. True when it did. */
function settle(race: Race, now: number): boolean {
  if (race.phase !== 'asking') return false;
  const open = race.racers.some(
    ({ present, leftAt, gone, given }) => !gone && given === null && (present || now - leftAt < GRACE_MS),
  );
  return !open && race.racers.some(({ given }) => given !== null) && showRound(race);
}

/** Ends the round now. False when none is open. */
export function showRound(race: Race): boolean {
  if (race.phase !== 'asking') return false;
  race.phase = 'shown';
  race.done += 1;
  for (const racer of race.racers) {
    racer.score += racer.given?.points ?? 0;
    racer.right += racer.given?.grade.right === true ? 1 : 0;
  }
  return true;
}

/** Leads the room to a step of the way to the answer; null, or a sentence that says why it can't be. */
export function leadTo(race: Race, step: number): string | null {
  const count = race.drill?.steps.length ?? 0;
  if (race.phase !== 'shown') return 'no answer is shown now, so there is no why to step through';
  if (step >= count) return `this why has ${count} steps, counted from 0`;
  race.step = step;
  return null;
}

/** Ends the race; a round that is open doesn't count, nor does who left without an answer to any. */
export function endRace(race: Race): void {
  race.phase = 'over';
  for (const racer of race.racers) if (!racer.present && racer.answers === 0) racer.gone = true;
}

/** What was answered, the right answer among it: options in their order, numbers by size, else the most given first. */
export function tallyOf({ drill, racers }: Race): Tally[] {
  if (drill === null) return [];
  const { form } = drill.question;
  const tallies: Tally[] = [];
  const enter = (answer: Answer, by: number) => {
    const known = tallies.find((one) => isSame(form, one.answer, answer));
    if (known !== undefined) known.count += by;
    else {
      const { right, misconception } = grade(drill, answer);
      tallies.push({ answer, count: by, right, misconception });
    }
  };
  if (form.type === 'choice') for (const option of form.options.keys()) enter(option, 0);
  enter(drill.answer, 0);
  for (const { given } of racers) if (given !== null) enter(given.answer, 1);
  if (form.type === 'choice') return tallies;
  if (form.type === 'number') return tallies.sort((a, b) => Number(a.answer) - Number(b.answer));
  return tallies.sort((a, b) => b.count - a.count);
}

/** The place of each racer, from 1; equal scores share one. */
export const placesOf = (scores: readonly number[]): number[] =>
  scores.map((score) => 1 + scores.filter((other) => other > score).length);

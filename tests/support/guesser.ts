/**
 * Who sees only the text of a question and its options, not the board. Several guessers learn from some instances which
 * answer goes with what they look at, numbers and places included, and guess at others.
 */
import { drillWords } from '../../server/words.ts';
import type { Answer, Drill } from '../../shared/drills/index.ts';

/** Points above chance where one of some is chosen. What is measured is off by 2 (one standard deviation) at the most, and luck is asked twice. */
const MARGIN = 5;
/** Where an answer is built, not chosen, none may be more frequent than at a question with four options. */
const COMMONEST = 100 / 4 + MARGIN;

const word = drillWords();

/** What is read: the sentence, its numbers, the options in their places. */
interface Seen {
  ask: string;
  numbers: number[];
  options: string[];
  /** How many places there are to choose from, 0 where an answer is built. */
  places: number;
  level: number;
  at: number;
}

function see({ question: { ask, form, level }, answer }: Drill): Seen {
  const text = word(ask);
  const options = form.type === 'choice' ? form.options.map(word) : [];
  const numbers = (text.match(/0x[0-9A-F]+|\d+/g) ?? []).map(Number);
  const at =
    form.type === 'choice'
      ? (answer as number)
      : form.type === 'pick'
        ? form.from.indexOf(answer as number)
        : -1;
  const places = form.type === 'pick' ? form.from.length : options.length;
  return { ask: text, numbers, options, places, level, at };
}

/** What a guesser goes by, and how it calls an answer when it sees it again. */
interface Guesser {
  by(seen: Seen): string;
  call(seen: Seen, answer: Answer): string;
}

const numberIn = (text: string): number => Number(/\d+(?=\D*$)/.exec(text) ?? 0);
/** Among equals the first comes first, so that every option has a rank of its own. */
const rank = (values: readonly number[], at: number): string =>
  String(values.filter((value, other) => value < values[at]! || (value === values[at] && other < at)).length);
const ends = ({ options }: Seen): string => [...options].sort().join('|');
const itself = ({ options, at }: Seen, answer: Answer): string => options[at] ?? String(answer);
const place = ({ places, at }: Seen, answer: Answer): string => String(places > 0 ? at : answer);
const shape = ({ ask, numbers }: Seen): string =>
  ask.replace(/0x[0-9A-F]+|\d+/g, '#') + numbers.map((value) => 32 - Math.clz32(value)).join();
const order = ({ ask, numbers }: Seen): string =>
  ask.replace(/0x[0-9A-F]+|\d+/g, '#') +
  numbers.flatMap((one, at) => numbers.slice(at + 1).map((other) => Math.sign(one - other))).join();

const GUESSERS: { readonly [name: string]: Guesser } = {
  'the commonest': { by: ({ level }) => String(level), call: itself },
  'the text': { by: (seen) => seen.ask + ends(seen), call: itself },
  'the size of its numbers': { by: (seen) => shape(seen) + ends(seen), call: itself },
  'the order of its numbers': { by: (seen) => order(seen) + ends(seen), call: itself },
  'the place': { by: ({ places, level }) => `${places} ${level}`, call: place },
  'the place, given the text': { by: (seen) => `${seen.places} ${seen.ask}`, call: place },
  'the place from the end': {
    by: ({ places }) => String(places),
    call: (seen, answer) => (seen.places > 0 ? String(seen.places - seen.at) : String(answer)),
  },
  'the rank of the option’s number': {
    by: (seen) => order(seen),
    call: (seen, answer) =>
      seen.options.length > 0 ? rank(seen.options.map(numberIn), seen.at) : place(seen, answer),
  },
  'the length of the option': {
    by: ({ level }) => String(level),
    call: (seen, answer) =>
      seen.options.length > 0
        ? rank(
            seen.options.map(({ length }) => length),
            seen.at,
          )
        : place(seen, answer),
  },
};

type Counts = Map<string, number>;
const count = (counts: Counts, name: string): Counts => counts.set(name, (counts.get(name) ?? 0) + 1);
const commonest = (counts: Counts): string => [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];

interface Instance {
  seen: Seen;
  answer: Answer;
}

/** How many of the one half are guessed by who learned from the other. */
function hits({ by, call }: Guesser, learned: readonly Instance[], asked: readonly Instance[]): number {
  const known = new Map<string, Counts>();
  const all: Counts = new Map();
  for (const { seen, answer } of learned) {
    known.set(by(seen), count(known.get(by(seen)) ?? new Map(), call(seen, answer)));
    count(all, call(seen, answer));
  }
  const guess = (seen: Seen): string => commonest(known.get(by(seen)) ?? all);
  return asked.filter(({ seen, answer }) => guess(seen) === call(seen, answer)).length;
}

/** Percent that a guesser may get right of these: chance and a margin. */
function most(instances: readonly Instance[]): number {
  if (instances[0]!.seen.places === 0) return COMMONEST;
  const chance = instances.reduce((sum, { seen }) => sum + 1 / seen.places, 0);
  return (100 * chance) / instances.length + MARGIN;
}

const percent = (right: number, of: number): number => Math.round((1000 * right) / of) / 10;

const instancesOf = (drills: readonly Drill[]): Instance[] =>
  drills.map((drill) => ({ seen: see(drill), answer: drill.answer }));

/**
 * The guessers that do better than chance at a kind's drills, with their percentage: each half is guessed at by who has
 * learned from the other. As one of so many may be lucky once, those are asked again, of `fresh` ones.
 */
export function betterThanChance(drills: readonly Drill[], fresh: () => Drill[]): [string, number][] {
  const instances = instancesOf(drills);
  const [one, other] = [0, 1].map((half) => instances.filter((_, at) => (at >> 3) % 2 === half));
  const lucky = Object.entries(GUESSERS).filter(
    ([, guesser]) =>
      percent(hits(guesser, one!, other!) + hits(guesser, other!, one!), drills.length) > most(instances),
  );
  if (lucky.length === 0) return [];
  const others = instancesOf(fresh());
  return lucky
    .map(([name, guesser]): [string, number] => [
      name,
      percent(hits(guesser, instances, others), others.length),
    ])
    .filter(([, right]) => right > most(others));
}

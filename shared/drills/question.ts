/**
 * What a drill asks and knows: plain data, so that it can be sent, kept and printed. Words are keys of the locale packs
 * (`drills.*`) with their values; what is to be seen is a list of figures, drawn alike on every device.
 */
import type { ConceptId } from '../concepts/index.ts';
import type { MisconceptionId } from './misconceptions.ts';

/** A sentence of the packs under `drills.`, and what it fills in; `raw` says a number or a name that is no sentence. */
export type Say = { key: string; values?: Values } | { raw: string };

/** Numbers and names as they are, words said in their turn, several of them with commas between. */
export interface Values {
  readonly [name: string]: string | number | Say | readonly Say[];
}

/** What stands on a figure: a number, a name or code as it is; a word is a Say. */
export type Text = string | number | Say;

export const MARKS = ['referenced', 'dirty', 'pinned', 'shared', 'hand', 'new', 'gone', 'asked'] as const;
export type Mark = (typeof MARKS)[number];

/** A tile of a board: a frame, a page, a cell. `owner` 0 for the kernel, a process for whose it is, none for what is free. */
export interface Tile {
  id: number;
  label: string | Say;
  below?: string | Say;
  owner?: number;
  marks?: readonly Mark[];
}

/** A stretch of memory in address order. */
export interface Block {
  id: number;
  address: number;
  size: number;
  label: string;
  used: boolean;
  marks?: readonly Mark[];
}

export type Figure =
  | { type: 'tiles'; name: Say; tiles: readonly Tile[] }
  | { type: 'blocks'; name: Say; blocks: readonly Block[] }
  | {
      type: 'table';
      name: Say;
      head: readonly Say[];
      rows: readonly (readonly Text[])[];
      at?: number;
    }
  /** References in their order; `at` is the one that is made now. */
  | { type: 'refs'; name: Say; refs: readonly (string | number)[]; at: number };

/**
 * How it is answered. choice: one option's index. choices: a set of them. pick: the id of a tile or block, or the row of
 * a table, in figure `figure`; picks: a set of those. order: the items' indices in their order. number: an integer.
 * fields: one integer a field.
 */
export type Form =
  | { type: 'choice'; options: readonly Say[] }
  | { type: 'choices'; options: readonly Say[] }
  | { type: 'pick'; figure: number; from: readonly number[] }
  | { type: 'picks'; figure: number; from: readonly number[]; count: number }
  | { type: 'order'; items: readonly Say[] }
  | { type: 'number'; min: number; max: number; unit: Say }
  | { type: 'fields'; fields: readonly { name: Say; base: 10 | 16; max: number }[] };

export type Answer = number | readonly number[];

export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

export interface Question {
  kind: string;
  concept: ConceptId;
  seed: number;
  level: Level;
  ask: Say;
  figures: readonly Figure[];
  form: Form;
}

/** A question without what would tell its answer. */
export type Asked = Omit<Question, 'seed'>;

/** A state of the board on the way to the answer, and what happened. */
export interface Step {
  say: Say;
  figures: readonly Figure[];
}

/** A wrong answer that shows what somebody believes. */
export interface Slip {
  answer: Answer;
  misconception: MisconceptionId;
}

/** What a kind makes: the question without what every question has. */
export interface Made {
  ask: Say;
  figures: readonly Figure[];
  form: Form;
  answer: Answer;
  /** From the situation to the answer; the last step shows it. */
  steps: readonly Step[];
  slips?: readonly Slip[];
}

export interface Drill {
  question: Question;
  answer: Answer;
  steps: readonly Step[];
  slips: readonly Slip[];
}

export const say = (key: string, values?: Values): Say => (values === undefined ? { key } : { key, values });
export const raw = (value: string | number): Say => ({ raw: String(value) });

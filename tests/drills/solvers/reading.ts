/** A drill as somebody reads it who knows nothing of how it was made: its English text, and what its figures show. */
import { drillWords } from '../../../server/words.ts';
import {
  type Answer,
  type Block,
  type Drill,
  type Figure,
  type Tile,
  textOf,
} from '../../../shared/drills/index.ts';

const word = drillWords();

export interface Read {
  ask: string;
  /** What the figures are called. */
  names: string[];
  /** Rows of each table, in words. */
  tables: string[][][];
  blocks: Block[][];
  tiles: Tile[][];
  refs: number[][];
  /** Options of a choice, items of an order. */
  options: string[];
  /** What can be picked. */
  from: readonly number[];
  /** The numbers that the groups of a pattern find in the text. */
  numbers(pattern: RegExp): number[];
  /** The one option that matches. */
  option(pattern: RegExp): number;
}

export type Solver = (question: Read) => Answer;
export interface Solvers {
  readonly [kind: string]: Solver;
}

const ofType = <T extends Figure['type']>(figures: readonly Figure[], type: T) =>
  figures.filter((one) => one.type === type) as Extract<Figure, { type: T }>[];

export function read({ question: { ask, figures, form } }: Drill): Read {
  const text = word(ask);
  const options =
    form.type === 'choice' || form.type === 'choices'
      ? form.options.map(word)
      : form.type === 'order'
        ? form.items.map(word)
        : [];
  return {
    ask: text,
    names: figures.map(({ name }) => word(name)),
    tables: ofType(figures, 'table').map(({ rows }) =>
      rows.map((row) => row.map((cell) => String(textOf(cell, word)))),
    ),
    blocks: ofType(figures, 'blocks').map(({ blocks }) => [...blocks]),
    tiles: ofType(figures, 'tiles').map(({ tiles }) =>
      tiles.map((tile) => ({ ...tile, label: String(textOf(tile.label, word)), below: told(tile.below) })),
    ),
    refs: ofType(figures, 'refs').map(({ refs }) => refs.map(Number)),
    options,
    from: form.type === 'pick' || form.type === 'picks' ? form.from : [],
    numbers(pattern) {
      const found = pattern.exec(text);
      if (found === null) throw new Error(`${pattern} is not in: ${text}`);
      return found.slice(1).map(Number);
    },
    option(pattern) {
      const found = options.flatMap((one, at) => (pattern.test(one) ? [at] : []));
      if (found.length !== 1) throw new Error(`${pattern} fits ${found.length} of: ${options.join('; ')}`);
      return found[0]!;
    },
  };
}

const told = (text: Tile['below']): string => (text === undefined ? '' : String(textOf(text, word)));

/** Places whose item is as wanted. */
export const places = <T>(list: readonly T[], wanted: (one: T, at: number) => boolean): number[] =>
  list.flatMap((one, at) => (wanted(one, at) ? [at] : []));

/** The place of the largest, which must be alone. */
export function placeOfMost(values: readonly number[]): number {
  const most = places(values, (value) => value === Math.max(...values));
  if (most.length !== 1) throw new Error(`a tie: ${values.join()}`);
  return most[0]!;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

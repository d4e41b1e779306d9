/** A drill with its words said: every key replaced by its sentence, for where nobody draws it (command line, export). */
import type { Answer, Asked, Drill, Figure, Form, Say, Step, Text, Values } from './question.ts';

export type Word = (one: Say) => string;

/** How drills say things where `words` says a key with its values. */
export function wordFrom(words: (key: string, values: { [name: string]: string | number }) => string): Word {
  const filled = (value: Values[string]): string | number => {
    if (typeof value !== 'object') return value;
    return 'length' in value ? value.map(word).join(', ') : word(value);
  };
  const word: Word = (one) => {
    if ('raw' in one) return one.raw;
    const values = Object.entries(one.values ?? {}).map(([name, value]) => [name, filled(value)] as const);
    return words(one.key, Object.fromEntries(values));
  };
  return word;
}

/** What stands on a figure, said. */
export const textOf = (text: Text, word: Word): string | number =>
  typeof text === 'object' ? word(text) : text;

/** The same shape with strings in place of words. */
export type Told<T> = T extends Say
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Told<Item>[]
    : T extends object
      ? { [K in keyof T]: Told<T[K]> }
      : T;

const isSay = (value: object): value is Say =>
  'raw' in value || ('key' in value && typeof value.key === 'string');

function said(value: unknown, word: Word): unknown {
  if (Array.isArray(value)) return value.map((item) => said(item, word));
  if (value === null || typeof value !== 'object') return value;
  if (isSay(value)) return word(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, said(item, word)]));
}

type Sayable = Drill | Figure | Form | Step;

export const tell = <T extends Sayable | readonly Sayable[]>(value: T, word: Word): Told<T> =>
  said(value, word) as Told<T>;

const hex = (value: number): string => `0x${value.toString(16).toUpperCase()}`;

/** A row of a table by its first cells, as many as tell it from the others; numbered where nothing does. */
function rowName(rows: readonly (readonly Text[])[], at: number, word: Word): string {
  const cells = (row: readonly Text[] = [], count: number): string =>
    row
      .slice(0, count)
      .map((cell) => textOf(cell, word))
      .join(' · ');
  const own = rows[at] ?? [];
  for (let count = 1; count <= own.length; count++)
    if (rows.every((row, other) => other === at || cells(row, count) !== cells(own, count)))
      return cells(own, count);
  return `${at + 1}: ${cells(own, 1)}`;
}

/** What a place on a figure is called; `brief` names the row of a table instead of reading it out. */
function placeText(figure: Figure | undefined, id: number, word: Word, brief: boolean): string {
  if (figure?.type === 'tiles')
    return String(textOf(figure.tiles.find((tile) => tile.id === id)?.label ?? id, word));
  if (figure?.type === 'blocks') {
    const block = figure.blocks.find((one) => one.id === id);
    return block === undefined ? String(id) : `${block.label} @${block.address}`.trim();
  }
  if (figure?.type !== 'table') return String(id);
  if (brief) return rowName(figure.rows, id, word);
  return (figure.rows[id] ?? []).map((cell) => textOf(cell, word)).join(' | ');
}

/** An answer in words, by its form; `brief` where the figure that it is about is to be seen beside it. */
export function answerText(
  { question: { form, figures } }: { question: Asked },
  answer: Answer,
  word: Word,
  brief = false,
): string {
  const list = typeof answer === 'number' ? [answer] : answer;
  switch (form.type) {
    case 'choice':
    case 'choices':
      return list.map((index) => word(form.options[index]!)).join('; ');
    case 'order':
      return list.map((index) => word(form.items[index]!)).join(', ');
    case 'pick':
    case 'picks':
      return list.map((id) => placeText(figures[form.figure], id, word, brief)).join(', ');
    case 'number':
      return `${list[0]} ${word(form.unit)}`.trim();
    case 'fields':
      return form.fields
        .map(({ name, base }, at) => `${word(name)} ${base === 16 ? hex(list[at]!) : list[at]}`)
        .join(', ');
  }
}

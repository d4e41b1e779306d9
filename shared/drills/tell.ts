/** A drill with its words said: every key replaced by its sentence, for where nobody draws it (command line, export). */
import type { Answer, Asked, Drill, Figure, Form, Say, Step } from './question.ts';

export type Word = (one: Say) => string;

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

/** What a place on a figure is called. */
function placeText(figure: Figure | undefined, id: number): string {
  if (figure?.type === 'tiles') return figure.tiles.find((tile) => tile.id === id)?.label ?? String(id);
  if (figure?.type === 'blocks') {
    const block = figure.blocks.find((one) => one.id === id);
    return block === undefined ? String(id) : `${block.label} @${block.address}`.trim();
  }
  return figure?.type === 'table' ? (figure.rows[id] ?? []).join(' | ') : String(id);
}

/** An answer in words, by its form. */
export function answerText(
  { question: { form, figures } }: { question: Asked },
  answer: Answer,
  word: Word,
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
      return list.map((id) => placeText(figures[form.figure], id)).join(', ');
    case 'number':
      return `${list[0]} ${word(form.unit)}`.trim();
    case 'fields':
      return form.fields
        .map(({ name, base }, at) => `${word(name)} ${base === 16 ? hex(list[at]!) : list[at]}`)
        .join(', ');
  }
}

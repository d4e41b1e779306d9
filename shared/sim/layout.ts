/**
 * The shape of a view: one flat Int32Array of named rows, so that filling it, sending the difference and
 * reading it are the same few lines for every role. Numbers only; -1 stands for "none".
 * view.ts names the sections, procfs.ts fills them, shared/protocol encodes them.
 */
export interface Section<F extends string = string> {
  /** Names of the integers of one row. */
  fields: readonly F[];
  /** Number of rows. */
  rows: number;
}

export type Sections = { [name: string]: Section };
export type Row<S extends Section> = { [F in S['fields'][number]]: number };
/** A view read back: every section as an array of rows. */
export type Read<S extends Sections> = { [N in keyof S]: Row<S[N]>[] };

/** Integers that the sections take, laid out one after the other. */
export function sizeOf(sections: Sections): number {
  let size = 0;
  for (const name in sections) size += sections[name].rows * sections[name].fields.length;
  return size;
}

/**
 * A cursor that fills a view: `row('pages', i, a, b, …)` with the integers in the order of the fields.
 * Throws when a row has another number of integers than its section has fields.
 */
export function writer(sections: Sections, out: Int32Array) {
  const start: { [name: string]: number } = {};
  let at = 0;
  for (const name in sections) {
    start[name] = at;
    at += sections[name].rows * sections[name].fields.length;
  }
  return (name: string, index: number, ...values: number[]): void => {
    const { fields } = sections[name];
    if (values.length !== fields.length)
      throw new Error(`${name}: ${values.length} integers for ${fields.length} fields`);
    out.set(values, start[name] + index * fields.length);
  };
}

/** Reads a filled view into rows of named numbers. */
export function read<S extends Sections>(sections: S, from: Int32Array): Read<S> {
  const result: { [name: string]: { [field: string]: number }[] } = {};
  let at = 0;
  for (const name in sections) {
    const { fields, rows } = sections[name];
    const list: { [field: string]: number }[] = [];
    for (let index = 0; index < rows; index++) {
      const row: { [field: string]: number } = {};
      for (const field of fields) row[field] = from[at++];
      list.push(row);
    }
    result[name] = list;
  }
  return result as Read<S>;
}

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

type Places = ReadonlyMap<string, { at: number; length: number }>;
/** Worked out once for each shape: views are filled many times a second. */
const places = new WeakMap<Sections, Places>();

function placesOf(sections: Sections): Places {
  const known = places.get(sections);
  if (known !== undefined) return known;
  const start = new Map<string, { at: number; length: number }>();
  let next = 0;
  for (const name in sections) {
    const { rows, fields } = sections[name];
    start.set(name, { at: next, length: fields.length });
    next += rows * fields.length;
  }
  places.set(sections, start);
  return start;
}

/**
 * A cursor that fills a view: `row('pages', i, a, b, …)` with the integers in the order of the fields.
 * Throws when a row has another number of integers than its section has fields.
 */
export function writer(sections: Sections, out: Int32Array) {
  const start = placesOf(sections);
  return (name: string, index: number, ...values: number[]): void => {
    const { at, length } = start.get(name)!;
    if (values.length !== length) throw new Error(`${name}: ${values.length} integers for ${length} fields`);
    // A loop: `set` copies a plain array element by element through its iterator, and views are filled often.
    const from = at + index * length;
    for (let field = 0; field < length; field++) out[from + field] = values[field];
  };
}

function rowsOf({ fields, rows }: Section, from: Int32Array, start: number): { [field: string]: number }[] {
  let at = start;
  return Array.from({ length: rows }, () => {
    const row: { [field: string]: number } = {};
    for (const field of fields) row[field] = from[at++];
    return row;
  });
}

/** Reads a filled view into rows of named numbers. */
export function read<S extends Sections>(sections: S, from: Int32Array): Read<S> {
  return { ...unfold(sections, from) };
}

/** As read, but a section is read when it is first looked at: for who needs few of them, and before `from` changes. */
export function unfold<S extends Sections>(sections: S, from: Int32Array): Read<S> {
  const view = {};
  const start = placesOf(sections);
  for (const name in sections) {
    Object.defineProperty(view, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = rowsOf(sections[name], from, start.get(name)!.at);
        Object.defineProperty(view, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return view as Read<S>;
}

/**
 * The same without rows of its own: each looks into `from` when it is asked, and has its fields on its prototype, not to
 * be spread or listed. For who looks at much of a view once, and very often.
 */
export function glance<S extends Sections>(sections: S, from: Int32Array): Read<S> {
  let Glance = glances.get(sections);
  if (Glance === undefined) {
    Glance = glanceOf(sections);
    glances.set(sections, Glance);
  }
  return new Glance(from) as object as Read<S>;
}

/** Made once for each shape, with a getter a section and one a field: rows of names built anew cost ten times as much. */
const glances = new WeakMap<Sections, new (from: Int32Array) => object>();

function glanceOf(sections: Sections): new (from: Int32Array) => object {
  class Glance {
    readonly from: Int32Array;
    readonly seen: { [name: string]: object[] } = {};
    constructor(from: Int32Array) {
      this.from = from;
    }
  }
  const start = placesOf(sections);
  for (const name in sections) {
    const { fields, rows } = sections[name];
    const { at } = start.get(name)!;
    const Row = rowOf(fields);
    Object.defineProperty(Glance.prototype, name, {
      get(this: Glance) {
        this.seen[name] ??= Array.from(
          { length: rows },
          (_, row) => new Row(this.from, at + row * fields.length),
        );
        return this.seen[name];
      },
    });
  }
  return Glance;
}

function rowOf(fields: readonly string[]) {
  class Row {
    readonly from: Int32Array;
    readonly at: number;
    constructor(from: Int32Array, at: number) {
      this.from = from;
      this.at = at;
    }
  }
  fields.forEach((field, index) => {
    Object.defineProperty(Row.prototype, field, {
      get(this: Row) {
        return this.from[this.at + index];
      },
    });
  });
  return Row;
}

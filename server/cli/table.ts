/**
 * What a command prints: one JSON object on one line under `--json`, otherwise tables for people.
 */
import type { Args } from './args.ts';

export type Cell = string | number | boolean | null;

/** A cell as text: null is a dash, true and false are yes and no. */
function show(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return String(cell);
}

/** A table as lines: a heading and a row each; numbers stand to the right, all else to the left. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map(show));
  const widths = headings.map((heading, column) =>
    texts.reduce((width, row) => Math.max(width, row[column]!.length), heading.length),
  );
  const right = headings.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (right[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [headings, ...texts].map(line).join('\n');
}

/** A table of one thing: a row a field. */
export function fields(record: Readonly<Record<string, Cell>>): string {
  const width = Math.max(...Object.keys(record).map((name) => name.length));
  return Object.entries(record)
    .map(([name, cell]) => `${name.padEnd(width)}  ${show(cell)}`)
    .join('\n');
}

/** Prints the result: as one line of JSON if asked, otherwise the text for people. Returns exit code 0. */
export function print(args: Args, result: object, text: () => string): number {
  process.stdout.write(`${args.switches.has('json') ? JSON.stringify(result) : text()}\n`);
  return 0;
}

/**
 * Arguments of the command line, read strictly: an unknown option, a missing value, a number out of range each end
 * as a BadArgument that names the culprit. Nothing is guessed and nothing is clamped.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** A mistake of the caller's: `main` prints its one line on stderr and exits 2. */
export class BadArgument extends Error {}

/** What a command takes: options with a value, switches, and how many bare arguments. */
export interface Shape {
  options?: readonly string[];
  switches?: readonly string[];
  positionals?: number;
}

export interface Args {
  options: ReadonlyMap<string, string>;
  switches: ReadonlySet<string>;
  positionals: readonly string[];
}

/** Switches that every command has. */
const COMMON = ['json', 'help'];

/** Ties a value that begins with a dash (`--ops -A`, `--frames -3`) to its option, which parseArgs wants. */
function joinValues(args: readonly string[], options: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    const value = args[at + 1];
    const takesValue = arg.startsWith('--') && options.includes(arg.slice(2));
    if (takesValue && value !== undefined && !value.startsWith('--')) {
      joined.push(`${arg}=${value}`);
      at += 1;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/** Why parseArgs refused, on one line and naming the option. */
function refusal(error: unknown): BadArgument {
  const text = error instanceof Error ? error.message : String(error);
  return new BadArgument(
    text
      .split('\n')[0]!
      .replace(/\. To specify a positional.*$/, '')
      .replace(/is ambiguous\.$/, 'missing'),
  );
}

/** Reads the arguments after the command's name. Throws BadArgument for whatever isn't in `shape`, or is twice. */
export function readArgs(args: readonly string[], shape: Shape): Args {
  const names = shape.options ?? [];
  const switchNames = [...COMMON, ...(shape.switches ?? [])];
  const config: Record<string, { type: 'string' | 'boolean' }> = {};
  for (const name of names) config[name] = { type: 'string' };
  for (const name of switchNames) config[name] = { type: 'boolean' };
  const options = new Map<string, string>();
  const switches = new Set<string>();
  const positionals: string[] = [];
  try {
    const { tokens } = parseArgs({
      args: joinValues(args, names),
      options: config,
      allowPositionals: true,
      tokens: true,
    });
    for (const token of tokens) {
      if (token.kind === 'positional') positionals.push(token.value);
      if (token.kind !== 'option') continue;
      if (options.has(token.name)) throw new BadArgument(`--${token.name} is given twice`);
      if (token.value === undefined) switches.add(token.name);
      else options.set(token.name, token.value);
    }
  } catch (error) {
    throw error instanceof BadArgument ? error : refusal(error);
  }
  const extra = positionals[shape.positionals ?? 0];
  if (extra !== undefined) throw new BadArgument(`unexpected argument '${extra}'`);
  return { options, switches, positionals };
}

/** Text for a message, cut so that the line stays readable. */
function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `'${line.length > 40 ? `${line.slice(0, 40)}…` : line}'`;
}

/** The value of an option that must be there. */
export function required(args: Args, name: string): string {
  const value = args.options.get(name);
  if (value === undefined) throw new BadArgument(`--${name} is missing`);
  return value;
}

/** An integer in decimal, or in hexadecimal after 0x, from `min` to `max`; `name` is for the message. */
export function parseInteger(name: string, text: string, min: number, max: number): number {
  const value = /^-?(\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : Number.NaN;
  const negative = /^-0x/i.test(text);
  if (Number.isNaN(value) && !negative) throw new BadArgument(`${name}: ${quote(text)} is not an integer`);
  if (negative || value < min || value > max) {
    throw new BadArgument(`${name}: ${quote(text)} is not between ${min} and ${max}`);
  }
  return value;
}

/** An integer option from `min` to `max`; without `fallback` it must be there. */
export function integer(args: Args, name: string, min: number, max: number, fallback?: number): number {
  if (fallback !== undefined && !args.options.has(name)) return fallback;
  return parseInteger(`--${name}`, required(args, name), min, max);
}

/** A decimal number (with point or exponent) from `min` to `max` that must be there. */
export function decimal(args: Args, name: string, min: number, max: number): number {
  const text = required(args, name);
  const value = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new BadArgument(`--${name}: ${quote(text)} is not a number`);
  if (value < min || value > max) {
    throw new BadArgument(`--${name}: ${quote(text)} is not between ${min} and ${max}`);
  }
  return value;
}

/** One of a closed set of words; without `fallback` it must be there. */
export function choice<Word extends string>(
  args: Args,
  name: string,
  words: readonly Word[],
  fallback?: Word,
): Word {
  if (fallback !== undefined && !args.options.has(name)) return fallback;
  const text = required(args, name);
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) {
    throw new BadArgument(`--${name}: ${quote(text)} is unknown; choose from ${words.join(', ')}`);
  }
  return word;
}

/** The values of a comma-separated list; an empty one between two commas is refused. */
export function parseList(name: string, text: string): string[] {
  const values = text.trim() === '' ? [] : text.split(',').map((value) => value.trim());
  if (values.includes('')) throw new BadArgument(`${name}: empty value in ${quote(text)}`);
  return values;
}

/** Why a file couldn't be read, without the path again. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  const known: Record<string, string> = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EISDIR: 'is a directory',
  };
  return known[code] ?? code;
}

/**
 * The list under `--name`, or in the file under `--name-file`, where white space separates as well: exactly one of
 * the two, with 1 to `most` values.
 */
export function listOrFile(args: Args, name: string, most: number): string[] {
  const inline = args.options.get(name);
  const path = args.options.get(`${name}-file`);
  if (inline !== undefined && path !== undefined) {
    throw new BadArgument(`--${name} and --${name}-file exclude each other`);
  }
  const from = path === undefined ? `--${name}` : `--${name}-file`;
  const values = path === undefined ? parseList(from, required(args, name)) : readValues(from, path);
  if (values.length === 0) throw new BadArgument(`${from} has no values`);
  if (values.length > most) throw new BadArgument(`${from} has ${values.length} values, more than ${most}`);
  return values;
}

function readValues(from: string, path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/[\s,]+/)
      .filter((value) => value !== '');
  } catch (error) {
    throw new BadArgument(`${from}: cannot read ${quote(path)}: ${fileTrouble(error)}`);
  }
}

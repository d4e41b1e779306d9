/** Which free ends the program: what malloc never handed out, or has back already (UM3). */
import { freeList } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { heapFigure, table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, type Step, say } from '../question.ts';
import { sought } from '../sought.ts';

const LINES = { 1: 7, 2: 9, 3: 11 } as const;
const HEAP = 40;
const END = 'return 0;';

interface Line {
  text: string;
  /** malloc: cells; free: cells past the pointer. */
  amount: number;
  name: string;
  frees: boolean;
}

interface Program {
  lines: Line[];
  /** The line that aborts; the last one, when none does. */
  at: number;
  /** A pointer that was freed points at somebody else's block by now: a mistake that nobody finds. */
  aliased: boolean;
}

/** A program of mallocs and frees, now and then with a wrong one. */
function write(dice: Dice, length: number): Line[] {
  const lines: Line[] = [];
  const names: string[] = [];
  let live: string[] = [];
  const wrong = dice.between(2, length + 3);
  for (let line = 0; line < length; line++) {
    const name = dice.pick(
      line >= wrong && live.length < names.length ? names : live.length > 0 ? live : ['a'],
    );
    if (live.length < 1 || (live.length < 4 && dice.chance(45))) {
      const fresh = 'abcdefghijkl'[names.length]!;
      const amount = dice.between(2, 6);
      names.push(fresh);
      live.push(fresh);
      lines.push({ text: `${fresh} = malloc(${amount});`, amount, name: fresh, frees: false });
    } else {
      const off = line === wrong && dice.chance(40) ? 1 : 0;
      live = live.filter((one) => one !== name);
      lines.push({ text: `free(${name}${off ? ' + 1' : ''});`, amount: off, name, frees: true });
    }
  }
  return [...lines, { text: END, amount: 0, name: '', frees: false }];
}

/** Runs lines up to one; what the heap is then, whose each block is, and the line that aborted. */
function runTo(lines: readonly Line[], end: number) {
  const list = freeList.createFreeList({ base: 0, size: HEAP, policy: 'first', coalesce: true });
  const pointers = new Map<string, number>();
  const freed = new Set<string>();
  let aliased = false;
  for (let at = 0; at <= end; at++) {
    const { name, amount, frees, text } = lines[at]!;
    if (text === END) break;
    if (!frees) {
      pointers.set(name, freeList.malloc(list, amount).pointer);
      continue;
    }
    const known = pointers.get(name);
    if (known === undefined || !freeList.free(list, known + amount))
      return { list, pointers, freed, aliased, at };
    if (freed.has(name) || amount > 0) aliased = true;
    freed.add(name);
  }
  return { list, pointers, freed, aliased, at: lines.length - 1 };
}

function draw(dice: Dice, level: Level): Program {
  const lines = write(dice, LINES[level]);
  const { at, aliased } = runTo(lines, lines.length - 1);
  return { lines, at, aliased };
}

const listing = (lines: readonly Line[], at?: number): Figure =>
  table(
    say('figure.program'),
    [say('figure.line')],
    lines.map(({ text }) => [text]),
    at,
  );

function stepsOf({ lines, at }: Program): Step[] {
  const before = runTo(lines, at - 1);
  const names = [...before.pointers].filter(([name]) => !before.freed.has(name));
  const heap = heapFigure(before.list, new Map(names.map(([name, pointer]) => [pointer, name])));
  const line = lines[at]!;
  const key = line.text === END ? 'fine' : line.amount > 0 ? 'wild' : 'twice';
  return [
    { say: say('double-free.before', { line: at + 1 }), figures: [listing(lines, at - 1), heap] },
    {
      say: say(`double-free.${key}`, key === 'fine' ? {} : { text: line.text, name: line.name }),
      figures: [listing(lines, at), heap],
    },
  ];
}

export const doubleFree: Kind = {
  id: 'double-free',
  concept: 'leak',
  also: ['malloc'],
  make(dice, level): Made {
    const places = (lines: readonly Line[]) =>
      lines.flatMap(({ frees, text }, line) => (frees || text === END ? [line] : []));
    const program = sought(
      dice,
      () => draw(dice, level),
      ({ lines, at, aliased }) => {
        const from = places(lines);
        return aliased || from.length < 3 ? null : { at: from.indexOf(at), of: from.length };
      },
    );
    const { lines, at } = program;
    const last = lines.length - 1;
    return {
      ask: say('double-free.ask'),
      figures: [listing(lines)],
      form: { type: 'pick', figure: 0, from: places(lines) },
      answer: at,
      steps: stepsOf(program),
      slips: at === last ? [] : [{ answer: last, misconception: 'double-free-is-harmless' }],
    };
  },
};

/** Which blocks a program has leaked: those that no pointer leads to any more, not all that it has not freed (UM3). */
import { freeList } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { heapFigure, marked } from '../memoryFigures.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Figure, type Level, type Made, type Step, say } from '../question.ts';

const LINES = { 1: 6, 2: 8, 3: 10 } as const;
const NAMES = ['a', 'b', 'c', 'd'];
const HEAP = 48;

/** What the program holds: where each variable points, and what each block's own pointer says; null for nowhere. */
interface Memory {
  list: freeList.FreeList;
  variables: Map<string, number | null>;
  next: Map<number, number | null>;
}

interface Line {
  text: string;
  /** The block that a malloc made here, -1 for other lines. */
  pointer: number;
  /** Blocks that nothing leads to after this line, though something did before. */
  lost: number[];
}

/** Blocks that a pointer leads to, from a variable or from a block that is reached itself. */
function reached({ list, variables, next }: Memory): Set<number> {
  const found = new Set<number>();
  const visit = (pointer: number | null | undefined): void => {
    if (pointer === null || pointer === undefined || found.has(pointer)) return;
    if (!freeList.isLive(list, pointer)) return;
    found.add(pointer);
    visit(next.get(pointer));
  };
  for (const pointer of variables.values()) visit(pointer);
  return found;
}

/** Nothing points at a block any more once it is freed: a program without dangling pointers. */
function freeBlock({ list, variables, next }: Memory, pointer: number): void {
  freeList.free(list, pointer);
  next.delete(pointer);
  for (const pointers of [variables, next] as Map<unknown, number | null>[])
    for (const [name, value] of pointers) if (value === pointer) pointers.set(name, null);
}

/** One line of chance that can be run, carried out; what it says, and the block it made. */
function runLine(dice: Dice, level: Level, memory: Memory): { text: string; pointer: number } {
  const { list, variables, next } = memory;
  const name = dice.pick(NAMES);
  const full = [...variables].filter(([, pointer]) => pointer !== null).map(([one]) => one);
  const other = full.length > 0 ? dice.pick(full) : '';
  const roll = dice.below(100);
  if (other === '' || roll < 45) {
    const size = dice.between(2, 6);
    const { pointer } = freeList.malloc(list, size);
    variables.set(name, pointer);
    next.set(pointer, null);
    return { text: `${name} = malloc(${size});`, pointer };
  }
  const target = variables.get(other)!;
  if (roll < 60) {
    freeBlock(memory, target);
    return { text: `free(${other}); ${other} = NULL;`, pointer: -1 };
  }
  if (level > 1 && roll < 75 && full.includes(name) && variables.get(name) !== target) {
    next.set(variables.get(name)!, target);
    return { text: `${name}->next = ${other};`, pointer: -1 };
  }
  const value = dice.chance(30) ? null : target;
  // A line that changes nothing is none.
  if ((variables.get(name) ?? null) === value) return runLine(dice, level, memory);
  variables.set(name, value);
  return { text: `${name} = ${value === null ? 'NULL' : other};`, pointer: -1 };
}

interface Program {
  lines: Line[];
  list: freeList.FreeList;
  leaked: number[];
  /** Blocks in use when the program is through. */
  live: number[];
}

function write(dice: Dice, level: Level): Program {
  const list = freeList.createFreeList({ base: 0, size: HEAP, policy: 'first', coalesce: true });
  const memory: Memory = { list, variables: new Map(), next: new Map() };
  const lines: Line[] = [];
  let before = new Set<number>();
  while (lines.length < LINES[level]) {
    const { text, pointer } = runLine(dice, level, memory);
    const now = reached(memory);
    const lost = [...before].filter((one) => !now.has(one) && freeList.isLive(list, one));
    lines.push({ text, pointer, lost });
    before = now;
  }
  const live = list.live.map(({ address }) => address);
  return { lines, list, leaked: live.filter((one) => !before.has(one)), live };
}

/** A program that leaks some of its blocks and holds some. */
function draw(dice: Dice, level: Level): Program {
  for (;;) {
    const program = write(dice, level);
    const { leaked, live } = program;
    if (leaked.length > 0 && leaked.length < live.length && live.length > 2) return program;
  }
}

/** The line that made a block: the last malloc that returned it. */
const madeBy = ({ lines }: Program, pointer: number): number =>
  lines.findLastIndex((line) => line.pointer === pointer) + 1;

export const leakFind: Kind = {
  id: 'leak-find',
  concept: 'leak',
  also: ['malloc', 'gc'],
  make(dice, level): Made {
    const program = draw(dice, level);
    const { lines, list, leaked, live } = program;
    const rows = lines.map(({ text }, at) => [at + 1, text]);
    const listing = (at?: number): Figure => tableFigure(say('figure.program'), ['number', 'line'], rows, at);
    const labels = new Map(live.map((pointer) => [pointer, String(madeBy(program, pointer))]));
    const names = (pointers: readonly number[]): string =>
      pointers.map((pointer) => madeBy(program, pointer)).join(', ');
    const heap = heapFigure(list, labels);
    const lost = lines.flatMap((line, at): Step[] => {
      const gone = line.lost.filter((pointer) => leaked.includes(pointer));
      if (gone.length === 0) return [];
      const values = { number: at + 1, blocks: names(gone) };
      return [{ say: say('leak-find.lost', values), figures: [listing(at), heap] }];
    });
    const marks = new Map(leaked.flatMap((pointer) => [...marked(pointer, 'gone')]));
    return {
      ask: say('leak-find.ask'),
      figures: [listing(), heap],
      form: { type: 'picks', figure: 1, from: live, count: leaked.length },
      answer: leaked,
      steps: [
        ...lost,
        {
          say: say('leak-find.all', { blocks: names(leaked) }),
          figures: [listing(), heapFigure(list, labels, marks)],
        },
      ],
      slips: [{ answer: live, misconception: 'not-freed-is-leaked' }],
    };
  },
};

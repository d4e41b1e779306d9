/** Which request is the first to get NULL: the limit of address space decides, not the frames that are free (LI1, AS3). */
import { zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

const CALLS = { 1: 6, 2: 8, 3: 10 } as const;
const NAMES = 'pqrstuvwxyz';
const MACHINE = { frames: 28, kernelFrames: 2, pages: 64, cost: { flush: 1 } };

interface Call {
  name: string;
  pages: number;
  /** Pages of an earlier mapping are given back. */
  gives: boolean;
}

interface Board {
  calls: Call[];
  limit: number;
  used: number;
  free: number;
  at: number;
}

function write(dice: Dice, level: Level): Call[] {
  const calls: Call[] = [];
  const held: Call[] = [];
  for (let call = 0; call < CALLS[level]; call++) {
    const back = level > 1 && held.length > 1 && dice.chance(30);
    if (back) {
      const [one] = held.splice(dice.below(held.length), 1);
      calls.push({ ...one!, gives: true });
    } else {
      calls.push({ name: NAMES[call]!, pages: dice.between(2, 7), gives: false });
      held.push(calls.at(-1)!);
    }
  }
  return calls;
}

/** Limits under which that call is the first to be refused, from and below; empty where none is. */
function limitsFor(calls: readonly Call[], row: number, used: number): [number, number] {
  let [held, most] = [used, used];
  for (const { pages, gives } of calls.slice(0, row)) {
    held += gives ? -pages : pages;
    most = Math.max(most, held);
  }
  return [most, held + calls[row]!.pages];
}

/** Makes the calls; the first that is refused, -1 for none. */
function run(calls: readonly Call[], limit: number, free: number): number {
  const small = smallMachine({ ...MACHINE, limit: { as: limit } });
  const { machine } = small;
  for (let pfn = 0; zones.freeTotal(machine) > free; pfn++)
    if (zones.isFreeFrame(machine, pfn)) zones.takeAt(machine, pfn);
  const at = new Map<string, number>();
  for (const [row, { name, pages, gives }] of calls.entries()) {
    const value = gives
      ? small.call(1, { op: 'munmap', vpn: at.get(name)!, pages })
      : small.call(1, { op: 'mmap', pages });
    if (value < 0) return row;
    if (!gives) at.set(name, value);
  }
  return -1;
}

const asks = (calls: readonly Call[]): number[] => calls.flatMap(({ gives }, row) => (gives ? [] : [row]));

/** Calls, and a limit that one of them breaks, each of them alike. */
function draw(dice: Dice, level: Level): Board {
  const used = smallMachine(MACHINE).machine.processes[0]!.asPages;
  const free = dice.between(6, 12);
  for (;;) {
    const calls = write(dice, level);
    const [from, below] = limitsFor(calls, dice.pick(asks(calls)), used);
    if (from >= below) continue;
    const limit = dice.between(from, below - 1);
    return { calls, limit, used, free, at: run(calls, limit, free) };
  }
}

/** The first request at which what is held is more than a number of pages. */
function firstAbove(calls: readonly Call[], pages: number): number {
  let held = 0;
  return calls.findIndex((call) => {
    held += call.gives ? -call.pages : call.pages;
    return held > pages;
  });
}

const listing = (calls: readonly Call[], at?: number): Figure =>
  table(
    say('figure.program'),
    [say('figure.line')],
    calls.map(({ name, pages, gives }) => [
      gives ? `munmap(${name}, ${pages});` : `${name} = mmap(${pages});`,
    ]),
    at,
  );

export const firstRefusal: Kind = {
  id: 'first-refusal',
  concept: 'alloc-failure',
  also: ['limits', 'demand-paging'],
  make(dice, level): Made {
    const { calls, limit, used, free, at } = draw(dice, level);
    const held = calls
      .slice(0, at)
      .reduce((sum, call) => sum + (call.gives ? -call.pages : call.pages), used);
    const believed = firstAbove(calls, free);
    const values = { held, limit, pages: calls[at]!.pages };
    const about = tableFigure(
      say('first-refusal.process'),
      ['addressLimit', 'addressUsed', 'freeFrames'],
      [[limit, used, free]],
    );
    return {
      ask: say('first-refusal.ask'),
      figures: [listing(calls), about],
      form: { type: 'pick', figure: 0, from: asks(calls) },
      answer: at,
      steps: [
        { say: say('first-refusal.frames', { free }), figures: [listing(calls), about] },
        { say: say('first-refusal.limit', values), figures: [listing(calls, at), about] },
      ],
      slips:
        believed >= 0 && believed !== at
          ? [{ answer: believed, misconception: 'address-space-is-memory' }]
          : [],
    };
  },
};

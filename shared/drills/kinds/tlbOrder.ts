/** A table in memory, gone through by rows or by columns: which order misses the TLB less often (AS2: least recently used out). */
import { simulate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const WAYS = ['rows', 'columns'] as const;
type Way = (typeof WAYS)[number];

export const tlbOrder: Kind = {
  id: 'tlb-order',
  concept: 'tlb',
  also: ['virtual-address', 'working-set'],
  make(dice: Dice, level: Level): Made {
    const stored = dice.pick(WAYS);
    const [rows, columns] = [dice.between(3, 3 + level), dice.between(3, 3 + level)];
    const first = dice.between(1, 20);
    // A page holds one row, or one column, whichever lies together.
    const page = (row: number, column: number): number => first + (stored === 'rows' ? row : column);
    const walk = (way: Way): number[] =>
      way === 'rows'
        ? Array.from({ length: rows * columns }, (_, at) => page(Math.floor(at / columns), at % columns))
        : Array.from({ length: rows * columns }, (_, at) => page(at % rows, Math.floor(at / rows)));
    const entries = dice.between(1, 2);
    const misses = (way: Way): number => simulate('lru', walk(way), entries).faults;
    const better = misses('rows') < misses('columns') ? 'rows' : 'columns';
    const options = dice.shuffle(WAYS);
    const layout = {
      type: 'tiles' as const,
      name: say('tlb-order.layout'),
      tiles: Array.from({ length: rows * columns }, (_, at) => ({
        id: at,
        label: `${Math.floor(at / columns)},${at % columns}`,
        below: String(page(Math.floor(at / columns), at % columns)),
        owner: 1,
      })),
    };
    const step = (way: Way) => ({
      say: say(`tlb-order.by.${way}`, { misses: misses(way), count: rows * columns }),
      figures: [refsFigure(walk(way))],
    });
    return {
      ask: say('tlb-order.ask', { rows, columns, count: entries }),
      figures: [layout],
      form: { type: 'choice', options: options.map((way) => say(`tlb-order.${way}`)) },
      answer: options.indexOf(better),
      steps: [step('rows'), step('columns'), { say: say(`tlb-order.better.${better}`), figures: [layout] }],
    };
  },
};

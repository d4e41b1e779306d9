/** read or mmap for these accesses to a file: a crossing and a copy each time, or a fault for each page once (AS5). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { pricesFigure } from '../personalities.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { sought } from '../sought.ts';
import { worked } from '../worked.ts';

const PAGES = 4;
const WAYS = ['read', 'mmap'] as const;

interface Load {
  pages: number[];
  entry: number;
  copy: number;
  map: number;
}

/** The kernel's ticks for the accesses, either way; the file is in the page cache already. */
function cost({ pages, entry, copy, map }: Load, way: (typeof WAYS)[number]): number {
  const small = smallMachine({
    processes: 2,
    files: 1,
    filePages: PAGES,
    pages: 16,
    accessPeriod: 1000,
    cost: { entry, copy, map, disk: 1 },
  });
  small.call(2, { op: 'open', file: 0 });
  for (let page = 0; page < PAGES; page++) small.call(2, { op: 'read', fd: 0, page });
  const before = small.busy();
  if (way === 'read') {
    const fd = small.call(1, { op: 'open', file: 0 });
    for (const page of pages) small.call(1, { op: 'read', fd, page });
  } else {
    const vpn = small.call(1, { op: 'mmap', pages: PAGES, file: 0 });
    for (const page of pages) small.touch(1, vpn + page, false);
  }
  return small.busy() - before;
}

/** Accesses of which each page is used once or often: now the one way is likely to be cheaper, now the other. */
function draw(dice: Dice, level: Level, likely: (typeof WAYS)[number]): Load {
  const distinct = dice.between(likely === 'read' ? 2 : 1, PAGES);
  const length = likely === 'read' ? distinct + dice.below(level) : distinct + dice.between(1, 2) + 2 * level;
  const pages = Array.from({ length }, (_, at) => (at < distinct ? at : dice.below(distinct)));
  const copy = dice.between(1, 4);
  const map = likely === 'read' ? copy + dice.between(1, 3) : dice.between(1, 4);
  return { pages: dice.shuffle(pages), entry: dice.between(1, 3), copy, map };
}

const priced = (load: Load) => ({ load, read: cost(load, 'read'), mmap: cost(load, 'mmap') });

const boards = (load: Load): Figure[] => [
  { type: 'refs', name: say('read-or-map.accesses'), refs: load.pages, at: load.pages.length - 1 },
  pricesFigure(load, 'copyPage'),
];

export const readOrMap: Kind = {
  id: 'read-or-map',
  concept: 'file-io',
  also: ['mmap', 'mode-switch'],
  make(dice, level): Made {
    const { load, read, mmap } = sought(
      dice,
      () => priced(draw(dice, level, dice.pick(WAYS))),
      (one) => (one.read === one.mmap ? null : { at: one.read < one.mmap ? 0 : 1, of: WAYS.length }),
    );
    const right = read < mmap ? 'read' : 'mmap';
    const options = dice.shuffle(WAYS);
    const figures = boards(load);
    const { entry, copy, map } = load;
    const values = { accesses: load.pages.length, entry };
    return {
      ask: say('read-or-map.ask'),
      figures,
      form: { type: 'choice', options: options.map((way) => say(`read-or-map.${way}`)) },
      answer: options.indexOf(right),
      steps: worked([
        {
          say: say('read-or-map.reading', { ...values, copy, ticks: read }),
          figures,
          found: [[say('read-or-map.read'), read]],
        },
        {
          say: say('read-or-map.mapping', { entry, map, pages: new Set(load.pages).size, ticks: mmap }),
          figures,
          found: [[say('read-or-map.mmap'), mmap]],
        },
        { say: say(`read-or-map.so-${right}`, { read, mmap }), figures },
      ]),
    };
  },
};

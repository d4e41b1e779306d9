/** How many frames the kernel's caches give back under pressure: unmapped file pages and empty slabs (KM1, AS5). */
import { FRAME, PRESENT, pageOf, slab } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

const PAGES = 4;
const MAPPED = { 1: 0, 2: 1, 3: 1 } as const;

type Doing = { call: string; run: (small: Driven) => void };

/** A process reads one file through a descriptor and maps another; some of it is given up again. */
function doingsOf(dice: Dice, level: Level): Doing[] {
  const all = Array.from({ length: PAGES }, (_, page) => page);
  const read = dice.some(all, dice.between(1, PAGES)).map(
    (page): Doing => ({
      call: `read(a, ${page})`,
      run: (small) => small.call(1, { op: 'read', fd: 0, page }),
    }),
  );
  let at = 0;
  const touched = dice
    .some(all, dice.between(1, PAGES))
    .map((page): Doing => ({ call: `p[${page}]`, run: (small) => small.touch(1, at + page, false) }));
  const open: Doing = { call: 'a = open("A")', run: (small) => small.call(1, { op: 'open', file: 0 }) };
  const close: Doing = { call: 'close(a)', run: (small) => small.call(1, { op: 'close', fd: 0 }) };
  const map: Doing = {
    call: 'p = mmap("B")',
    run(small) {
      at = small.call(1, { op: 'mmap', pages: PAGES, file: 1 });
    },
  };
  const unmap: Doing = {
    call: 'munmap(p)',
    run: (small) => small.call(1, { op: 'munmap', vpn: at, pages: PAGES }),
  };
  const reading = [open, ...read, ...(dice.chance(50) ? [close] : [])];
  const again = MAPPED[level] === 1 ? dice.some(touched, dice.between(1, touched.length)) : [];
  const mapping = [map, ...touched, ...again, ...(dice.chance(35) ? [unmap] : [])];
  return dice.chance(50) ? [...reading, ...mapping] : [...mapping, ...reading];
}

const calls = (doings: readonly Doing[]): Figure =>
  table(
    say('cache-shrink.calls'),
    [say('figure.call')],
    doings.map(({ call }) => [call]),
  );

/** What the caches hold: the frame, what is in it, and by how many page tables or objects it is in use. */
function caches({ machine }: Driven): Figure {
  const rows: (string | number)[][] = [];
  machine.cache.forEach((pfn, index) => {
    if (pfn < 0 || machine.kind[pfn] !== FRAME.cache) return;
    let users = 0;
    for (let vpn = 0; vpn < machine.param.pages; vpn++) {
      const page = pageOf(machine, 1, vpn);
      if (machine.pte[page]! & PRESENT && machine.pfn[page] === pfn) users++;
    }
    rows.push([pfn, `${'AB'[Math.floor(index / PAGES)]}[${index % PAGES}]`, users]);
  });
  for (const { cache, pfn, objects } of machine.slabs)
    rows.push([pfn, slab.CACHES[cache]!.name, objects.filter((holder) => holder > 0).length]);
  return table(
    say('cache-shrink.caches'),
    [say('figure.frame'), say('cache-shrink.holds'), say('cache-shrink.users')],
    rows,
  );
}

export const cacheShrink: Kind = {
  id: 'cache-shrink',
  concept: 'kernel-balance',
  also: ['slab', 'mmap'],
  make(dice, level): Made {
    const small = smallMachine({
      frames: 48,
      files: 2,
      filePages: PAGES,
      slab: true,
      pages: 24,
      cost: { disk: 1 },
    });
    const doings = doingsOf(dice, level);
    for (const { run } of doings) run(small);
    small.run(2);
    const board = caches(small);
    small.give(0, { op: 'shrink' });
    const answer = small.until('shrink', undefined, 8)?.n ?? 0;
    const kept = caches(small);
    const held = board.type === 'table' ? board.rows.length : 0;
    return {
      ask: say('cache-shrink.ask'),
      figures: [calls(doings)],
      form: { type: 'number', min: 0, max: 24, unit: say('unit.frames') },
      answer,
      steps: [
        { say: say('cache-shrink.held', { held }), figures: [calls(doings), board] },
        {
          say: say('cache-shrink.given', { frames: answer, kept: held - answer }),
          figures: [calls(doings), kept],
        },
      ],
    };
  },
};

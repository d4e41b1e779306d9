/** Which block compaction empties: the aligned one with the fewest pages in its way, all of them movable (PA2). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type Figure, type Level, type Made, type Mark, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';

/** Frames of the zone that is compacted; its first block is the kernel's. */
const ZONE = { 1: 20, 2: 24, 3: 28 } as const;
const ORDER = 2;
const SIZE = 1 << ORDER;

interface Page {
  pfn: number;
  pinned: boolean;
}

/** Pages in each block: fewest in the cheapest, more in the others, or fewer but one pinned. */
function pagesFor(dice: Dice, level: Level, cheapest: number): Page[] {
  const fewest = dice.between(1, 2);
  const blocks = Array.from({ length: ZONE[level] / SIZE - 1 }, (_, at) => (at + 1) * SIZE);
  return blocks.flatMap((base) => {
    const blocked = base !== cheapest && dice.chance(40);
    const count =
      base === cheapest ? fewest : blocked ? dice.between(1, fewest) : dice.between(fewest + 1, SIZE - 1);
    const frames = dice.some(
      Array.from({ length: SIZE }, (_, at) => base + at),
      count,
    );
    return frames.map((pfn, at) => ({ pfn, pinned: blocked && at === 0 }));
  });
}

/** The machine with those pages, some locked by mlock, compacts: the block it chose, and the pages it moved. */
function compact(level: Level, pages: readonly Page[]): { base: number; moved: number } {
  const zone = ZONE[level];
  const frames = zone + 24;
  const small = smallMachine({
    frames,
    dmaShare: Math.ceil((zone * 1000) / frames),
    kernelFrames: 2,
    pages: 40,
    limit: { memlock: 30 },
    accessPeriod: 1000,
  });
  small.call(1, { op: 'brk', pages: pages.length });
  for (const [at, { pfn, pinned }] of pages.entries()) {
    small.touch(1, 2 + at, true, pfn);
    if (pinned) small.call(1, { op: 'mlock', vpn: 2 + at, pages: 1 });
  }
  small.give(0, { op: 'compact', order: ORDER });
  return { base: small.until('compact')!.pfn, moved: small.count('migrate') };
}

const marksOf = (pages: readonly Page[], pfn: number): Mark[] =>
  pages.some((page) => page.pfn === pfn && page.pinned) ? ['pinned'] : [];

function board(level: Level, pages: readonly Page[], base = -1): Figure {
  return {
    type: 'tiles',
    name: say('compact-block.zone'),
    tiles: Array.from({ length: ZONE[level] }, (_, id) => {
      const kernel = id < 2;
      const used = pages.some(({ pfn }) => pfn === id);
      return {
        id,
        label: String(id),
        below: kernel ? '0' : used ? 'P1' : '',
        ...(kernel ? { owner: 0 } : used ? { owner: 1 } : {}),
        marks: [
          ...(kernel ? (['pinned'] as const) : marksOf(pages, id)),
          ...(base >= 0 && id >= base && id < base + SIZE ? (['asked'] as const) : []),
        ],
      };
    }),
  };
}

export const compactBlock: Kind = {
  id: 'compact-block',
  concept: 'fragmentation',
  also: ['dma'],
  make(dice, level): Made {
    const bases = Array.from({ length: ZONE[level] / SIZE - 1 }, (_, at) => (at + 1) * SIZE);
    const pages = pagesFor(dice, level, dice.pick(bases));
    const { base, moved } = compact(level, pages);
    const out = bases.filter((from) =>
      pages.some(({ pfn, pinned }) => pinned && pfn >= from && pfn < from + SIZE),
    );
    const left = pages.filter(({ pfn }) => pfn < base || pfn >= base + SIZE);
    return {
      ask: say('compact-block.ask', { frames: SIZE }),
      figures: [board(level, pages)],
      form: { type: 'pick', figure: 0, from: bases },
      answer: base,
      steps: [
        {
          say: say('compact-block.pinned', { blocks: [0, ...out].join(', ') }),
          figures: [board(level, pages)],
        },
        { say: say('compact-block.fewest', { base, moved }), figures: [board(level, pages, base)] },
        { say: say('compact-block.empty', { base, frames: SIZE }), figures: [board(level, left, base)] },
      ],
    };
  },
};

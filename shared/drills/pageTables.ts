/** Page tables of chance with what a TLB knows of them, and how they are drawn (AS2). */
import type { Dice } from './dice.ts';
import { hex, tableFigure } from './pagingFigures.ts';
import { type Figure, say } from './question.ts';

/** Frames by page, pages in their order. */
export type PageTable = ReadonlyMap<number, number>;

export interface Buffer {
  sets: number;
  entries: { set: number; tag: number; pfn: number }[];
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Some of so many pages in some of so many frames, and pages that are in none. */
export function somePages(
  dice: Dice,
  { of, frames, mapped, missing = 0 }: { of: number; frames: number; mapped: number; missing?: number },
): { pages: PageTable; absent: number[] } {
  const vpns = dice.some(numbers(of), mapped + missing);
  const pfns = dice.some(numbers(frames), mapped);
  const present = vpns.slice(0, mapped).sort((a, b) => a - b);
  return { pages: new Map(present.map((vpn, at) => [vpn, pfns[at]!])), absent: vpns.slice(mapped) };
}

/** A TLB that holds these pages of the table: set = VPN mod sets, tag = VPN div sets. */
export const bufferOf = (pages: PageTable, vpns: readonly number[], sets: number): Buffer => ({
  sets,
  entries: vpns
    .map((vpn) => ({ set: vpn % sets, tag: Math.floor(vpn / sets), pfn: pages.get(vpn)! }))
    .sort((a, b) => a.set - b.set || a.tag - b.tag),
});

/** The table, the row of a page marked where it is given and there. */
export function pageTableFigure(pages: PageTable, size: number, vpn = -1): Figure {
  const rows = [...pages].map(([page, pfn]) => [hex(page), hex(pfn)]);
  const at = [...pages.keys()].indexOf(vpn);
  return tableFigure(say('figure.pageTable', { size }), ['vpn', 'pfn'], rows, at < 0 ? undefined : at);
}

/** The TLB, the entry with that set and tag marked where it is there. */
export function bufferFigure({ entries }: Buffer, set = -1, wanted = -1): Figure {
  const rows = entries.map((entry) => [entry.set, hex(entry.tag), hex(entry.pfn)]);
  const at = entries.findIndex((entry) => entry.set === set && entry.tag === wanted);
  return tableFigure(say('figure.tlb'), ['set', 'tag', 'pfn'], rows, at < 0 ? undefined : at);
}

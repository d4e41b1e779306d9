/** Figures that several kinds about pages and frames draw: references, frames of a machine, tables, pages of a process. */
import { ACCESSED, DIRTY, FRAME, FRAME_KINDS, type Machine, VMA, VMA_KINDS } from '../sim/index.ts';
import { table } from './memoryFigures.ts';
import { type Figure, type Mark, type Say, say, type Text, type Tile } from './question.ts';

export const hex = (value: number): string => `0x${value.toString(16).toUpperCase()}`;

export const refsFigure = (refs: readonly (string | number)[], at = refs.length - 1): Figure => ({
  type: 'refs',
  name: say('figure.refs'),
  refs,
  at,
});

/** A table whose columns are named by words under `figure`. */
export const tableFigure = (
  name: Say,
  head: readonly string[],
  rows: readonly (readonly Text[])[],
  at?: number,
): Figure =>
  table(
    name,
    head.map((one) => say(`figure.${one}`)),
    rows,
    at,
  );

/** Frames by number with the page in each, `-` for none. */
export const pagesIn = (
  pages: readonly (number | null)[],
  marked: { [frame: number]: Mark } = {},
): Figure => ({
  type: 'tiles',
  name: say('figure.frames'),
  tiles: pages.map((page, id) => ({
    id,
    label: page === null ? '-' : String(page),
    ...(page === null ? {} : { owner: 1 }),
    ...(marked[id] ? { marks: [marked[id]] } : {}),
  })),
});

/** What an access does, and to which page. */
export const accessWord = (write: boolean): Say => say(write ? 'access.write' : 'access.read');
export const accessTo = (write: boolean, vpn: number): Say =>
  say(write ? 'access.writePage' : 'access.readPage', { vpn });

/** Who acts: a process by its name, the kernel in the reader's words. */
export const whoWord = (pid: number): string | Say => (pid === 0 ? say('content.kernel') : `P${pid}`);

/** What lies in a frame of that kind, where it is no page of a process. */
export const contentWord = (kind: number): Say => say(`content.${FRAME_KINDS[kind]!}`);

/** Pages (index over all processes) that map a frame, lowest first. */
function mappersOf(machine: Machine, pfn: number): number[] {
  const pages: number[] = [];
  for (let page = machine.rmapHead[pfn]!; page >= 0; page = machine.rmapNext[page]!) pages.push(page);
  return pages.sort((a, b) => a - b);
}

/** What lies in a frame: `P1:5` for page 5 of process 1, all of them where it is shared. */
function contentOf(machine: Machine, pfn: number): string | Say {
  const kind = machine.kind[pfn]!;
  const { pages } = machine.param;
  const who = mappersOf(machine, pfn).map((page) => `P${Math.floor(page / pages) + 1}:${page % pages}`);
  if (who.length > 0) return who.join(' ');
  return kind === FRAME.free ? '-' : contentWord(kind);
}

/** The frames of a machine from `from` on, as they are now. */
export function machineFrames(machine: Machine, marked: { [pfn: number]: Mark } = {}, from = 0): Figure {
  const tiles: Tile[] = [];
  for (let pfn = from; pfn < machine.param.frames; pfn++) {
    const pages = mappersOf(machine, pfn);
    const bits = pages.reduce((sum, page) => sum | machine.pte[page]!, 0);
    const marks: Mark[] = [
      ...(bits & ACCESSED ? (['referenced'] as const) : []),
      ...(bits & DIRTY ? (['dirty'] as const) : []),
      ...(pages.length > 1 ? (['shared'] as const) : []),
      ...(machine.pins[pfn]! > 0 ? (['pinned'] as const) : []),
      ...(marked[pfn] ? [marked[pfn]] : []),
    ];
    tiles.push({
      id: pfn,
      label: contentOf(machine, pfn),
      below: String(pfn),
      ...(machine.kind[pfn] === FRAME.free ? {} : { owner: machine.owner[pfn]! }),
      marks,
    });
  }
  return { type: 'tiles', name: say('figure.framesOf'), tiles };
}

/** Which area each page of process 1 belongs to; in a drill that shows it all processes are laid out alike. */
export const spaceFigure = ({ vma, param }: Machine, name: Say): Figure =>
  tableFigure(
    name,
    ['vpn', 'area'],
    Array.from({ length: param.pages }, (_, vpn) => [vpn, say(`area.${VMA_KINDS[vma[vpn]!]!}`)]),
  );

/** Why process 1 may not make that access, or null: kernel space, text that is written to, or no area at all (AC2). */
export function whyIllegal({ vma, param }: Machine, vpn: number, write: boolean) {
  if (vpn >= param.pages) return 'kernel';
  if (vma[vpn]! <= VMA.null) return 'nowhere';
  return write && vma[vpn] === VMA.text ? 'text' : null;
}

/** How many of something fit on a screen that nobody scrolls, and how large: few are large, many small, and more are paged. */

export interface Size {
  width: number;
  height: number;
}

interface Arranged {
  columns: number;
  rows: number;
  /** Of the least legible size. */
  scale: number;
  /** How many stand on each page. */
  each: number;
  pages: number;
}

/** Time to read a page from the back row. */
export const PAGE_MS = 7000;

const STEP = 0.1;

/** cell: the least size that can be read, with what lies between two. most: the largest scale. */
export function arrange(count: number, box: Size, cell: Size, most: number): Arranged {
  const at = (scale: number): Arranged => {
    const columns = Math.max(1, Math.floor(box.width / (cell.width * scale)));
    const rows = Math.max(1, Math.floor(box.height / (cell.height * scale)));
    const pages = Math.max(1, Math.ceil(count / (columns * rows)));
    const each = Math.max(1, Math.ceil(count / pages));
    // Even columns, rather than a last row that is nearly empty.
    const needed = Math.ceil(each / columns);
    return { columns: Math.ceil(each / needed), rows: needed, scale, each, pages };
  };
  for (let scale = most; scale > 1; scale -= STEP) {
    const tried = at(scale);
    if (tried.pages === 1) return tried;
  }
  return at(1);
}

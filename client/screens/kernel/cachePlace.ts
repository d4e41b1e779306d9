/**
 * What a row of the page cache is about: a page of a file, or of a shared segment. The view numbers the rows, the welcome
 * says how many files there are and how long.
 */
import { welcome } from '../../net/store.ts';

export interface Place {
  segment: boolean;
  /** The file's number or the segment's, from 0. */
  of: number;
  page: number;
}

/** null for a frame outside the cache. */
export function placeOfRow(row: number): Place | null {
  const files = welcome.value?.files;
  if (files === undefined || row < 0) return null;
  const { count, pages } = files;
  const at = Math.floor(row / pages);
  return { segment: at >= count, of: at >= count ? at - count : at, page: row % pages };
}

/**
 * What a row of the page cache is about: a page of a file, or of a shared segment. The view numbers the rows; how many
 * pages a file has stands in the scenario.
 */
import { DEFAULT_PARAM } from '../../../shared/sim/index.ts';
import { SCENARIOS } from '../../net/scenarios.ts';
import { room } from '../../net/store.ts';

export interface Place {
  segment: boolean;
  /** The file's number or the segment's, from 0. */
  of: number;
  page: number;
}

/** null for a scenario that this client doesn't know. */
export function placeOfRow(row: number): Place | null {
  const scenario = SCENARIOS.find(({ id }) => id === room.value?.scenario);
  if (scenario === undefined || row < 0) return null;
  const { files, filePages } = { ...DEFAULT_PARAM, ...scenario.param };
  const at = Math.floor(row / filePages);
  return { segment: at >= files, of: at >= files ? at - files : at, page: row % filePages };
}

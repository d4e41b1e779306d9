/** What the next read of one's own page would be, as far as its view tells: the words for the page table's last column. */
import { PAGE, type ProcessView, VMA } from '../../../../shared/sim/index.ts';

/** Areas whose pages may lie in the page cache, which the kernel alone knows. */
const BACKED: readonly number[] = [VMA.file, VMA.text, VMA.shm];

/** What the next read of a page would be: a hit in the TLB, a walk of the table, or which fault. */
export function nextTouch(
  page: ProcessView['pages'][number],
): 'hit' | 'walk' | 'minor' | 'major' | 'cached' | 'transit' {
  if (page.state === PAGE.transit) return 'transit';
  if (page.state === PAGE.resident) return page.tlb === 1 ? 'hit' : 'walk';
  if (page.state === PAGE.untouched) return 'minor';
  return BACKED.includes(page.vma) ? 'cached' : 'major';
}

/**
 * The stretch of pages picked in the address strip, which madvise, mlock and their like then take. One tap picks a page,
 * a second one stretches it, a third begins anew; tapping a single picked page again drops it.
 */
import { effect, signal } from '@preact/signals';
import { room } from '../../net/store.ts';

export interface Range {
  vpn: number;
  pages: number;
}

export const range = signal<Range | null>(null);

effect(() => {
  if (room.value === null) range.value = null;
});

export function tapPage(vpn: number): void {
  const now = range.peek();
  if (now === null || now.pages > 1) range.value = { vpn, pages: 1 };
  else if (now.vpn === vpn) range.value = null;
  else range.value = { vpn: Math.min(now.vpn, vpn), pages: Math.abs(now.vpn - vpn) + 1 };
}

export const isPicked = (vpn: number): boolean =>
  range.value !== null && vpn >= range.value.vpn && vpn < range.value.vpn + range.value.pages;

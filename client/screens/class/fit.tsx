/** A screen that never scrolls: what has any length is made as large as fits, and a long list is turned page by page. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/index.ts';
import { arrange, PAGE_MS, type Size } from './arrange.ts';

interface FitProps {
  children: ComponentChildren;
  /** The largest scale. */
  most?: number;
  kind?: string;
}

/** As large as fits, up to `most`. A transform, since what is inside has sizes in pixels of its own. */
export function Fit({ children, most = 1.6, kind = '' }: FitProps) {
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const fit = (): void => scaleTo(box.current!, inner.current!, most);
    const sizes = new ResizeObserver(fit);
    sizes.observe(box.current!);
    sizes.observe(inner.current!);
    return () => sizes.disconnect();
  }, [most]);
  return (
    <div ref={box} class={`fit ${kind}`}>
      <div ref={inner}>{children}</div>
    </div>
  );
}

const LEAST = 0.3;
const HALVINGS = 7;

function scaleTo(box: HTMLElement, inner: HTMLElement, most: number): void {
  const fits = (scale: number): boolean => {
    inner.style.width = `${box.clientWidth / scale}px`;
    inner.style.transform = `scale(${scale})`;
    return inner.scrollHeight * scale <= box.clientHeight && inner.scrollWidth <= inner.clientWidth;
  };
  let low = LEAST;
  let high = most;
  if (fits(most)) return;
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
}

interface Measured extends Size {
  em: number;
}

/** The size of a box in pixels, and its letters'; null before it is there. */
function useSize(box: RefObject<HTMLElement | null>): Measured | null {
  const size = useSignal<Measured | null>(null);
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      size.value = { width: element.clientWidth, height: element.clientHeight, em };
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [box, size]);
  return size.value;
}

interface PagesProps<T> {
  list: readonly T[];
  /** The least size of one that can be read, in em. */
  cell: Size;
  /** So many times as large where there are few. */
  most?: number;
  kind?: string;
  testId?: string;
  children: (one: T, at: number) => VNode;
}

/** A list in columns; what doesn't fit comes on the next page, by a clock. */
export function Pages<T>({ list, cell, most = 2, kind = '', testId, children }: PagesProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const em = size?.em ?? 1;
  const least = { width: cell.width * em, height: cell.height * em };
  // Nothing before there is room: what is turned page by page needs some for telling so.
  const count = size === null ? 0 : list.length;
  const { columns, rows, scale, each, pages } = arrange(count, size ?? least, least, most);
  const now = useTurning(pages);
  return (
    <div class={`pages ${kind}`}>
      <div ref={box}>
        <ul data-testid={testId} style={{ '--scale': scale, '--columns': columns, '--rows': rows }}>
          {list
            .slice(now * each, Math.min(count, (now + 1) * each))
            .map((one, at) => children(one, now * each + at))}
        </ul>
      </div>
      {pages > 1 && (
        <p class="pages-at" data-testid="page">
          {t('class:page', { page: now + 1, pages })}
        </p>
      )}
    </div>
  );
}

/** The page that is shown now, one after the other. */
function useTurning(pages: number): number {
  const page = useSignal(0);
  useEffect(() => {
    if (pages < 2) return;
    const clock = setInterval(() => {
      page.value = (page.peek() + 1) % pages;
    }, PAGE_MS);
    return () => clearInterval(clock);
  }, [pages, page]);
  return page.value % pages;
}

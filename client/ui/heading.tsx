/** The heading of a page that takes the place of another: it has the focus as soon as it is there. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Heading({ children, kind = '' }: { children: ComponentChildren; kind?: string }) {
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    head.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={head} tabIndex={-1} class={kind}>
      {children}
    </h1>
  );
}

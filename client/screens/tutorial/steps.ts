/**
 * What a tutorial is made of: steps that are finished by doing. A step is done when its predicate says so
 * of what has been seen since the step began.
 */
import type { Event, KernelView, ProcessView } from '../../../shared/sim/index.ts';

/** What a predicate may look at: the view now, the view when the step began, the events since then. */
export interface Seen<View> {
  now: View;
  then: View;
  events: readonly Event[];
  /** Those that came with this view. */
  latest: readonly Event[];
  /** Ticks since the step began. */
  ticks: number;
}

export interface Step<View> {
  /** Words under tutorial.<list>.<key>: title and text. */
  key: string;
  /** What to outline on the page; the first match that is visible. */
  target: string;
  done(seen: Seen<View>): boolean;
  /** There is nothing to do but to look: one goes on at will. */
  read?: true;
}

export type ProcessStep = Step<ProcessView>;
export type KernelStep = Step<KernelView>;

/** Whether one of the events since the step began has a type, and passes a test. */
export const happened = (
  events: readonly Event[],
  type: Event['type'],
  test: (event: Event) => boolean = () => true,
): boolean => events.some((event) => event.type === type && test(event));

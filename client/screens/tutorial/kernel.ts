/**
 * Learning the kernel's side: grant, pick a frame, find a victim when memory is gone, keep the marks fresh, and serve
 * until a job is done.
 */
import { type Event, KERNEL_OPS } from '../../../shared/sim/index.ts';
import { picked } from '../kernel/choice.ts';
import { happened, type KernelStep } from './steps.ts';

const GRANT = KERNEL_OPS.indexOf('grant');
const AGE = KERNEL_OPS.indexOf('age');

const wasGranted = (evicted: Event, events: readonly Event[]): boolean =>
  happened(events, 'order', (event) => event.n === GRANT && event.pfn === evicted.pfn);

export const KERNEL_STEPS: readonly KernelStep[] = [
  {
    key: 'trap',
    target: '[data-testid="trap"]',
    done: ({ now }) => now.traps.some((trap) => trap.id > 0),
  },
  {
    key: 'grant',
    target: '[data-testid="grant"]',
    done: ({ events }) => happened(events, 'order', (event) => event.n === GRANT),
  },
  {
    key: 'watch',
    target: '[data-testid="board"]',
    read: true,
    done: ({ events }) => happened(events, 'resolved') || happened(events, 'return'),
  },
  {
    key: 'pick',
    target: '[data-testid="board"]',
    done: () => picked.value >= 0,
  },
  {
    key: 'frame',
    target: '[data-testid="grant"]',
    done: ({ events }) => happened(events, 'order', (event) => event.n === GRANT && event.pfn >= 0),
  },
  {
    key: 'victim',
    target: '[data-testid="board"]',
    // Evicting while frames are plenty teaches nothing: it counts when memory was full, or by a grant.
    done: ({ now, events, latest }) =>
      latest.some(
        (one) => one.type === 'evict' && (now.kernel[0].freeFrames <= 1 || wasGranted(one, events)),
      ),
  },
  {
    key: 'age',
    target: '[data-testid="age"]',
    done: ({ events }) => happened(events, 'order', (event) => event.n === AGE),
  },
  {
    key: 'serve',
    target: '[data-testid="trap"]',
    done: ({ now, then }) => now.machine[0].work > then.machine[0].work,
  },
];

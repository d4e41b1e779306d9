/**
 * Learning the process's side: take a job, place its buffers, meet a fault, finish, clean up.
 */
import { happened, type ProcessStep } from './steps.ts';

const holding = (jobs: { id: number }[]): number => jobs.filter((job) => job.id > 0).length;

export const PROCESS_STEPS: readonly ProcessStep[] = [
  {
    key: 'look',
    target: '[data-testid="space"]',
    read: true,
    // The process has booted: its first pages are there.
    done: ({ now, ticks }) => now.self[0].startAt < 0 && now.self[0].asPages > 0 && ticks >= 60,
  },
  {
    key: 'accept',
    target: '[data-testid^="offer-"]',
    done: ({ now }) => holding(now.jobs) > 0,
  },
  {
    key: 'malloc',
    target: '[data-testid="malloc"]',
    done: ({ now, events }) =>
      now.blocks.some((block) => block.ptr >= 0) || happened(events, 'malloc') || happened(events, 'syscall'),
  },
  {
    key: 'pack',
    target: '[data-testid="heap"]',
    done: ({ now, events }) =>
      happened(events, 'job-ready') || now.jobs.some((job) => job.id > 0 && job.state > 0),
  },
  {
    key: 'fault',
    target: '[data-testid="trap"]',
    done: ({ events, now, then }) =>
      happened(events, 'resolved') || now.self[0].minorFaults > then.self[0].minorFaults,
  },
  {
    key: 'run',
    target: '[data-testid="job"]',
    done: ({ events, now, then }) =>
      now.self[0].work > then.self[0].work || happened(events, 'job-done') || happened(events, 'job-late'),
  },
  {
    key: 'free',
    target: '[data-testid="free-all"]',
    done: ({ events, now }) =>
      happened(events, 'free') || !now.blocks.some((block) => block.ptr >= 0 && block.job === 0),
  },
  {
    key: 'again',
    target: '[data-testid^="offer-"]',
    done: ({ events, now, then }) => now.self[0].work > then.self[0].work || happened(events, 'job-done'),
  },
];

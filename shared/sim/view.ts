/**
 * What each role may see, as sections of a view (PL1). A process sees its own address space, heap, jobs and
 * traps, and everybody's score; never a physical frame number or another's memory. The kernel, and a
 * spectator who holds the key, see the machine.
 */
import type { Read } from './layout.ts';
import {
  CALLS,
  MAX_BLOCKS,
  MAX_CHILDREN,
  MAX_FILES,
  MAX_JOBS,
  MAX_MAIL,
  MAX_OFFERS,
  MAX_SHM,
  MAX_TRAPS_EACH,
} from './names.ts';
import { accountFields, common, pointers, type Shape, sizes, trapFields } from './viewCommon.ts';
import type { kernelSections } from './viewKernel.ts';

export * from './names.ts';
export type { Shape } from './viewCommon.ts';
export { kernelSections } from './viewKernel.ts';

/** A process's own view. Addresses and pointers count cells; ticks are absolute unless said otherwise. */
export const processSections = (shape: Shape) => ({
  ...common(shape),
  self: {
    fields: [
      ...accountFields,
      'heapStart',
      'brk',
      'crashes',
      'kills', // by the kernel or the OOM killer
      'secrets',
      'delivered', // packets that reached it
      'startAt', // the tick it (re)starts at, while starting or dead
      'majorFaults',
      'minorFaults',
      'runTicks',
      'waitTicks',
      'busyUntil', // own calls are answered EAGAIN before this tick
      'cellsPerPage',
    ] as const,
    rows: 1,
  },
  pages: {
    fields: ['vma', 'state', 'accessed', 'dirty', 'writable', 'tlb', 'cow', 'locked'] as const,
    rows: shape.pages,
  },
  /** Live heap and mmap blocks; ptr -1 marks an empty row; job 0 when its job is gone (a leak until freed). */
  blocks: { fields: ['ptr', 'size', 'job', 'buffer', 'mapped'] as const, rows: MAX_BLOCKS },
  /** id 0 marks an empty row; due in ticks from acceptance; title indexes the job names. */
  offers: {
    fields: [
      'id',
      'title',
      'pattern',
      'count',
      ...sizes,
      'accesses',
      'reward',
      'due',
      'overrun',
      'kind', // index in JOB_KINDS; its partner, file and pieces, 0 and -1 where there are none
      'peer',
      'file',
      'items',
      'via', // how the partner does it, -1 while one may choose
    ] as const,
    rows: MAX_OFFERS + 1,
  },
  jobs: {
    fields: [
      'id',
      'title',
      'pattern',
      'state',
      'done',
      'accesses',
      'reward',
      'dueAt',
      'count',
      ...sizes,
      ...pointers,
      'overrun',
      'kind',
      'peer',
      'file',
      'items',
      'via',
      'moved', // pieces handed over
    ] as const,
    rows: MAX_JOBS,
  },
  traps: { fields: trapFields, rows: MAX_TRAPS_EACH + 1 },
  /** Translations that the processor holds, without frames; -1 for an empty place. */
  tlb: { fields: ['vpn', 'dirty', 'used'] as const, rows: shape.tlbEntries },
  /** Children that one forked; pid 0 for none. */
  children: { fields: ['pid', 'state', 'title', 'done', 'accesses'] as const, rows: MAX_CHILDREN },
  mail: { fields: ['from', 'value'] as const, rows: MAX_MAIL },
  /** By descriptor: the open file, -1 for none. */
  files: { fields: ['file'] as const, rows: MAX_FILES },
  /** By number of the call: how often it was answered without an errno, one's children's included. */
  calls: { fields: ['answered'] as const, rows: CALLS.length },
  /** Shared segments: pages (0 for none), and where one has it attached (-1: not). */
  segments: { fields: ['pages', 'vpn'] as const, rows: MAX_SHM },
});

export type ProcessView = Read<ReturnType<typeof processSections>>;
export type KernelView = Read<ReturnType<typeof kernelSections>>;

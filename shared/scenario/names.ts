/**
 * The closed sets that a lesson chooses from, apart from the schema so that a page can import them without the
 * validator.
 */

/** What a goal can count, read off the result of a match for a role. */
export const MEASURES = [
  'score', //     kernel: its score; process: its own
  'work', //      kernel: the machine's; process: its own
  'faults', //    pages read in; for the kernel only
  'minorFaults', // pages that came without the disk, and
  'majorFaults', // with it; a process's own, for it only
  'breaches', //  data that somebody got at, machine-wide
  'panics',
  'kills', //     kernel: everybody's; process: its own
  'crashes', //   as kills
  'secrets', //   as kills
  'missed', //    interrupts that came to nothing
  'delivered', // interrupts that were served; process: packets that reached it
] as const;
export type Measure = (typeof MEASURES)[number];

/** A process isn't told of the machine's paging, and the kernel's goal counts all of it. */
export const PROCESS_MEASURES = MEASURES.filter((measure) => measure !== 'faults');
export const KERNEL_MEASURES = MEASURES.filter((one) => one !== 'minorFaults' && one !== 'majorFaults');

/** What the screens bring in for a lesson. */
export const PANELS = [
  'zones',
  'buddies',
  'kernelMap',
  'tables',
  'tlb',
  'sharing',
  'interrupts',
  'modules',
  'personality',
  'policies',
  'messages',
  'files',
  'heapBugs',
  'limits',
  'highmem',
  'slab',
] as const;
export type Panel = (typeof PANELS)[number];

export const ROLES_WITH_GOALS = ['process', 'kernel'] as const;
export type LessonRole = (typeof ROLES_WITH_GOALS)[number];

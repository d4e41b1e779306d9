/**
 * What people believe, as far as a wrong answer shows it: the ids under which the packs explain each
 * (`drills.misconception.<id>`). From the concept table and the literature on teaching operating systems.
 */
export const MISCONCEPTIONS = [
  'fifo-is-lru', //            the oldest page is taken for the one unused longest
  'clock-ignores-bits', //     the hand takes the first page it meets
  'lru-is-lfu', //             seldom used is taken for not used lately
  'opt-looks-back', //         OPT is thought to judge by the past
  'more-frames-fewer-faults', // for every policy
  'lru-has-belady',
  'fault-is-error', //         a page fault is a crash
  'fault-is-disk', //          every fault goes to the disk
  'write-to-cow-is-segfault',
  'fork-copies-all', //        fork copies memory at once
  'malloc-is-syscall', //      each malloc enters the kernel
  'free-returns-to-system',
  'address-space-is-memory', // what is asked for takes frames
  'vpn-is-pfn',
  'tlb-flushes-itself', //     changing a page table changes the TLB
  'neighbours-are-buddies', // adjacent blocks of a size always merge
  'smallest-fit-unsplit', //   a block is given whole though half would do
  'free-total-suffices', //    enough free in total is enough
  'internal-is-external',
  'kmalloc-is-vmalloc',
  'slab-takes-a-page', //      each object takes a page
  'best-fit-is-first',
  'worst-fit-is-wasteful-block',
  'leak-outlives-process',
  'not-freed-is-leaked', //    whatever is not freed is a leak
  'gc-frees-unused', //        the collector frees what is reachable but unused
  'double-free-is-harmless',
  'same-address-same-memory', // of two processes
  'crash-takes-machine',
  'message-needs-no-syscall',
  'shared-memory-needs-syscall',
  'signal-carries-data',
  'microkernel-is-faster',
  'highmem-is-fast',
  'thrashing-is-full-ram',
  'clean-page-is-written',
  'oom-kills-caller',
  'limit-is-reservation',
  'device-memory-is-ram',
  'rate-is-linear', //         a small fault rate is thought to slow little
] as const;
export type MisconceptionId = (typeof MISCONCEPTIONS)[number];

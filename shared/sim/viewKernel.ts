/** The sections of the kernel's view: all of the machine. Filled by procfsKernel.ts and procfsMemory.ts. */
import { KERNEL_OPS } from './command.ts';
import { CACHES } from './mm/slab.ts';
import { KMAP_SLOTS, MAX_ORDERS, MAX_RESERVES, MAX_TRAPS_EACH, MODULES, SLOTS, ZONES } from './names.ts';
import { accountFields, common, type Shape, trapFields } from './viewCommon.ts';

/** The kernel's and the key-holding spectator's view: all of the machine. */
export const kernelSections = (shape: Shape) => ({
  ...common(shape),
  kernel: {
    fields: [
      'freeFrames',
      'cpuLeft', // ticks until the order under way is done
      'diskQueue',
      'diskLeft',
      'swapUsed',
      'oomAt', // the tick at which the OOM killer strikes, -1 while memory suffices
      'breaches',
      'panics',
      'kills',
      'thrashing', // permille of job-holding time spent blocked on major faults, over the last ten seconds
      'guard', // 1: a dangerous order needs force
      'pageIns',
      'sweepAt', // the tick of the next timed clearing of reference bits, -1 without one
      'committed', // address space promised to all, in pages (AS3)
      'promisable', // RAM and swap that promises are held against
      'kernelFrames', // frames that are the kernel's own, whatever for
      'diskTicks', // ticks of a page on the disk now
    ] as const,
    rows: 1,
  },
  /** pid and vpn of the first mapper, 0 and -1 without one; content 0 when wiped; block: order of the free block that starts here, else -1. */
  frames: {
    fields: [
      'kind',
      'pid',
      'vpn',
      'referenced',
      'dirty',
      'pins',
      'mappings',
      'locked',
      'content',
      'loaded',
      'block',
      'row', // of the page cache: file * filePages + page, segments after the files; -1 for none
    ] as const,
    rows: shape.frames,
  },
  swap: { fields: ['pid', 'vpn'] as const, rows: shape.swapSlots },
  processes: {
    fields: [
      ...accountFields,
      'swapped',
      'tables',
      'badness',
      'jobTitle', // -1 without a running job
      'jobDone',
      'jobAccesses',
      'jobDueAt',
      'runTicks',
      'waitTicks',
      'crashes',
      'secrets',
      'startAt',
      'parent', // the process that forked it, 0 for a player's own
      'stackFrame',
      'directory',
      'mail',
      'shared', // resident pages that others map as well
    ] as const,
    rows: shape.tasks,
  },
  /** Every process's pages, row (pid - 1) * pages + vpn; where is the frame, or the slot when out in swap, else -1. */
  /** bits are those of the PTE: present 1, writable 2, user 4, accessed 8, dirty 16, copy-on-write 32, locked 64. */
  ptes: { fields: ['vma', 'state', 'where', 'bits'] as const, rows: shape.tasks * shape.pages },
  traps: { fields: trapFields, rows: shape.tasks * (MAX_TRAPS_EACH + 1) },
  orders: { fields: ['id', 'op', 'pid', 'pfn', 'trap', 'left'] as const, rows: MAX_ORDERS },
  disk: { fields: ['write', 'pid', 'vpn', 'left'] as const, rows: MAX_ORDERS },
  /** By kind (ZONES); frames 0 for one that isn't there; o0… free blocks of each order; fragmentation in permille. */
  zones: {
    fields: [
      'base',
      'frames',
      'free',
      'largest',
      'fragmentation',
      'min',
      'low',
      'high',
      'reclaiming',
      'o0',
      'o1',
      'o2',
      'o3',
      'o4',
      'o5',
      'o6',
      'o7',
      'o8',
    ] as const,
    rows: ZONES.length,
  },
  /** By cache (CACHES of mm/slab.ts). */
  caches: { fields: ['slabs', 'objects', 'capacity'] as const, rows: CACHES.length },
  /** state in MODULE_STATES; how: 0 kmalloc, 1 vmalloc. */
  modules: { fields: ['state', 'how', 'frames', 'restartAt'] as const, rows: MODULES.length },
  /** By slot: the index of what is loaded. */
  policies: { fields: ['loaded'] as const, rows: SLOTS.length },
  /** By place in KERNEL_OPS: how many were taken. */
  given: { fields: ['count'] as const, rows: KERNEL_OPS.length },
  reserves: { fields: ['pfn', 'order'] as const, rows: MAX_RESERVES },
  kmap: { fields: ['pfn'] as const, rows: KMAP_SLOTS },
  /** Each process's TLB and leaf tables, one after the other; -1 for an empty place. */
  tlb: { fields: ['vpn', 'pfn', 'dirty'] as const, rows: shape.tasks * shape.tlbEntries },
  tables: { fields: ['pfn'] as const, rows: shape.tasks * shape.leaves },
});

/**
 * What happened on the machine, as plain rows of five integers without any display text. One shape for
 * all types keeps them cheap to send; a process seat gets its own and the public ones, with pfn struck out
 * (see procfs.ts).
 */
export const EVENT_TYPES = [
  'boot', //         pid starts; n = 1 when after a crash or a reboot
  'offer', //        pid got a job offer; n = offer id
  'accept', //       pid took a job; n = job id
  'job-ready', //    all buffers placed; n = job id
  'job-done', //     n = reward paid
  'job-late', //     n = reward paid (half)
  'job-corrupt', //  checksum failed, nothing paid; n = job id
  'job-lost', //     crash, kill or panic took it; n = job id
  'malloc', //       vpn = first page, n = pointer (cell address)
  'malloc-null', //  n = cells asked for
  'free', //         n = pointer
  'syscall', //      crossed the boundary; vpn = call number, n = argument
  'return', //       came back; vpn = call number, n = value, or -errno
  'fault-minor', //  n = trap id
  'fault-major', //  n = trap id
  'fault-invalid', // n = trap id
  'resolved', //     the page is mapped and the access goes on; pfn, vpn, n = trap id
  'order', //        the kernel took an order; n = the order's place in KERNEL_OPS
  'order-failed', // n = -errno
  'evict', //        pid's page vpn left frame pfn; n = 1 when it must be written first
  'writeback', //    pid's page vpn goes to swap slot n
  'swap-in', //      pid's page vpn was read from disk into pfn; n = slot, -1 for a file
  'zero', //         frame pfn wiped
  'flush', //        pid's TLB emptied
  'map', //          the kernel mapped pfn at pid's vpn by hand
  'unmap', //        the kernel took pid's vpn away
  'free-frame', //   frame pfn is free again
  'breach', //       pid read or altered what belongs to process n
  'secret', //       pid scored the secret of process n
  'segv', //         pid died of an illegal access
  'abort', //        pid died of heap corruption it caused itself
  'kill', //         pid was killed; n = 0 by the kernel, 1 by the OOM killer, 2 by itself
  'exit', //         pid left of its own will
  'signal', //       n = signal number
  'limit', //        a limit of pid changed; n = resource number
  'oom', //          nothing can be evicted and nothing is free
  'panic', //        n = reason number of kernel/panic.ts
  'reboot', //       the machine is up again
  'reference', //    pid touched its page vpn in frame pfn; n = 1 for a write
  'page-in', //      a page came into frame pfn for pid's vpn
  'end', //          the match is over
  'image', //        the kernel's image was loaded; n = frames
  'kernel-frame', // the kernel took frame pfn for itself, on pid's behalf; n = index in FRAME_KINDS
  'kernel-address', // pid touched an address of the kernel's
  'limited', //      a limit refused pid something; n = -errno
  'stalled', //      a major fault of pid is over; n = ticks it took
  'thrash', //       thrashing rose above half; n = permille
  'leak', //         pid takes a new job while n cells of old ones are not freed
  'stack-grow', //   pid's stack grew down to page vpn
  'gc', //           pid's garbage collector freed n cells
  'pool', //         pid placed a block in a pool slot; n = cells wasted
  'alloc-pages', //  2^n frames from pfn on, in one piece
  'merge', //        frames freed at pfn merged n times with their buddies
  'no-block', //     2^n frames in one piece were not to be had, though as many are free
  'zone-fallback', // a user page of pid went to the DMA zone, frame pfn, as nothing else was free
  'direct-map', //   the kernel took frame pfn of low memory, which it reaches without a mapping; high memory won't do
  'kmap', //         the kernel mapped high frame pfn into its slot n
  'migrate', //      pid's page vpn moved to frame pfn; n = the frame it came from
  'slab-alloc', //   an object of cache n for pid; pfn = its slab
  'slab-free', //    an object of cache n of pid's is gone
  'shrink', //       caches gave n frames back
  'vmalloc', //      n scattered frames were mapped in a row for the kernel
  'mempool', //      an interrupt took the reserve, pfn; n = order
  'interrupt', //    a packet for pid wants 2^n frames
  'interrupt-missed', // it was dropped: pid gets nothing; n = trap id
  'mmio', //         the kernel wrote to the device's registers at frame pfn
  'doorbell', //     pid wrote to them, at its page vpn: the next packet is for it
  'dma', //          the device filled 2^n frames from pfn on
  'deliver-copy', // pid got a packet by copy; n = reward
  'deliver-map', //  pid got a packet's frames mapped at vpn; n = reward
  'fork', //         pid has a child, process n
  'cow', //          pid's page vpn got a copy of its own, frame pfn; n = 1 when it was the last to share
  'zombie', //       pid's child n has ended and waits to be reaped
  'reap', //         pid's child n is gone
  'cached', //       pid's page vpn was mapped from the page cache, frame pfn, without the disk
  'share', //        pid's text page vpn is mapped from a frame that another process runs, too
  'shm', //          pid attached shared memory n
  'message', //      pid got a message of process n
  'batch', //        pid made n calls in one crossing
  'policy', //       the kernel loaded a policy; vpn = its slot, n = index in the slot's list
  'compact', //      compaction of order n ended
  'load', //         module n was loaded; vpn = personality
  'unload', //       module n was unloaded
  'driver-bug', //   the driver of module n wrote wild; vpn = personality
  'driver-restart', // the driver of module n runs again; vpn = personality
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export interface Event {
  type: EventType;
  /** Process, 1..P; 0 for the machine as a whole. */
  pid: number;
  /** Physical frame, or -1. */
  pfn: number;
  /** Virtual page, or -1. */
  vpn: number;
  n: number;
}

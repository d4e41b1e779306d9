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
  'order', //        the kernel took an order; n = order number of kernel/index.ts
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

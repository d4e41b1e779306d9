/**
 * By what a match shows that a concept came up in it: an event of the machine, with the details that must match, or
 * the replacement policy that it ran. Data, so that reports, tests and the command line read the same list.
 */
import { CALL, CALLS, type Event, type EventType, FRAME, KERNEL_OPS, MODULES } from '../sim/index.ts';
import type { ConceptId } from './ids.ts';

export interface EventEvidence {
  event: EventType;
  n?: number;
  vpn?: number;
  /** Name of a system call, for events whose vpn is its number; looked up when it is read. */
  call?: string;
}

/** Not to be seen in one event: the machine replaced pages by this policy. */
export interface PolicyEvidence {
  runs: 'fifo';
}

export type Evidence = EventEvidence | PolicyEvidence;

export const EVIDENCE: { readonly [id in ConceptId]: Evidence } = {
  'kernel-space': { event: 'kernel-address' },
  'kernel-mode': { event: 'order' },
  syscall: { event: 'syscall' },
  'mode-switch': { event: 'batch' },
  isolation: { event: 'breach' },
  segfault: { event: 'segv' },
  'kernel-panic': { event: 'panic' },
  'resident-kernel': { event: 'kernel-frame' },
  scheduling: { event: 'syscall', vpn: CALL.nice },
  limits: { event: 'limited' },
  house: { event: 'limited' },
  frame: { event: 'resolved' },
  'page-allocator': { event: 'alloc-pages' },
  buddy: { event: 'merge' },
  fragmentation: { event: 'no-block' },
  zones: { event: 'zone-fallback' },
  'direct-map': { event: 'direct-map' },
  highmem: { event: 'kmap' },
  'device-memory': { event: 'doorbell' },
  dma: { event: 'dma' },
  'zero-copy': { event: 'deliver-map' },
  'kernel-image': { event: 'image' },
  'kernel-stack': { event: 'kernel-frame', n: FRAME.stack },
  slab: { event: 'slab-alloc' },
  vmalloc: { event: 'vmalloc' },
  'kernel-balance': { event: 'shrink' },
  mempool: { event: 'mempool' },
  'virtual-address': { event: 'reference' },
  'page-table': { event: 'kernel-frame', n: FRAME.table },
  'pte-bits': { event: 'order', n: KERNEL_OPS.indexOf('age') },
  tlb: { event: 'flush' },
  'demand-paging': { event: 'fault-minor' },
  'page-fault': { event: 'fault-major' },
  swap: { event: 'swap-in' },
  replacement: { event: 'evict' },
  belady: { runs: 'fifo' },
  'working-set': { event: 'thrash' },
  dirty: { event: 'writeback' },
  'effective-access-time': { event: 'stalled' },
  oom: { event: 'kill', n: 1 },
  cow: { event: 'cow' },
  mmap: { event: 'cached' },
  'shared-memory': { event: 'shm' },
  'shared-library': { event: 'share' },
  'process-memory': { event: 'stack-grow' },
  malloc: { event: 'malloc' },
  'alloc-failure': { event: 'malloc-null' },
  leak: { event: 'leak' },
  gc: { event: 'gc' },
  'user-pool': { event: 'pool' },
  'file-io': { event: 'syscall', call: 'read' },
  'message-passing': { event: 'message' },
  signal: { event: 'signal' },
  monolithic: { event: 'driver-bug', vpn: 0 },
  hybrid: { event: 'driver-bug', vpn: 1, n: MODULES.indexOf('blk') },
  'user-driver': { event: 'driver-restart' },
  microkernel: { event: 'driver-restart', vpn: 2 },
};

/** The number of a system call, -2 (which no event has) for one that this machine doesn't know. */
function callNumber(name: string): number {
  const names: readonly string[] = CALLS;
  const number = names.indexOf(name);
  return number < 0 ? -2 : number;
}

function matches({ event: type, n, vpn, call }: EventEvidence, event: Event): boolean {
  const page = call === undefined ? vpn : callNumber(call);
  return (
    event.type === type && (n === undefined || event.n === n) && (page === undefined || event.vpn === page)
  );
}

/** Whether these events, of a machine that ran these replacement policies, show the evidence. */
export function shows(
  evidence: Evidence,
  events: readonly Event[],
  policies: readonly string[] = [],
): boolean {
  if ('runs' in evidence) return policies.includes(evidence.runs);
  return events.some((event) => matches(evidence, event));
}

/**
 * Everything a seat can ask of the machine: a process's own doings and system calls, and the kernel's
 * orders (rules SY1, KO1, UM1). shared/protocol parses unknown input into these types; the machine checks
 * them again against its state and answers with a value or an errno.
 */
import { type MODULES, type SLOTS, SYSCALLS, type VIAS, type ZONES } from './names.ts';

export type Via = (typeof VIAS)[number];

export const FITS = ['first', 'best', 'worst', 'next', 'mmap', 'pool'] as const;
export type Fit = (typeof FITS)[number];

export const RESOURCES = ['rss', 'as', 'memlock', 'nproc'] as const;
export type Resource = (typeof RESOURCES)[number];

export const SIGNALS = { SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGCONT: 18, SIGSTOP: 19 } as const;
export type Signal = keyof typeof SIGNALS;

export type ProcessCommand =
  /** Take a job offer (its id), and how to reach its file or partner. Value: the job's id. */
  | { op: 'accept'; offer: number; via?: Via }
  /** Give a job up that has not finished; its blocks stay until freed. */
  | { op: 'abandon'; job: number }
  /** Place buffer k of a job: by a fit, or at a cell address picked by hand. Value: pointer, or -1 while brk/mmap waits. */
  | { op: 'malloc'; job: number; buffer: number; fit?: Fit; at?: number }
  /** Release the block at a pointer. */
  | { op: 'free'; ptr: number }
  /** Collect garbage (UM4): the blocks of the heap that no job reaches. Value: cells freed; the process pauses for it. */
  | { op: 'gc' }
  /** Touch one cell of one's own (or not one's own) address space. */
  | { op: 'touch'; address: number; write: boolean }
  /** System calls (SY1). brk: pages by which the break moves. mmap: pages, of a file or a device's registers. */
  | { op: 'brk'; pages: number }
  | { op: 'mmap'; pages: number; file?: number; device?: true }
  | { op: 'munmap'; vpn: number; pages: number }
  | { op: 'kill'; pid: number; signal: Signal }
  | { op: 'nice'; value: number }
  | { op: 'exit' }
  /** Pages and their frames: not needed (madvise), to be kept (mlock), no longer (munlock). */
  | { op: 'madvise'; vpn: number; pages: number }
  | { op: 'mlock'; vpn: number; pages: number }
  | { op: 'munlock'; vpn: number; pages: number }
  /** A child that runs a ready job; reaping one that has ended. */
  | { op: 'fork'; job: number }
  | { op: 'wait' }
  /** Shared memory: a new segment of some pages; attaching and detaching one by its id. */
  | { op: 'shm_open'; pages: number }
  | { op: 'shm_attach'; id: number }
  | { op: 'shm_detach'; id: number }
  /** Messages of one number; recv from anybody unless told. */
  | { op: 'send'; pid: number; value: number }
  | { op: 'recv'; from?: number }
  /** Files: a descriptor, a page read or written through it, and giving it back. */
  | { op: 'open'; file: number }
  | { op: 'read'; fd: number; page: number }
  | { op: 'write'; fd: number; page: number }
  | { op: 'close'; fd: number }
  /** Several calls that need no decision in one crossing (SY2). */
  | { op: 'submit'; calls: RingCall[] };

/** What may go into the submission ring. */
export type RingCall =
  | { op: 'munmap'; vpn: number; pages: number }
  | { op: 'madvise'; vpn: number; pages: number }
  | { op: 'mlock'; vpn: number; pages: number }
  | { op: 'munlock'; vpn: number; pages: number }
  | { op: 'nice'; value: number }
  | { op: 'send'; pid: number; value: number }
  | { op: 'recv'; from?: number }
  | { op: 'close'; fd: number };

export type KernelCommand =
  /**
   * Resolve a trap. A fault: pfn is a free frame, or the victim's; without one the lowest free frame is taken.
   * zero and flush are on unless turned off (AC3). A system call: say yes.
   */
  | { op: 'grant'; trap: number; pfn?: number; zero?: boolean; flush?: boolean; force?: boolean }
  /** A system call gets ENOMEM, a fault SIGBUS, an illegal access SIGSEGV. */
  | { op: 'deny'; trap: number }
  | { op: 'evict'; pfn: number; zero?: boolean; flush?: boolean; force?: boolean }
  | { op: 'writeback'; pfn: number }
  | { op: 'zero'; pfn: number; force?: boolean }
  | { op: 'flush'; pid: number }
  | { op: 'map'; pid: number; vpn: number; pfn: number; force?: boolean }
  | { op: 'unmap'; pid: number; vpn: number; flush?: boolean }
  /** Clear the reference bits of `count` frames from pfn on, wrapping around. */
  | { op: 'age'; pfn: number; count: number }
  | { op: 'signal'; pid: number; signal: Signal }
  | { op: 'kill'; pid: number }
  | { op: 'limit'; pid: number; resource: Resource; value: number }
  /** Load a policy into a slot, 'none' to unload; set a zone's watermarks (frames). */
  | { op: 'policy'; slot: (typeof SLOTS)[number]; name: string }
  | { op: 'watermark'; zone: (typeof ZONES)[number]; low: number; high: number }
  /** Empty a block of 2^order DMA frames by moving pages; give up caches. */
  | { op: 'compact'; order: number }
  | { op: 'shrink' }
  | { op: 'load'; module: (typeof MODULES)[number]; how?: 'kmalloc' | 'vmalloc' }
  | { op: 'unload'; module: (typeof MODULES)[number] }
  /** Answer an interrupt: buffers in the DMA zone, and how the packet reaches its process. */
  | { op: 'serve'; trap: number; by: 'copy' | 'map' }
  /** Reserve 2^order DMA frames for interrupts, or release such a reserve. */
  | { op: 'pool'; order: number; release?: boolean };

export const KERNEL_OPS = [
  'grant',
  'deny',
  'evict',
  'writeback',
  'zero',
  'flush',
  'map',
  'unmap',
  'age',
  'signal',
  'kill',
  'limit',
  'policy',
  'watermark',
  'compact',
  'shrink',
  'load',
  'unload',
  'serve',
  'pool',
] as const satisfies readonly KernelCommand['op'][];

export const PROCESS_OPS = [
  'accept',
  'abandon',
  'malloc',
  'free',
  'touch',
  'gc',
  ...SYSCALLS,
] as const satisfies readonly ProcessCommand['op'][];

export type Command = ProcessCommand | KernelCommand;

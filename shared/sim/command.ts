/**
 * Everything a seat can ask of the machine: a process's own doings and system calls, and the kernel's
 * orders (rules SY1, KO1, UM1). shared/protocol parses unknown input into these types; the machine checks
 * them again against its state and answers with a value or an errno.
 */
export const FITS = ['first', 'best', 'worst', 'next', 'mmap', 'pool'] as const;
export type Fit = (typeof FITS)[number];

export const RESOURCES = ['rss', 'as'] as const;
export type Resource = (typeof RESOURCES)[number];

export const SIGNALS = { SIGKILL: 9, SIGSEGV: 11, SIGCONT: 18, SIGSTOP: 19 } as const;
export type Signal = keyof typeof SIGNALS;

export type ProcessCommand =
  /** Take a job offer (its id). Value: the job's id. */
  | { op: 'accept'; offer: number }
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
  /** System calls (SY1). brk: pages by which the break moves. mmap: pages. munmap: first page and pages. */
  | { op: 'brk'; pages: number }
  | { op: 'mmap'; pages: number }
  | { op: 'munmap'; vpn: number; pages: number }
  | { op: 'kill'; pid: number; signal: Signal }
  | { op: 'nice'; value: number }
  | { op: 'exit' };

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
  | { op: 'limit'; pid: number; resource: Resource; value: number };

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
] as const satisfies readonly KernelCommand['op'][];

export const PROCESS_OPS = [
  'accept',
  'abandon',
  'malloc',
  'free',
  'touch',
  'brk',
  'mmap',
  'munmap',
  'kill',
  'nice',
  'exit',
  'gc',
] as const satisfies readonly ProcessCommand['op'][];

export type Command = ProcessCommand | KernelCommand;

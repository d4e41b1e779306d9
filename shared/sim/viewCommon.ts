/** What every view has in common: the shape of a machine, the clock and the scores, and how traps and accounts are told. */

export interface Shape {
  frames: number;
  swapSlots: number;
  pages: number;
  processes: number;
  /** Players' processes and places for children (AS4). */
  tasks: number;
  /** Leaf tables and TLB entries of a process. */
  leaves: number;
  tlbEntries: number;
}

export const sizes = ['size0', 'size1', 'size2', 'size3', 'size4'] as const;
export const pointers = ['ptr0', 'ptr1', 'ptr2', 'ptr3', 'ptr4'] as const;

/** Sections that every role gets: the clock, the machine's common result, the scores. Shares in permille. */
export const common = (shape: Shape) => ({
  machine: {
    fields: [
      'tick',
      'ticks',
      'phase',
      'rebootAt',
      'panicReason',
      'work',
      'fairness',
      'kernelScore',
      'personality', // index in PERSONALITIES
      'missed', // packets dropped, and delivered
      'delivered',
    ] as const,
    rows: 1,
  },
  roster: { fields: ['pid', 'score', 'state'] as const, rows: shape.processes },
});

export const trapFields = [
  'id',
  'pid',
  'kind',
  'call',
  'vpn',
  'address',
  'arg',
  'write',
  'since',
  'stage',
  'ahead',
  'table', // 1 when the page's table is missing too: granting takes two frames
  'shared', // 1 when the frame is in memory already: granting takes none
  'limited', // 1 when its process is at its limit: only a frame of its own will do
] as const;

/** What a process's own view and the kernel's say of it alike; filled by accountOf in procfsProcess.ts. */
export const accountFields = [
  'pid',
  'state',
  'score',
  'work',
  'nice',
  'rss',
  'rssLimit',
  'asPages',
  'asLimit',
  'memlockLimit',
  'nprocLimit',
  'locked', // pages locked in memory
] as const;

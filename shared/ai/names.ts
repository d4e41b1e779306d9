/** The AI players by name, in the order in which people choose from them. */
export const KERNEL_AIS = [
  'idle',
  'grant-only',
  'sloppy',
  'random',
  'fifo',
  'clock',
  'lru',
  'guided',
] as const;
export type KernelAi = (typeof KERNEL_AIS)[number];

export const PROCESS_AIS = ['greedy', 'careful', 'leaky', 'prober'] as const;
export type ProcessAi = (typeof PROCESS_AIS)[number];

/**
 * What a kernel's personality costs (OS1): ticks on top of the entry for a call that a server outside the kernel
 * carries out. A monolithic kernel has none; a microkernel sends a message there and one back (Liedtke, "On
 * µ-Kernel Construction", SOSP 1995); a hybrid runs most of it inside. Where a driver's fault ends is module.ts's.
 */
import type { Personality } from '../param.ts';

export const SERVERS = ['memory', 'file', 'ipc'] as const;
export type Server = (typeof SERVERS)[number];

/** Ticks, by personality and server. */
export const SURCHARGE: { readonly [P in Personality]: { readonly [S in Server]: number } } = {
  monolithic: { memory: 0, file: 0, ipc: 0 },
  hybrid: { memory: 0, file: 0, ipc: 1 },
  microkernel: { memory: 1, file: 2, ipc: 2 },
};

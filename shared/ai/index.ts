/** The one door of the AI players. */
import type { Shape } from '../sim/index.ts';
import { createKernelAi } from './kernel.ts';
import { KERNEL_AIS, type KernelAi, PROCESS_AIS, type ProcessAi } from './names.ts';
import type { AiOptions, AiPlayer } from './player.ts';
import { createProcessAi } from './process.ts';

export * from './names.ts';
export type * from './player.ts';

/** Whether an AI of that name can sit there: kernels in seat 0, processes elsewhere. */
export const fitsSeat = (name: string, seat: number): boolean =>
  (seat === 0 ? (KERNEL_AIS as readonly string[]) : (PROCESS_AIS as readonly string[])).includes(name);

export function createAi(name: string, shape: Shape, options: AiOptions): AiPlayer {
  if (!fitsSeat(name, options.seat)) throw new Error(`no AI ${name} for seat ${options.seat}`);
  return options.seat === 0
    ? createKernelAi(name as KernelAi, shape, options)
    : createProcessAi(name as ProcessAi, shape, options);
}

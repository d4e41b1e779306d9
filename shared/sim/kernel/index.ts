/** The kernel's orders by name (KO1): the dispatch table. */
import { KERNEL_OPS, type KernelCommand } from '../command.ts';
import type { Result } from '../errno.ts';
import type { Machine, Work } from '../machine.ts';
import { compact, shrink } from './compact.ts';
import { deny } from './deny.ts';
import { evict } from './evict.ts';
import { age, writeback, zero } from './frames.ts';
import { grant } from './grant.ts';
import { kill, signal } from './kill.ts';
import { flush, limit, map, unmap } from './mapping.ts';
import { load, unload } from './module.ts';
import type { Next, Order } from './order.ts';
import { policy, watermark } from './policy.ts';
import { pool, serve } from './serve.ts';

type Orders = { [O in KernelCommand['op']]: Order<Extract<KernelCommand, { op: O }>> };

/** Read at the first use: the orders and the rooms they work in import one another. */
let table: Orders | null = null;
const orders = (): Orders => (table ??= all());

const all = (): Orders => ({
  grant,
  deny,
  evict,
  writeback,
  zero,
  flush,
  map,
  unmap,
  age,
  signal,
  kill,
  limit,
  policy,
  watermark,
  compact,
  shrink,
  load,
  unload,
  serve,
  pool,
});

/** Gives an order, and counts those that were taken. */
export function order(machine: Machine, command: KernelCommand): Result {
  const result = (orders()[command.op] as Order<KernelCommand>).give(machine, command);
  if (result.ok) machine.given[KERNEL_OPS.indexOf(command.op)] += 1;
  return result;
}

/** Goes on with an order whose stage is done. */
export function advanceOrder(machine: Machine, work: Work): Next {
  return orders()[KERNEL_OPS[work.op]].advance(machine, work);
}

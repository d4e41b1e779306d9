/**
 * The edge for commands (PL2): unknown input becomes a Command of the machine, or a sentence that says what
 * is wrong with it. Every number is a bounded integer; nothing the schemas don't name passes.
 */
import { z } from 'zod';
import { type Command, FITS, RESOURCES, SIGNALS, type Signal } from '../sim/index.ts';

const count = z.int().min(0).max(65_535);
const pages = z.int().min(1).max(4096);
const id = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const pid = z.int().min(1).max(255);
const flag = z.boolean().optional();
const signal = z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]);

const processCommand = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('accept'), offer: id }),
  z.strictObject({ op: z.literal('abandon'), job: id }),
  z.strictObject({
    op: z.literal('malloc'),
    job: id,
    buffer: z.int().min(0).max(15),
    fit: z.enum(FITS).optional(),
    at: count.optional(),
  }),
  z.strictObject({ op: z.literal('free'), ptr: count }),
  z.strictObject({ op: z.literal('touch'), address: count, write: z.boolean() }),
  z.strictObject({ op: z.literal('brk'), pages: z.int().min(-4096).max(4096) }),
  z.strictObject({ op: z.literal('mmap'), pages }),
  z.strictObject({ op: z.literal('munmap'), vpn: count, pages }),
  z.strictObject({ op: z.literal('kill'), pid, signal }),
  z.strictObject({ op: z.literal('nice'), value: z.int().min(-20).max(19) }),
  z.strictObject({ op: z.literal('exit') }),
  z.strictObject({ op: z.literal('gc') }),
]);

const kernelCommand = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('grant'),
    trap: id,
    pfn: count.optional(),
    zero: flag,
    flush: flag,
    force: flag,
  }),
  z.strictObject({ op: z.literal('deny'), trap: id }),
  z.strictObject({ op: z.literal('evict'), pfn: count, zero: flag, flush: flag, force: flag }),
  z.strictObject({ op: z.literal('writeback'), pfn: count }),
  z.strictObject({ op: z.literal('zero'), pfn: count, force: flag }),
  z.strictObject({ op: z.literal('flush'), pid }),
  z.strictObject({ op: z.literal('map'), pid, vpn: count, pfn: count, force: flag }),
  z.strictObject({ op: z.literal('unmap'), pid, vpn: count, flush: flag }),
  z.strictObject({ op: z.literal('age'), pfn: count, count }),
  z.strictObject({ op: z.literal('signal'), pid, signal }),
  z.strictObject({ op: z.literal('kill'), pid }),
  z.strictObject({ op: z.literal('limit'), pid, resource: z.enum(RESOURCES), value: count }),
]);

export type Parsed<T> = { ok: true; value: T } | { ok: false; error: string };

/** Runs a schema over unknown input; a failure becomes one sentence that names the place. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const path = issue.path.join('.');
  return { ok: false, error: path ? `${path}: ${issue.message}` : issue.message };
}

/** The kernel's seat gives orders, every other seat calls; an order from a process's seat does not parse. */
export function parseCommand(input: unknown, role: 'kernel' | 'process'): Parsed<Command> {
  return parse<Command>(role === 'kernel' ? kernelCommand : processCommand, input);
}

/**
 * The edge for commands (PL2): unknown input becomes a Command of the machine, or a sentence that says what
 * is wrong with it. Every number is a bounded integer; nothing the schemas don't name passes.
 */
import { z } from 'zod';
import {
  type Command,
  FITS,
  MAX_RING,
  MODULES,
  RESOURCES,
  SIGNALS,
  type Signal,
  SLOTS,
  VIAS,
  ZONES,
} from '../sim/index.ts';

const count = z.int().min(0).max(65_535);
const pages = z.int().min(1).max(4096);
const id = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const pid = z.int().min(1).max(255);
const flag = z.boolean().optional();
const signal = z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]);

const small = z.int().min(0).max(255);

/** Calls that may travel by themselves or in the submission ring. */
const ringCalls = [
  z.strictObject({ op: z.literal('munmap'), vpn: count, pages }),
  z.strictObject({ op: z.literal('madvise'), vpn: count, pages }),
  z.strictObject({ op: z.literal('mlock'), vpn: count, pages }),
  z.strictObject({ op: z.literal('munlock'), vpn: count, pages }),
  z.strictObject({ op: z.literal('nice'), value: z.int().min(-20).max(19) }),
  z.strictObject({ op: z.literal('send'), pid, value: count }),
  z.strictObject({ op: z.literal('recv'), from: pid.optional() }),
  z.strictObject({ op: z.literal('close'), fd: small }),
] as const;
const ringCall = z.discriminatedUnion('op', ringCalls);

const processCommand = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('accept'), offer: id, via: z.enum(VIAS).optional() }),
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
  z.strictObject({
    op: z.literal('mmap'),
    pages,
    file: small.optional(),
    device: z.literal(true).optional(),
  }),
  z.strictObject({ op: z.literal('kill'), pid, signal }),
  z.strictObject({ op: z.literal('exit') }),
  z.strictObject({ op: z.literal('gc') }),
  z.strictObject({ op: z.literal('fork'), job: id }),
  z.strictObject({ op: z.literal('wait') }),
  z.strictObject({ op: z.literal('shm_open'), pages: small }),
  z.strictObject({ op: z.literal('shm_attach'), id: small }),
  z.strictObject({ op: z.literal('shm_detach'), id: small }),
  z.strictObject({ op: z.literal('open'), file: small }),
  z.strictObject({ op: z.literal('read'), fd: small, page: small }),
  z.strictObject({ op: z.literal('write'), fd: small, page: small }),
  z.strictObject({ op: z.literal('submit'), calls: z.array(ringCall).min(1).max(MAX_RING) }),
  ...ringCalls,
]);

const order = z.int().min(0).max(10);

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
  z.strictObject({ op: z.literal('policy'), slot: z.enum(SLOTS), name: z.string().max(24) }),
  z.strictObject({ op: z.literal('watermark'), zone: z.enum(ZONES), low: count, high: count }),
  z.strictObject({ op: z.literal('compact'), order }),
  z.strictObject({ op: z.literal('shrink') }),
  z.strictObject({
    op: z.literal('load'),
    module: z.enum(MODULES),
    how: z.enum(['kmalloc', 'vmalloc']).optional(),
  }),
  z.strictObject({ op: z.literal('unload'), module: z.enum(MODULES) }),
  z.strictObject({ op: z.literal('serve'), trap: id, by: z.enum(['copy', 'map']) }),
  z.strictObject({ op: z.literal('pool'), order, release: flag }),
]);

export type Parsed<T> = { ok: true; value: T } | { ok: false; error: string };

/** Runs a schema over unknown input; a failure becomes one sentence that names the place. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  const { path, message } = deepest(result.error.issues[0]);
  return { ok: false, error: path.length > 0 ? `${path.join('.')}: ${message}` : message };
}

/** Of what none of several shapes fits, the fault of the one that fits furthest. */
function deepest(issue: Pick<z.core.$ZodIssue, 'path' | 'message'>): {
  path: PropertyKey[];
  message: string;
} {
  const { path, message } = issue;
  const shapes = 'errors' in issue ? (issue.errors as z.core.$ZodIssue[][]) : [];
  const [best] = shapes
    .flatMap(([first]) => (first === undefined ? [] : deepest(first)))
    .sort((a, b) => b.path.length - a.path.length);
  return best === undefined ? { path, message } : { path: [...path, ...best.path], message: best.message };
}

/** The kernel's seat gives orders, every other seat calls; an order from a process's seat does not parse. */
export function parseCommand(input: unknown, role: 'kernel' | 'process'): Parsed<Command> {
  return parse<Command>(role === 'kernel' ? kernelCommand : processCommand, input);
}

/** Every name that a view or an event can bring has words, in every pack, wherever the client looks it up. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CALLS,
  ERRNO,
  FRAME_KINDS,
  JOB_KINDS,
  KERNEL_OPS,
  MODULES,
  PANIC_REASONS,
  PERSONALITIES,
  POLICY_SLOTS,
  PROCESS_STATES,
  RESOURCES,
  SLOTS,
  TRAP_KINDS,
  TRAP_STAGES,
  VIAS,
  VMA_KINDS,
} from '../../shared/sim/index.ts';

type Words = { [key: string]: string | Words };
const FOLDER = path.resolve(import.meta.dirname, '../../assets/locales');
const pack = (name: string): Words => JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));

/** As the client asks: with a count, also under one of its forms. */
function has(words: Words, key: string): boolean {
  const parts = key.split('.');
  const last = parts.pop() ?? '';
  let at: string | Words | undefined = words;
  for (const part of parts) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'object' && [last, `${last}_other`].some((name) => typeof at[name] === 'string');
}

const calls = CALLS.filter((call) => call !== 'none');
const faults = TRAP_KINDS.filter((kind) => kind !== 'syscall');
/** What a process hears of its own (procfs.ts), as far as it isn't told by the screen itself. */
const OWN_EVENTS = [
  'limited',
  'leak',
  'gc',
  'pool',
  'stack-grow',
  'interrupt',
  'interrupt-missed',
  'deliver-copy',
  'deliver-map',
  'fork',
  'cow',
  'cow-last',
  'zombie',
  'reap',
  'cached',
  'share',
  'shm',
  'message',
  'batch',
  'kernel-address',
];
const KERNEL_EVENTS = ['driver-bug', 'driver-restart', 'load', 'unload', 'policy', 'compact', 'no-block'];

describe.each(['en', 'de', 'house'])('%s', (name) => {
  const words = pack(name);
  const missing = (keys: readonly string[]) => keys.filter((key) => !has(words, key));

  it.each<[string, readonly string[]]>([
    ['areas', VMA_KINDS.flatMap((kind) => [`vma.${kind}`, `vma.short.${kind}`])],
    ['frames', FRAME_KINDS.map((kind) => `frame.${kind}`)],
    ['states', PROCESS_STATES.map((state) => `state.${state}`)],
    ['stages', TRAP_STAGES.flatMap((stage) => [`stage.${stage}`, `stage.own.${stage}`])],
    ['traps', faults.flatMap((kind) => [`trap.${kind}.read`, `trap.${kind}.write`, `trap.${kind}.line`])],
    ['shared faults', ['minor', 'cow', 'major'].map((kind) => `trap.${kind}.shared`)],
    ['calls', calls.flatMap((call) => [`trap.call.${call}`, `trap.callLine.${call}`])],
    ['orders', KERNEL_OPS.map((op) => `order.${op}`)],
    ['errnos', Object.keys(ERRNO).map((errno) => `errno.${errno}`)],
    ['limits', RESOURCES.map((resource) => `resource.${resource}`)],
    ['ways', VIAS.flatMap((via) => [`via.${via}`, `via.short.${via}`, `via.cost.${via}`])],
    ['jobs', JOB_KINDS.filter((kind) => kind !== 'plain').map((kind) => `process.beyondJob.${kind}`)],
    ['panics', PANIC_REASONS.map((reason) => `panic.why.${reason}`)],
    ['modules', MODULES.map((module) => `module.${module}`)],
    ['personalities', PERSONALITIES.flatMap((one) => [`personality.${one}`, `own.personalityMeans.${one}`])],
    [
      'policies',
      SLOTS.flatMap((slot) => [`slot.${slot}`, ...POLICY_SLOTS[slot].map((one) => `policy.${one}`)]),
    ],
  ])('%s', (_what, keys) => {
    expect(missing(keys)).toEqual([]);
  });

  it('what happened, for whom it concerns', () => {
    const told = (side: string, events: readonly string[]) =>
      events.filter((type) => !has(words, `log.${side}.${type}`) && !has(words, `log.${type}`));
    expect(told('process', OWN_EVENTS)).toEqual([]);
    expect(told('kernel', KERNEL_EVENTS)).toEqual([]);
  });
});

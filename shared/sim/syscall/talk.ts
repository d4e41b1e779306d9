/** send and recv, and the submission ring that carries several calls through one crossing (SY1, SY2). */
import type { RingCall } from '../command.ts';
import { ERRNO, type Errno } from '../errno.ts';
import { emit, type Machine, processOf } from '../machine.ts';
import { kmemAlloc, kmemFree } from '../mm/kmem.ts';
import { CACHES, kmallocCache } from '../mm/slab.ts';
import { CALL, MAX_MAIL, MAX_RING } from '../names.ts';
import type { Process } from '../proc/process.ts';
import { type Call, callOf, countCall } from './index.ts';

/**
 * A letter is copied into the kernel; a mailbox holds four of each sender, so that one can't keep another out.
 * POSIX.1-2024, mq_send.
 */
export const send: Call<{ op: 'send'; pid: number; value: number }> = {
  decided: false,
  server: 'ipc',
  check(machine, process, { pid }) {
    if (pid === process.pid) return 'EINVAL';
    return pid >= 1 && pid <= machine.param.processes ? null : 'ESRCH';
  },
  args: ({ pid, value }) => ({ arg: value, address: pid }),
  cost: (machine) => machine.param.cost.copy,
  apply(machine, process, _vpn, value, pid) {
    const target = processOf(machine, pid)!;
    if (target.startAt >= 0) return -ERRNO.ESRCH;
    const waiting = target.mail.filter((letter) => letter.from === process.pid).length;
    if (waiting >= MAX_MAIL) return -ERRNO.EAGAIN;
    // Charged to whom it is for: it goes when they receive it, or end.
    if (!kmemAlloc(machine, 'message', pid)) return -ERRNO.ENOMEM;
    target.mail.push({ from: process.pid, value });
    emit(machine, 'message', pid, -1, -1, process.pid);
    return 0;
  },
};

/** The oldest letter (of one sender) is copied out of the kernel; value: what it says. EAGAIN without one. */
export const recv: Call<{ op: 'recv'; from?: number }> = {
  decided: false,
  server: 'ipc',
  check: () => null,
  args: ({ from = 0 }) => ({ arg: from }),
  cost: (machine) => machine.param.cost.copy,
  apply(machine, process, _vpn, from) {
    const letter = process.mail.find((one) => from === 0 || one.from === from);
    if (letter === undefined) return -ERRNO.EAGAIN;
    process.mail = process.mail.filter((one) => one !== letter);
    kmemFree(machine, 'message', process.pid);
    return letter.value;
  },
};

/** Bytes of an entry of the ring: a submission queue entry of io_uring has 64. */
const ENTRY_BYTES = 64;

type Submit = { op: 'submit'; calls: RingCall[] };

/** Calls that may go into the ring: those that need no decision and no disk, and change nothing about who lives. */
const BATCHED: readonly string[] = ['munmap', 'madvise', 'mlock', 'munlock', 'send', 'recv', 'nice', 'close'];

function refusal(machine: Machine, process: Process, { calls }: Submit): Errno | null {
  if (calls.length < 1 || calls.length > MAX_RING) return 'EINVAL';
  for (const one of calls) {
    if (!BATCHED.includes(one.op)) return 'EINVAL';
    const errno = callOf(CALL[one.op]).check(machine, process, one);
    if (errno !== null) return errno;
  }
  return null;
}

/** Several calls in one crossing; value: how many succeeded, in order, until one did not. Linux, io_uring_enter(2). */
export const submit: Call<Submit> = {
  decided: false,
  server: 'ipc',
  check: refusal,
  keep(process, { calls }) {
    process.ring = calls.map((one) => {
      const { vpn = -1, arg, address = -1 } = callOf(CALL[one.op]).args(one);
      return { call: CALL[one.op], vpn, arg, address };
    });
  },
  args: ({ calls }) => ({ arg: calls.length }),
  cost: (machine, count) => count * Math.max(1, Math.floor(machine.param.cost.copy / 2)),
  apply(machine, process) {
    const { ring } = process;
    process.ring = [];
    // The kernel copies the ring into memory of its own while it works through it.
    const buffer = CACHES[kmallocCache(ring.length * ENTRY_BYTES)].name;
    if (!kmemAlloc(machine, buffer, process.pid)) return -ERRNO.ENOMEM;
    let done = 0;
    for (const { call, vpn, arg, address } of ring) {
      const value = callOf(call).apply(machine, process, vpn, arg, address);
      if (value < 0) break;
      countCall(machine, process, call, value);
      done++;
    }
    kmemFree(machine, buffer, process.pid);
    emit(machine, 'batch', process.pid, -1, -1, ring.length);
    return done;
  },
};

/**
 * Every refusal has a name: the errno values of POSIX.1-2024 <errno.h> that the machine answers with,
 * under the numbers Linux gives them (include/uapi/asm-generic/errno-base.h and errno.h).
 */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EBADF: 9,
  ECHILD: 10,
  EAGAIN: 11,
  ENOMEM: 12,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ENOSPC: 28,
  ENOSYS: 38,
  EDQUOT: 122,
} as const;

export type Errno = keyof typeof ERRNO;

/** A call's outcome: a value, or the name of the refusal. An expected failure is a value, never a throw. */
export type Result = { ok: true; value: number } | { ok: false; errno: Errno };

export const ok = (value = 0): Result => ({ ok: true, value });
export const fail = (errno: Errno): Result => ({ ok: false, errno });

/**
 * Jobs that reach beyond their own buffers: one that reads a file, by read or by mapping it (AS5), and one that two
 * processes do together, by messages or by shared memory (SY1). What they need of the kernel they ask by the same calls
 * that a player may make by hand, and wait for the answer.
 */
import { ERRNO } from '../errno.ts';
import { emit, type Machine, processOf } from '../machine.ts';
import { unmapArea } from '../mm/addressSpace.ts';
import { CALL, JOB, JOB_KIND, MAX_MAIL, MAX_OFFERS, VIA } from '../names.ts';
import { closeFile } from '../syscall/files.ts';
import { type CallCommand, call } from '../syscall/index.ts';
import { detach, type Job, type Offer, type Target } from './job.ts';
import type { Process } from './process.ts';

/** Pages of a joint job's shared segment. */
const SEGMENT_PAGES = 2;
/** Accesses that a job waits before it looks again for what was not there yet. */
const PATIENCE = 3;
/** Letters in one crossing by way of the submission ring (SY2). */
const BATCH = MAX_MAIL;

/** How a kind of job may reach what it shares; the first is the default. */
export const VIAS_OF: { readonly [kind: number]: readonly number[] } = {
  [JOB_KIND.plain]: [-1],
  [JOB_KIND.file]: [VIA.read, VIA.mmap],
  [JOB_KIND.produce]: [VIA.message, VIA.ring, VIA.shm],
  [JOB_KIND.consume]: [VIA.message, VIA.ring, VIA.shm],
};

/** Whether the next ordinary access may go ahead; false when the job asked for something, or has to wait. */
export function prepare(machine: Machine, process: Process, job: Job): boolean {
  if (job.kind === JOB_KIND.plain) return true;
  if (job.kind === JOB_KIND.file) return prepareFile(machine, process, job);
  const due = Math.floor(((job.done + 1) * job.items) / job.accesses);
  if (job.moved >= due) return job.done + 1 < job.accesses || mayEnd(machine, process, job);
  if (job.via === VIA.shm) return shareItem(machine, process, job);
  return job.kind === JOB_KIND.produce
    ? sendItems(machine, process, job)
    : receiveItems(machine, process, job);
}

/** Asks the kernel and waits for the answer; what is refused at once is an answer, too, unless it may be tried again. */
function ask(machine: Machine, process: Process, command: CallCommand): false {
  const asked = call(machine, process, command);
  if (asked.ok) process.callTrap = asked.value;
  else if (asked.errno === 'EAGAIN') wait(machine, process);
  else jobReturned(machine, process, CALL[command.op], -ERRNO[asked.errno]);
  return false;
}

function wait(machine: Machine, process: Process): false {
  process.nextAccess = machine.tick + PATIENCE * machine.param.accessPeriod;
  return false;
}

function prepareFile(machine: Machine, process: Process, job: Job): boolean {
  if (job.area >= 0) return true;
  if (job.via === VIA.mmap) {
    return ask(machine, process, { op: 'mmap', pages: machine.param.filePages, file: job.file });
  }
  return ask(machine, process, { op: 'open', file: job.file });
}

/** Reads a page of the job's file into its own memory. */
export function readFile(machine: Machine, process: Process, job: Job, page: number): void {
  ask(machine, process, { op: 'read', fd: job.area, page });
}

/** Another's half of a joint job; undefined when it has ended. */
export function partnerJob(machine: Machine, process: Process, job: Job): Job | undefined {
  const produces = job.kind === JOB_KIND.produce;
  return processOf(machine, job.peer)?.jobs.find((other) =>
    produces
      ? other.kind === JOB_KIND.consume && other.peer === process.pid && other.joint === job.id
      : other.kind === JOB_KIND.produce && other.id === job.joint,
  );
}

/** By shared memory the segment must stay until the other side has read it all. */
function mayEnd(machine: Machine, process: Process, job: Job): boolean {
  if (job.via !== VIA.shm || job.kind === JOB_KIND.consume) return true;
  const partner = partnerJob(machine, process, job);
  const read = partner === undefined ? !isInvited(machine, process, job) : partner.moved >= job.items;
  return read || wait(machine, process);
}

const isInvited = (machine: Machine, process: Process, job: Job): boolean =>
  processOf(machine, job.peer)!.offers.some((offer) => isInvitation(offer, process.pid, job.id));

const isInvitation = (offer: Offer, peer: number, job: number): boolean =>
  offer.kind === JOB_KIND.consume && offer.peer === peer && offer.joint === job;

function sendItems(machine: Machine, process: Process, job: Job): false {
  const value = (item: number) => (job.id * 64 + item) % 65_536;
  if (job.via === VIA.message) {
    return ask(machine, process, { op: 'send', pid: job.peer, value: value(job.moved) });
  }
  // The ring pays one crossing for several letters: it may run ahead of what is due.
  const count = Math.min(BATCH, job.items - job.moved);
  const calls = Array.from({ length: count }, (_, item) => ({
    op: 'send' as const,
    pid: job.peer,
    value: value(job.moved + item),
  }));
  return ask(machine, process, { op: 'submit', calls });
}

function receiveItems(machine: Machine, process: Process, job: Job): boolean {
  const letters = process.mail.filter((letter) => letter.from === job.peer).length;
  const want = job.via === VIA.ring ? Math.min(BATCH, job.items - job.moved) : 1;
  const partner = partnerJob(machine, process, job);
  // The other side is done, and the letter that is missing was taken by hand: it won't come any more.
  if (letters === 0 && partner === undefined) return lose(machine, process, job);
  if (letters === 0 || (letters < want && partner !== undefined)) return wait(machine, process);
  if (job.via === VIA.message) return ask(machine, process, { op: 'recv', from: job.peer });
  const calls = Array.from({ length: Math.min(letters, want) }, () => ({
    op: 'recv' as const,
    from: job.peer,
  }));
  return ask(machine, process, { op: 'submit', calls });
}

/** The next item lies in shared memory: the producer writes it, the consumer reads it once it is there. */
function shareItem(machine: Machine, process: Process, job: Job): boolean {
  const partner = partnerJob(machine, process, job);
  if (job.kind === JOB_KIND.produce) {
    if (job.area < 0) return ask(machine, process, { op: 'shm_open', pages: SEGMENT_PAGES });
    return true;
  }
  const { segment = -1, moved = 0 } = partner ?? {};
  if (job.area < 0) {
    return segment < 0 ? wait(machine, process) : ask(machine, process, { op: 'shm_attach', id: segment });
  }
  return moved > job.moved ? true : wait(machine, process);
}

/** The page and direction of an access that hands an item over in shared memory; null when the next one is ordinary. */
export function sharedAccess(job: Job): Target | null {
  if (job.via !== VIA.shm || job.area < 0 || job.moved >= job.items) return null;
  if (job.moved >= Math.floor(((job.done + 1) * job.items) / job.accesses)) return null;
  const vpn = job.area + (job.moved % SEGMENT_PAGES);
  return { vpn, cell: -1, write: job.kind === JOB_KIND.produce, file: -1 };
}

/** The answer to a call that the job waited for. */
export function jobReturned(machine: Machine, process: Process, kind: number, value: number): void {
  process.callTrap = 0;
  const job = process.jobs.find((one) => one.state === JOB.running);
  if (job === undefined) return;
  const again = () => wait(machine, process);
  if (kind === CALL.send || kind === CALL.recv) job.moved += value >= 0 ? 1 : 0;
  if (kind === CALL.submit) job.moved += Math.max(0, value);
  if (kind === CALL.read && value >= 0) job.done += 1;
  if (kind === CALL.shm_attach || kind === CALL.open) job.area = value;
  if (kind === CALL.mmap) job.area = value;
  if (kind === CALL.shm_open) openedSegment(machine, process, job, value);
  if (value >= 0 && (kind !== CALL.submit || value > 0)) return;
  if (kind === CALL.mmap) job.via = VIA.read;
  // Without a descriptor, or with one that was closed by hand, there is no way to the file left.
  if (kind === CALL.open || (kind === CALL.read && value === -ERRNO.EBADF)) lose(machine, process, job);
  else if (kind === CALL.shm_attach) byLetters(machine, process, job);
  else again();
}

/** The kernel gave a segment, or said no: then the work is done by messages, and the other side is told. */
function openedSegment(machine: Machine, process: Process, job: Job, vpn: number): void {
  job.area = vpn;
  if (vpn >= 0) {
    const { param, backed } = machine;
    const index = backed[(process.pid - 1) * param.pages + vpn];
    job.segment = Math.floor(index / param.filePages) - param.files;
    return;
  }
  byLetters(machine, process, job);
}

/** Shared memory can't be had: both sides go on by letters, from what the one that reads has read. */
function byLetters(machine: Machine, process: Process, job: Job): void {
  const partner = partnerJob(machine, process, job);
  const moved = Math.min(job.moved, partner?.moved ?? job.moved);
  for (const [owner, half] of [
    [process, job],
    [processOf(machine, job.peer)!, partner],
  ] as const) {
    if (half === undefined) continue;
    if (half.area >= 0) unmapArea(machine, owner, half.area);
    Object.assign(half, { via: VIA.message, area: -1, segment: -1, moved });
  }
  for (const offer of processOf(machine, job.peer)!.offers) {
    if (isInvitation(offer, process.pid, job.id)) offer.via = VIA.message;
  }
}

/**
 * Whether the partner of a joint offer can be invited now: not while it has an invitation, nor while it produces for
 * somebody itself, so that no two wait for one another.
 */
export function canInvite(machine: Machine, peer: number): boolean {
  const process = processOf(machine, peer);
  if (process === undefined || process.startAt >= 0) return false;
  const busy = process.jobs.some((job) => job.kind === JOB_KIND.produce);
  return !busy && !process.offers.some((offer) => offer.kind === JOB_KIND.consume);
}

/** The other half of the work becomes an offer of the partner's, on top of its own. */
export function invite(machine: Machine, process: Process, job: Job): void {
  const partner = processOf(machine, job.peer)!;
  const id = ++partner.offered;
  const { title, pattern, accesses, reward, items, via, dueAt } = job;
  partner.offers.push({
    id,
    title,
    pattern,
    sizes: job.sizes.slice(0, 1),
    accesses: Math.max(items, Math.floor(accesses / 2)),
    reward,
    due: dueAt - machine.tick,
    overrun: 0,
    kind: JOB_KIND.consume,
    peer: process.pid,
    file: -1,
    items,
    joint: job.id,
    via,
  });
  emit(machine, 'offer', partner.pid, -1, -1, id);
}

/** Offers that a process gets by itself, without invitations. */
export const ownOffers = (process: Process): number =>
  Math.min(MAX_OFFERS, process.offers.filter((offer) => offer.kind !== JOB_KIND.consume).length);

/** A job ends for good before its time: the half that waits for it can't be done any more. */
export function leavePartner(machine: Machine, process: Process, job: Job): void {
  if (job.kind !== JOB_KIND.produce && job.kind !== JOB_KIND.consume) return;
  const partner = processOf(machine, job.peer)!;
  partner.offers = partner.offers.filter((offer) => !isInvitation(offer, process.pid, job.id));
  const other = partnerJob(machine, process, job);
  if (other === undefined) return;
  dropJob(machine, partner, other);
}

/** A job goes, with what it had mapped or opened, and with what a call of its still brings. */
export function dropJob(machine: Machine, process: Process, job: Job): void {
  detach(machine, process, job);
  if (job.state === JOB.running && process.callTrap > 0) {
    process.droppedCall = process.callTrap;
    process.callTrap = 0;
  }
  process.jobs = process.jobs.filter((one) => one !== job);
  for (const block of process.blocks) if (block.job === job.id) block.job = 0;
  emit(machine, 'job-lost', process.pid, -1, -1, job.id);
}

/** A job can't be done any more, by nobody's fault: both halves of it are lost. */
function lose(machine: Machine, process: Process, job: Job): false {
  leavePartner(machine, process, job);
  dropJob(machine, process, job);
  return false;
}

/** What a call brought for a job that is gone goes back at once. */
export function giveBackCall(machine: Machine, process: Process, kind: number, value: number): void {
  process.droppedCall = 0;
  if (value < 0) return;
  if (kind === CALL.open) closeFile(machine, process, value);
  if (kind === CALL.mmap || kind === CALL.shm_open || kind === CALL.shm_attach)
    unmapArea(machine, process, value);
}

export function leavePartners(machine: Machine, process: Process): void {
  for (const job of process.jobs) leavePartner(machine, process, job);
}

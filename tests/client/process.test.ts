/** The process's reading of its view: what the next touch of a page is, what a stray access meets, what comes next. */
import { describe, expect, it } from 'vitest';
import { advise } from '../../client/screens/advice.ts';
import { isReused, metAt, overrunMeets } from '../../client/screens/process/panels/bugs.ts';
import { nextTouch } from '../../client/screens/process/panels/touch.ts';
import { STATE, TRAP } from '../../shared/sim/index.ts';
import { bench } from '../support/machine.ts';
import { ownOf } from '../support/view.ts';

const JOB = { buffers: [2, 2] as [number, number], cells: [6, 6] as [number, number], maxCells: 12 };

describe('what the next touch of a page would be', () => {
  it('a hit while the TLB has it, a first touch where memory is only promised', () => {
    const b = bench({ job: JOB });
    b.startJob(1);
    b.until('fault-minor', 1);
    const view = ownOf(b.machine);
    const kinds = new Set(view.pages.filter(({ vma }) => vma > 1).map(nextTouch));
    expect(kinds.has('minor')).toBe(true);
    const cached = view.pages.filter(({ tlb }) => tlb === 1);
    expect(cached.every((page) => nextTouch(page) === 'hit')).toBe(true);
  });
});

describe('what a stray access meets (UM3)', () => {
  const b = bench({ job: { ...JOB, overrun: 1000 } });
  b.must(1, { op: 'brk', pages: 8 });
  b.serve();
  const first = b.must(1, { op: 'accept', offer: 1 });
  const second = b.must(1, { op: 'accept', offer: b.machine.processes[0].offers[0].id });
  // The heap begins at cell 12; the second job's block lies right behind the first one's last.
  b.must(1, { op: 'malloc', job: first, buffer: 1, at: 12 });
  b.must(1, { op: 'malloc', job: second, buffer: 0, at: 18 });

  it('the neighbour behind a buggy job, a hole, or nothing of its own', () => {
    const view = ownOf(b.machine);
    const held = view.jobs.find(({ id }) => id === first)!;
    expect(overrunMeets(view, held)).toEqual({ what: 'job', mark: 'b' });
    expect(metAt(view, 30)).toEqual({ what: 'own', mark: '' });
    expect(metAt(view, 0)).toEqual({ what: 'foreign', mark: '' });
    const other = view.jobs.find(({ id }) => id === second)!;
    expect(overrunMeets(view, other)).toBeNull();
  });

  it('a freed pointer is nobody’s until malloc hands it out again', () => {
    expect(isReused(ownOf(b.machine), 18)).toBe(true);
    b.must(1, { op: 'free', ptr: 18 });
    expect(isReused(ownOf(b.machine), 18)).toBe(false);
  });
});

it('a packet that comes in is no reason to wait, a zombie is one to call wait', () => {
  const b = bench({ job: JOB });
  b.startJob(1);
  b.until('fault-minor', 1);
  const view = ownOf(b.machine);
  expect(advise(view).key).toBe('advice.minor');
  const packet = { ...view.traps[0], kind: TRAP.interrupt, vpn: -1 };
  const alone = { ...view, traps: [packet] };
  expect(advise(alone).key).toBe('advice.ahead');
  const child = { pid: 5, state: STATE.zombie, title: -1, done: 0, accesses: 0 };
  expect(advise({ ...alone, children: [child] }).key).toBe('advice.zombie');
});

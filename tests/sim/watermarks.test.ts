/** PA3, RC4, RC5: watermarks and background reclaim, thrashing, timed sweeps. */
import { describe, expect, it } from 'vitest';
import { ACCESSED } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';
import { kernelOf } from '../support/view.ts';

const WIDE = { limit: { rss: 28, as: 28 } };
const free = (b: Bench): number[] => b.machine.zones.map(({ zone }) => zone.free);

/** Process 1 touches a page by hand and gets a frame: from the player, or from what is loaded. */
function touch(b: Bench, vpn: number, write = true): void {
  b.must(1, { op: 'touch', address: 4 * vpn, write });
  b.run(2);
  b.serve();
}

function grow(b: Bench, pages: number): void {
  b.must(1, { op: 'brk', pages });
  b.run(4);
  b.serve();
}

/** What left its frame, as pages of process 1. */
const evicted = (b: Bench): number[] => b.events.filter(({ type }) => type === 'evict').map(({ vpn }) => vpn);

describe('PA3: user pages leave min to the kernel', () => {
  // 4 of DMA's 6 frames hold the image; 18 in NORMAL. Stack, directory and 3 tables are 5, and 2 of each zone stay.
  const watermark = { min: 2, low: 2, high: 4 };
  const full = () => {
    const b = bench({ processes: 1, frames: 24, kernelFrames: 4, swapSlots: 0, ...WIDE, watermark });
    grow(b, 13);
    for (let vpn = 3; vpn < 11; vpn++) touch(b, vpn);
    expect(free(b)).toEqual([2, 2]);
    expect(b.machine.processes[0].rss).toBe(11);
    b.must(1, { op: 'touch', address: 4 * 11, write: true });
    return { b, trap: b.until('fault-minor', 1).n };
  };

  it('a fault finds nothing, picked by hand or not', () => {
    const { b, trap } = full();
    expect(b.errno(0, { op: 'grant', trap })).toBe('ENOMEM');
    b.run(2);
    const pfn = b.machine.kind.lastIndexOf(0);
    expect(b.errno(0, { op: 'grant', trap, pfn })).toBe('ENOMEM');
  });

  it('the kernel’s own frames come out of it', () => {
    const { b } = full();
    b.must(0, { op: 'policy', slot: 'oom', name: 'badness' });
    b.until('policy');
    expect(free(b)).toEqual([2, 1]);
  });
});

describe('PA3: background reclaim begins below low and ends at high', () => {
  // One zone. 24 - 4 of image - 1 of the policy - 4 of stack and tables - 3 of text and stack: 12 are free.
  const start = (watermark = { min: 0, low: 3, high: 6 }) => {
    const policies = { reclaim: 'fifo' } as const;
    const b = bench({ processes: 1, dmaShare: 0, frames: 24, kernelFrames: 4, ...WIDE, watermark, policies });
    grow(b, 13);
    expect(free(b)).toEqual([12]);
    return b;
  };

  it('3 free of low 3: nothing; 2 free: page by page until 6 are, the oldest first', () => {
    const b = start();
    // Eight pages, and a table with the sixth of them.
    for (let vpn = 3; vpn < 11; vpn++) touch(b, vpn, false);
    b.run(60);
    expect([free(b), evicted(b)]).toEqual([[3], []]);
    touch(b, 11, false);
    b.run(1);
    expect(kernelOf(b.machine).zones[1].reclaiming).toBe(1);
    b.run(120);
    expect([free(b), evicted(b)]).toEqual([[6], [1, 2, 31, 3]]);
    expect(kernelOf(b.machine).zones[1].reclaiming).toBe(0);
  });

  it('without a policy nobody reclaims', () => {
    const b = start();
    b.must(0, { op: 'policy', slot: 'reclaim', name: 'none' });
    for (let vpn = 3; vpn < 13; vpn++) touch(b, vpn);
    b.run(120);
    expect([free(b), evicted(b)]).toEqual([[2], []]);
  });

  it('the order watermark moves both, once it has been carried out', () => {
    const b = start();
    b.must(0, { op: 'watermark', zone: 'normal', low: 13, high: 14 });
    expect(b.machine.zones[0]).toMatchObject({ low: 3, high: 6 });
    b.run(1);
    expect(b.machine.zones[0]).toMatchObject({ min: 0, low: 13, high: 14 });
    b.run(60);
    expect([free(b), evicted(b)]).toEqual([[14], [1, 2]]);
  });

  it.each([
    ['low above high', 'normal', 5, 4, 'EINVAL'],
    ['low below min', 'normal', 0, 4, 'EINVAL'],
    ['high above the zone', 'normal', 2, 25, 'EINVAL'],
    ['a zone that is not there', 'high', 2, 4, 'ENOENT'],
  ] as const)('refuses %s', (_what, zone, low, high, errno) => {
    const b = start({ min: 1, low: 3, high: 6 });
    expect(b.errno(0, { op: 'watermark', zone, low, high })).toBe(errno);
  });
});

describe('PA3: a zone is short only when the zones below it are', () => {
  it('NORMAL may be empty while DMA is not; then DMA is brought to high, and that is enough', () => {
    // DMA: 8 frames, 4 of them the image's. NORMAL: 24, all of which go to the policy, the kernel and 17 pages.
    const b = bench({
      processes: 1,
      frames: 32,
      kernelFrames: 4,
      ...WIDE,
      watermark: { min: 0, low: 2, high: 3 },
      policies: { reclaim: 'fifo' },
    });
    grow(b, 20);
    for (let vpn = 3; vpn < 17; vpn++) touch(b, vpn, false);
    b.run(60);
    expect([free(b), evicted(b)]).toEqual([[4, 0], []]);
    for (let vpn = 17; vpn < 20; vpn++) touch(b, vpn, false);
    b.run(120);
    // 17, 18 and 19 lay in DMA, where one frame was left.
    expect([free(b), evicted(b)]).toEqual([
      [3, 0],
      [17, 18],
    ]);
  });
});

/** Process 1 with a job in hand for more than ten seconds, standing still at the end of a second. */
function busy(): Bench {
  const b = bench({ processes: 1, accessPeriod: 100_000 });
  b.startJob(1);
  b.run(120);
  b.run(9 - (b.machine.tick % 10));
  return b;
}

describe('RC4: thrashing is the share of the last ten seconds spent blocked on major faults', () => {
  const share = (b: Bench): number => kernelOf(b.machine).kernel[0].thrashing;

  it('30 ticks of 100 are 300 permille, 60 are 600, and more than half is told', () => {
    const b = busy();
    b.must(0, { op: 'evict', pfn: b.machine.pfn[1] });
    b.until('free-frame');
    b.run(9 - (b.machine.tick % 10));
    b.must(1, { op: 'touch', address: 4, write: false });
    b.run(30);
    expect(share(b)).toBe(300);
    b.run(20);
    expect([share(b), b.count('thrash')]).toEqual([500, 0]);
    b.run(10);
    expect([share(b), b.events.at(-1)]).toMatchObject([600, { type: 'thrash', n: 600 }]);
    // Ten seconds later it is forgotten.
    b.serve();
    b.run(110);
    expect(share(b)).toBe(0);
  });

  it('minor faults don’t count, nor does who has no job', () => {
    const b = busy();
    b.must(1, { op: 'touch', address: 12, write: true });
    b.run(50);
    expect([b.count('fault-minor'), share(b)]).toEqual([1, 0]);
    const idle = bench({ processes: 1 });
    idle.must(0, { op: 'evict', pfn: idle.machine.pfn[1] });
    idle.until('free-frame');
    idle.must(1, { op: 'touch', address: 4, write: false });
    idle.run(50);
    expect([idle.count('fault-major'), share(idle)]).toEqual([1, 0]);
  });
});

describe('RC5: reference bits are cleared by the order age, or by a timer', () => {
  const referenced = (b: Bench, vpn: number): boolean => (b.machine.pte[vpn] & ACCESSED) !== 0;
  const used = (sweepEvery: number) => {
    const b = bench({ processes: 1, sweepEvery });
    touch(b, 1, false);
    expect(referenced(b, 1)).toBe(true);
    return b;
  };

  it('every 50 ticks where the scenario has it so; the next access sets them again', () => {
    const b = used(50);
    b.run(49 - b.machine.tick);
    expect(referenced(b, 1)).toBe(true);
    b.run(1);
    expect(referenced(b, 1)).toBe(false);
    touch(b, 1, false);
    expect(referenced(b, 1)).toBe(true);
    expect(kernelOf(b.machine).kernel[0].sweepAt).toBe(100);
  });

  it('never by itself otherwise; by age, for the frames that it names', () => {
    const b = used(0);
    touch(b, 2, false);
    b.run(200);
    expect([referenced(b, 1), kernelOf(b.machine).kernel[0].sweepAt]).toEqual([true, -1]);
    b.must(0, { op: 'age', pfn: b.machine.pfn[1], count: 1 });
    b.run(1);
    expect([referenced(b, 1), referenced(b, 2)]).toEqual([false, true]);
  });
});

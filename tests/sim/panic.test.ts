/** KO2: what a panic takes, and what it leaves: the clock, the scores and the record. */
import { describe, expect, it } from 'vitest';
import { finesOf, kernelScore, type Machine } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';

/** What was counted, with a figure for each that no machine comes by otherwise. */
const COUNTED = {
  work: 900,
  breaches: 3,
  kills: 4,
  killed: 85,
  pageIns: 70,
  arrived: 11,
  missed: 6,
  delivered: 5,
} as const satisfies Partial<Machine>;

const OWN = {
  score: 31,
  work: 32,
  crashes: 33,
  kills: 34,
  secrets: 35,
  delivered: 36,
  majorFaults: 37,
  minorFaults: 38,
  runTicks: 39,
  waitTicks: 40,
  nice: 7,
} as const;

/** A machine with a past, which panics. */
function panicked(): Bench {
  const b = bench({ watermark: { min: 0, low: 1, high: 2 } });
  b.startJob(2);
  b.must(0, { op: 'policy', slot: 'oom', name: 'largest' });
  b.must(0, { op: 'load', module: 'blk' });
  b.run(20);
  Object.assign(b.machine, COUNTED);
  Object.assign(b.machine.processes[0], OWN);
  b.machine.processes[0].calls[3] = 41;
  b.machine.secretOf[2] = 1;
  const { tick } = b.machine;
  b.must(0, { op: 'evict', pfn: 0 });
  expect([b.machine.panics, b.machine.tick]).toEqual([1, tick]);
  return b;
}

describe('KO2: a panic keeps the scores and the record', () => {
  it('of the machine, of a process, and who read whose secret', () => {
    const b = panicked();
    const at = b.machine.tick;
    for (const when of ['at once', 'after the reboot']) {
      expect(b.machine, when).toMatchObject(COUNTED);
      expect(b.machine.processes[0], when).toMatchObject(OWN);
      expect([b.machine.processes[0].calls[3], b.machine.secretOf[2]], when).toEqual([41, 1]);
      if (when === 'at once') b.until('reboot');
    }
    expect(b.machine.tick - at).toBe(80);
  });

  it('and what the kernel is to pay: 5 a breach, 50 a panic, 5 a packet, and the jobs of the killed', () => {
    const { machine } = panicked();
    expect(finesOf(machine)).toEqual({ breach: 15, panic: 50, killed: 85, missed: 30 });
    for (const process of machine.processes) Object.assign(process, { runTicks: 10, waitTicks: 0 });
    expect(kernelScore(machine)).toBe(720);
  });

  it('what a player did before it counts after it: a kill, a dropped packet', () => {
    const device = { every: 1000, first: 5, order: [0, 0] as [number, number], deadline: 5 };
    const b = bench({ modules: ['nic'], deviceFrames: 1, device });
    b.until('interrupt-missed');
    b.must(0, { op: 'kill', pid: 2 });
    b.until('kill', 2);
    b.must(0, { op: 'evict', pfn: 0 });
    b.until('reboot');
    expect(finesOf(b.machine)).toEqual({ breach: 0, panic: 50, killed: 20, missed: 5 });
    expect(b.machine.processes[1].kills).toBe(1);
  });
});

describe('KO2: memory, tables, queues and what was loaded are as at power-on', () => {
  it('every job is lost, and nothing of theirs is left', () => {
    const b = panicked();
    const blank = bench({ watermark: { min: 0, low: 1, high: 2 } });
    b.until('boot', 2);
    b.run(1);
    expect(b.count('job-lost')).toBe(1);
    const { machine } = b;
    expect(machine.processes.map(({ jobs, rss }) => [jobs.length, rss])).toEqual([
      [0, 3],
      [0, 3],
    ]);
    for (const part of ['kind', 'pfn', 'slot', 'zones', 'modules', 'policy', 'run', 'disk', 'traps'] as const)
      expect(machine[part], part).toEqual(blank.machine[part]);
  });
});

/**
 * Replacement policies against figures printed in books, and against runs worked by hand step by step.
 */
import { describe, expect, it } from 'vitest';
import { createPolicy, POLICY, type PolicyName } from '../../shared/sim/policy/index.ts';
import { simulate } from '../../shared/sim/policy/simulate.ts';

const SILBERSCHATZ = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];
const BELADY = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
const OSTEP = [0, 1, 2, 0, 1, 3, 0, 3, 1, 2, 1];
const STALLINGS = [2, 3, 2, 1, 5, 2, 4, 5, 3, 2, 5, 2];

const FAULTS: readonly [
  source: string,
  refs: number[],
  policy: PolicyName,
  frames: number,
  faults: number,
][] = [
  ['Silberschatz, OSC 10, figure 10.12', SILBERSCHATZ, 'fifo', 3, 15],
  ['Silberschatz, OSC 10, figure 10.14', SILBERSCHATZ, 'opt', 3, 9],
  ['Silberschatz, OSC 10, figure 10.15', SILBERSCHATZ, 'lru', 3, 12],
  ['Belady, Nelson, Shedler 1969; Silberschatz, figure 10.13', BELADY, 'fifo', 3, 9],
  ['Belady, Nelson, Shedler 1969; Silberschatz, figure 10.13', BELADY, 'fifo', 4, 10],
  ['Silberschatz, figure 10.13, one frame', BELADY, 'fifo', 1, 12],
  ['Silberschatz, figure 10.13, five frames', BELADY, 'fifo', 5, 5],
  [
    'Stallings, Operating Systems, “Behavior of Four Page-Replacement Algorithms”: three to fill and 3 more',
    STALLINGS,
    'opt',
    3,
    6,
  ],
  ['Stallings, same figure: three to fill and 4 more', STALLINGS, 'lru', 3, 7],
  ['Stallings, same figure: three to fill and 6 more', STALLINGS, 'fifo', 3, 9],
  ['Stallings, same figure: three to fill and 5 more', STALLINGS, 'clock', 3, 8],
];

const HITS: readonly [PolicyName, number][] = [
  ['opt', 6],
  ['fifo', 4],
  ['lru', 6],
];

describe('RC1 replacement policies', () => {
  for (const [source, refs, policy, frames, faults] of FAULTS) {
    it(`RC1 ${policy} with ${frames} frames: ${faults} faults (${source})`, () => {
      expect(simulate(policy, refs, frames).faults).toBe(faults);
    });
  }

  for (const [policy, hits] of HITS) {
    it(`RC1 ${policy}: ${hits} hits of 11 (OSTEP, chapter 22, figures 22.1, 22.2 and 22.5)`, () => {
      const counts = simulate(policy, OSTEP, 3);
      expect(counts).toMatchObject({ references: 11, hits, faults: 11 - hits, coldFaults: 4 });
    });
  }

  it('RC1 opt traces OSTEP figure 22.1: 3 displaces 2; 0 and 3 then tie and the lower frame goes', () => {
    const steps = simulate('opt', OSTEP, 3, { trace: true }).steps!;
    expect(steps[5]).toEqual({ page: 3, hit: false, evicted: 2, frame: 2 });
    expect(steps[9]).toEqual({ page: 2, hit: false, evicted: 0, frame: 0 });
  });

  it('RC1 on a loop of four pages over three frames lru never hits, mru misses once a round (by hand)', () => {
    const loop = [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4];
    expect(simulate('lru', loop, 3).faults).toBe(12);
    expect(simulate('mru', loop, 3).faults).toBe(6);
  });

  it('RC1 lfu evicts the page used least since its load, the lower frame on a tie (by hand)', () => {
    const steps = simulate('lfu', [1, 1, 2, 2, 3, 4, 3, 5], 3, { trace: true }).steps!;
    expect(steps.map((step) => step.evicted)).toEqual([null, null, null, null, null, 3, 4, 3]);
    expect(simulate('lfu', [1, 2, 3, 4], 3, { trace: true }).steps![3]!.evicted).toBe(1);
  });

  it('RC1 writes make evictions into writebacks, a reload starts clean (by hand)', () => {
    const counts = simulate('fifo', [1, 2, 3, 1, 2, 3], 2, { writes: [0, 1] });
    expect(counts).toEqual({ references: 6, hits: 0, faults: 6, coldFaults: 3, evictions: 4, writebacks: 2 });
  });

  it('RC1 empty strings count nothing, bad arguments throw', () => {
    expect(simulate('opt', [], 3)).toMatchObject({ references: 0, faults: 0 });
    expect(() => simulate('fifo', [1], 0)).toThrow(RangeError);
    expect(() => simulate('aging', [1], 1, { interval: 0 })).toThrow(RangeError);
    expect(() => simulate('fifo', [1], 1, { writes: [1] })).toThrow(RangeError);
    expect(() => createPolicy('opt', 3)).toThrow(RangeError);
  });
});

describe('RC1 the exercise of four frames in Tanenbaum, Modern Operating Systems, chapter 3', () => {
  // Page:        0    1    2    3
  const loaded = [126, 230, 140, 110];
  const lastUse = [280, 265, 270, 285];
  const referenced = [1, 0, 0, 1];
  const dirty = [0, 1, 0, 1];
  const byLoad = [3, 0, 2, 1];
  const byUse = [1, 2, 0, 3];
  const all = () => new Uint8Array(4).fill(1);

  it('RC1 nru replaces page 2', () => {
    const state = createPolicy('nru', 4);
    expect(POLICY.nru.victim(state, Uint8Array.from(referenced), Uint8Array.from(dirty), all())).toBe(2);
  });

  it('RC1 fifo replaces page 3, loaded at 110', () => {
    expect(byLoad.map((page) => loaded[page])).toEqual([110, 126, 140, 230]);
    const state = createPolicy('fifo', 4);
    for (const page of byLoad) POLICY.fifo.load(state, page, page);
    expect(POLICY.fifo.victim(state, Uint8Array.from(referenced), Uint8Array.from(dirty), all())).toBe(3);
  });

  it('RC1 lru replaces page 1, used at 265', () => {
    expect(byUse.map((page) => lastUse[page])).toEqual([265, 270, 280, 285]);
    const state = createPolicy('lru', 4);
    for (const page of byLoad) POLICY.lru.load(state, page, page);
    for (const page of byUse) POLICY.lru.reference(state, page);
    expect(POLICY.lru.victim(state, Uint8Array.from(referenced), Uint8Array.from(dirty), all())).toBe(1);
  });

  it('RC2 second chance, frames in order of loading, replaces page 2', () => {
    const state = createPolicy('clock', 4);
    const bits = Uint8Array.from(byLoad, (page) => referenced[page]!);
    const frame = POLICY.clock.victim(state, bits, new Uint8Array(4), all());
    expect(byLoad[frame]).toBe(2);
    expect([...bits]).toEqual([0, 0, 0, 0]);
  });
});

describe('RC1 policies that sample the reference bits', () => {
  it('RC1 aging: the counters of Tanenbaum, MOS, figure 3-17, after five ticks', () => {
    const state = createPolicy('aging', 6);
    const all = new Uint8Array(6).fill(1);
    for (const bits of ['101011', '110010', '110101', '100010', '011000']) {
      POLICY.aging.tick(state, Uint8Array.from(bits, Number), all);
    }
    expect([...state.count]).toEqual([
      0b01111000, 0b10110000, 0b10001000, 0b00100000, 0b01011000, 0b00101000,
    ]);
    expect(POLICY.aging.victim(state, new Uint8Array(6), new Uint8Array(6), all)).toBe(3);
  });

  it('RC1 nru: referenced and clean outweighs not referenced and dirty (Tanenbaum, MOS, 3.4.2)', () => {
    const victim = (referenced: number[], dirty: number[]) => {
      const bits = Uint8Array.from(referenced);
      return POLICY.nru.victim(
        createPolicy('nru', 2),
        bits,
        Uint8Array.from(dirty),
        new Uint8Array(2).fill(1),
      );
    };
    expect(victim([1, 0], [0, 1])).toBe(1);
    expect(victim([1, 1], [1, 0])).toBe(1);
    expect(victim([1, 0], [0, 0])).toBe(1);
  });

  it('RC1 aging spares a page just loaded: the bit of the running period counts first (by hand)', () => {
    const state = createPolicy('aging', 2);
    const all = new Uint8Array(2).fill(1);
    POLICY.aging.tick(state, Uint8Array.from([0, 1]), all);
    POLICY.aging.load(state, 0, 7);
    expect([...state.count]).toEqual([0, 0x80]);
    expect(POLICY.aging.victim(state, Uint8Array.from([1, 0]), new Uint8Array(2), all)).toBe(1);
    expect(POLICY.aging.victim(state, new Uint8Array(2), new Uint8Array(2), all)).toBe(0);
  });

  it('RC1 wsclock: time 2204, after Tanenbaum, MOS, figure 3-20: the page of 2084 is spared, that of 1213 goes', () => {
    const state = createPolicy('wsclock', 4, { tau: 500 });
    state.stamp.set([2032, 2084, 1213, 2014]);
    state.time = 2204;
    state.hand = 1;
    const referenced = Uint8Array.from([1, 1, 0, 1]);
    const all = new Uint8Array(4).fill(1);
    expect(POLICY.wsclock.victim(state, referenced, new Uint8Array(4), all)).toBe(2);
    expect([...referenced]).toEqual([1, 0, 0, 1]);
    expect(state.stamp[1]).toBe(2204);
    expect(state.hand).toBe(3);
  });

  it('RC1 wsclock prefers clean old, then dirty old, then the clean page used least recently (by hand)', () => {
    const pick = (stamp: number[], dirty: number[]) => {
      const state = createPolicy('wsclock', 3, { tau: 10 });
      state.time = 100;
      state.stamp.set(stamp);
      return POLICY.wsclock.victim(
        state,
        new Uint8Array(3),
        Uint8Array.from(dirty),
        new Uint8Array(3).fill(1),
      );
    };
    expect(pick([50, 60, 70], [1, 1, 0])).toBe(2);
    expect(pick([95, 60, 50], [0, 1, 1])).toBe(1);
    expect(pick([92, 95, 94], [1, 0, 0])).toBe(2);
    expect(pick([92, 91, 94], [1, 1, 1])).toBe(1);
  });

  it('RC1 nru and aging differ from fifo as soon as a tick tells the pages apart (by hand)', () => {
    // Ticks after references 3 and 6: page 1 alone is used again in between.
    const refs = [1, 2, 3, 1, 1, 1, 4];
    expect(simulate('nru', refs, 3, { interval: 3, trace: true }).steps![6]!.evicted).toBe(1);
    expect(simulate('aging', refs, 3, { interval: 3, trace: true }).steps![6]!.evicted).toBe(2);
    expect(simulate('fifo', refs, 3, { interval: 3, trace: true }).steps![6]!.evicted).toBe(1);
  });
});

describe('RC2 clock', () => {
  it('RC2 step by step: clears as it passes, loads at the first clear bit, moves past it (by hand)', () => {
    // Frames 1* 2* 3*; 4 clears all and takes frame 0: 4* 2 3. 2 is used again: 4* 2* 3.
    // 5: the hand at 1 clears 2 and takes frame 2: 4* 2 5*. 6: clears 4 (frame 0), takes frame 1: 4 6* 5*.
    const steps = simulate('clock', [1, 2, 3, 4, 2, 5, 6, 4, 7], 3, { trace: true }).steps!;
    expect(steps.map((step) => step.frame)).toEqual([0, 1, 2, 0, 1, 2, 1, 0, 2]);
    expect(steps.map((step) => step.evicted)).toEqual([null, null, null, 1, null, 3, 2, null, 5]);
  });

  it('RC2 skips frames that are not eligible and leaves their bits alone (by hand)', () => {
    const state = createPolicy('clock', 4);
    const referenced = Uint8Array.from([1, 0, 1, 0]);
    const eligible = Uint8Array.from([1, 0, 1, 0]);
    expect(POLICY.clock.victim(state, referenced, new Uint8Array(4), eligible)).toBe(0);
    expect([...referenced]).toEqual([0, 0, 0, 0]);
    expect(state.hand).toBe(1);
    expect(POLICY.clock.victim(state, Uint8Array.from([0, 1, 0, 1]), new Uint8Array(4), eligible)).toBe(2);
    expect(state.hand).toBe(3);
  });
});

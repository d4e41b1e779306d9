/**
 * What holds of replacement policies on any reference string: bounds, inclusion, and the eligibility mask.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicy, POLICIES, POLICY, type PolicyName } from '../../shared/sim/policy/index.ts';
import { simulate } from '../../shared/sim/policy/simulate.ts';

/** The fewest faults any policy can have, by trying every victim at every fault. */
function fewestFaults(
  refs: readonly number[],
  frames: number,
  resident: readonly number[] = [],
  from = 0,
): number {
  let position = from;
  while (position < refs.length && resident.includes(refs[position]!)) position += 1;
  if (position === refs.length) return 0;
  const page = refs[position]!;
  if (resident.length < frames) return 1 + fewestFaults(refs, frames, [...resident, page], position + 1);
  const choices = resident.map((victim) => {
    const rest = resident.filter((other) => other !== victim);
    return fewestFaults(refs, frames, [...rest, page], position + 1);
  });
  return 1 + Math.min(...choices);
}

const references = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 });
const policyName = fc.constantFrom(...POLICIES);

describe('RC1 properties of the policies', () => {
  it('RC1 opt is minimal: no choice of victims has fewer faults (exhaustive search)', () => {
    const small = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 3 }), (refs, frames) => {
        expect(simulate('opt', refs, frames).faults).toBe(fewestFaults(refs, frames));
      }),
    );
  });

  it('RC1 no policy beats opt, and the counts add up', () => {
    fc.assert(
      fc.property(policyName, references, fc.integer({ min: 1, max: 8 }), (name, refs, frames) => {
        const writes = refs.flatMap((page, position) => (page % 3 === 0 ? [position] : []));
        const counts = simulate(name, refs, frames, { writes, interval: 3, tau: 5 });
        const distinct = new Set(refs).size;
        expect(counts.hits + counts.faults).toBe(refs.length);
        expect(counts.coldFaults).toBe(distinct);
        expect(counts.faults).toBeGreaterThanOrEqual(simulate('opt', refs, frames).faults);
        expect(counts.evictions).toBe(counts.faults - Math.min(frames, distinct));
        expect(counts.writebacks).toBeLessThanOrEqual(counts.evictions);
      }),
    );
  });

  it('RC1 lru and opt never fault more with a frame more', () => {
    const stack: PolicyName[] = ['lru', 'opt'];
    fc.assert(
      fc.property(
        fc.constantFrom(...stack),
        references,
        fc.integer({ min: 1, max: 8 }),
        (name, refs, frames) => {
          expect(simulate(name, refs, frames + 1).faults).toBeLessThanOrEqual(
            simulate(name, refs, frames).faults,
          );
        },
      ),
    );
  });

  it('RC1 fifo may fault more with a frame more (Belady’s string is the witness)', () => {
    const belady = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
    expect(simulate('fifo', belady, 4).faults).toBeGreaterThan(simulate('fifo', belady, 3).faults);
  });

  it('RC1 the trace is a run: what is evicted was resident, a hit is in the frame it was loaded into', () => {
    fc.assert(
      fc.property(policyName, references, fc.integer({ min: 1, max: 6 }), (name, refs, frames) => {
        const holds: (number | null)[] = new Array(frames).fill(null);
        for (const step of simulate(name, refs, frames, { trace: true }).steps!) {
          expect(step.hit).toBe(holds.includes(step.page));
          if (step.hit) expect(holds[step.frame]).toBe(step.page);
          else expect(step.evicted).toBe(holds[step.frame]);
          holds[step.frame] = step.page;
        }
      }),
    );
  });

  it('RC1 the same seed gives the same run', () => {
    fc.assert(
      fc.property(references, fc.nat(), (refs, seed) => {
        const run = () => simulate('random', refs, 3, { seed, trace: true });
        expect(run()).toEqual(run());
      }),
    );
  });
});

describe('RC1 victims under an eligibility mask', () => {
  const frames = 8;
  const bits = fc.uint8Array({ minLength: frames, maxLength: frames, max: 1 });
  const event = fc.record({
    frame: fc.nat(frames - 1),
    load: fc.boolean(),
    eligible: bits,
    referenced: bits,
    dirty: bits,
  });

  for (const name of POLICIES) {
    it(`RC1 ${name} never evicts an ineligible frame, leaves its bits, and says -1 when there is none`, () => {
      fc.assert(
        fc.property(fc.array(event, { maxLength: 30 }), (events) => {
          const state = createPolicy(name, frames, { future: events.map((each) => each.frame), tau: 3 });
          for (const [time, { frame, load, eligible, referenced, dirty }] of events.entries()) {
            state.time = time;
            if (load) POLICY[name].load(state, frame, frame);
            else POLICY[name].reference(state, frame);
            if (time % 4 === 3) POLICY[name].tick(state, referenced, eligible);
            const before = referenced.slice();
            const victim = POLICY[name].victim(state, referenced, dirty, eligible);
            if (victim < 0) expect([...eligible]).not.toContain(1);
            else expect(eligible[victim]).toBe(1);
            for (let at = 0; at < frames; at++)
              if (eligible[at] === 0) expect(referenced[at]).toBe(before[at]);
          }
        }),
      );
    });
  }
});

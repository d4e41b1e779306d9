/** The registry of concepts: complete, and shown by the events it names and no others. */
import { describe, expect, it } from 'vitest';
import { CONCEPTS, shows } from '../../shared/concepts/index.ts';
import type { Event } from '../../shared/sim/index.ts';

const event = (type: Event['type'], vpn = -1, n = 0): Event => ({ type, pid: 1, pfn: -1, vpn, n });

describe('the concepts', () => {
  it('are 57, each once', () => {
    expect(new Set(CONCEPTS.map(({ id }) => id)).size).toBe(57);
    expect(CONCEPTS).toHaveLength(57);
  });

  it('are shown by an event of the type', () => {
    expect(shows({ event: 'evict' }, [event('boot'), event('evict', 7)])).toBe(true);
    expect(shows({ event: 'evict' }, [event('boot')])).toBe(false);
  });

  it('are shown by the number and the page that the evidence names', () => {
    expect(shows({ event: 'kill', n: 1 }, [event('kill', -1, 0)])).toBe(false);
    expect(shows({ event: 'kill', n: 1 }, [event('kill', -1, 1)])).toBe(true);
    expect(shows({ event: 'load', vpn: 2 }, [event('load', 0), event('load', 1)])).toBe(false);
    expect(shows({ event: 'load', vpn: 2 }, [event('load', 2)])).toBe(true);
  });

  it('are shown by a system call of that name, never by one that the machine does not know', () => {
    expect(shows({ event: 'syscall', call: 'mmap' }, [event('syscall', 2)])).toBe(true);
    expect(shows({ event: 'syscall', call: 'mmap' }, [event('syscall', 1)])).toBe(false);
    expect(shows({ event: 'syscall', call: 'teleport' }, [event('syscall', -1)])).toBe(false);
  });

  it("Belady's anomaly belongs to machines that ran fifo", () => {
    expect(shows({ runs: 'fifo' }, [event('evict')])).toBe(false);
    expect(shows({ runs: 'fifo' }, [], ['clock', 'fifo'])).toBe(true);
  });
});

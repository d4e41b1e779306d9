/**
 * PL1: two machines that differ only in what a process may not see send it the same bytes. The differences are every
 * frame number, all content, everybody else's memory and heap, the disk, the kernel's work, and private events.
 */
import { expect, test } from 'vitest';
import { createMatch, step } from '../../shared/match/index.ts';
import { encodeView } from '../../shared/protocol/index.ts';
import {
  drawBelow,
  type Event,
  eventsFor,
  type Machine,
  shapeOf,
  viewFor,
  viewSize,
} from '../../shared/sim/index.ts';
import { shipped } from '../support/match.ts';

const PUBLIC = ['panic', 'reboot', 'oom', 'end', 'boot', 'segv', 'abort', 'kill', 'exit'];

/** A copy in which everything that seat may not see has other values. */
function disguised(machine: Machine, seat: number, seed: number): Machine {
  const other = structuredClone(machine);
  let draws = 0;
  const below = (n: number) => drawBelow(seed, seat, draws++, n);
  const { frames, pages, swapSlots, tlbEntries } = other.param;
  for (const array of [other.content, other.loaded, other.owner, other.pins, other.locked, other.kind]) {
    for (let pfn = 0; pfn < frames; pfn++) array[pfn] = below(5);
  }
  for (let slot = 0; slot < swapSlots; slot++) {
    other.slotContent[slot] = below(1000);
    other.slotPid[slot] = below(5);
    other.slotVpn[slot] = below(pages);
  }
  const mine = (page: number) => Math.floor(page / pages) + 1 === seat;
  for (let page = 0; page < other.pfn.length; page++) {
    // Where one's own page lies is the kernel's business; that it is somewhere isn't.
    if (other.pfn[page] >= 0 || !mine(page)) other.pfn[page] = below(frames);
    if (other.slot[page] >= 0 || !mine(page)) other.slot[page] = below(swapSlots);
    if (mine(page)) continue;
    other.vma[page] = below(6);
    other.pte[page] = below(32);
    other.expect[page] = below(1000);
    other.rmapNext[page] = -1;
  }
  for (let entry = 0; entry < other.tlbVpn.length; entry++) {
    other.tlbPfn[entry] = below(frames);
    if (Math.floor(entry / tlbEntries) + 1 !== seat) other.tlbVpn[entry] = below(pages);
  }
  for (const process of other.processes) {
    if (process.pid === seat) continue;
    Object.assign(process, {
      brk: below(20),
      rss: below(20),
      limitRss: below(20),
      asPages: below(20),
      limitAs: below(20),
    });
    Object.assign(process, {
      majorFaults: below(99),
      minorFaults: below(99),
      busyUntil: below(99),
      crashes: below(9),
    });
    process.blocks = [{ ptr: below(99), size: below(9), job: below(9), buffer: 0, mapped: 0 }];
    process.offers = [];
  }
  for (const trap of other.traps) {
    if (trap.pid !== seat)
      Object.assign(trap, { vpn: below(pages), address: below(99), arg: below(9), write: below(2) });
  }
  other.disk = [];
  other.stall = below(9);
  other.thrashBlocked.fill(below(9));
  for (const at of other.zones) at.zone.orderAt.fill(-1);
  return other;
}

/** A tick's events as they might have been for the others. */
const otherEvents = (events: readonly Event[], seat: number): Event[] =>
  events.map((event) => {
    const known = PUBLIC.includes(event.type);
    if (event.pid === seat) return { ...event, pfn: event.pfn + 7 };
    return known
      ? { ...event, pfn: event.pfn + 7 }
      : { ...event, vpn: event.vpn + 1, n: event.n + 1, pfn: event.pfn + 7 };
  });

test.each([1, 2, 3, 4])(
  'process %i gets the same bytes from two machines that differ in secrets only',
  (seat) => {
    const scenario = shipped('classic', ['greedy', 'prober', 'leaky', 'greedy'], { ticks: 1500 });
    const seats = ['sloppy', ...scenario.processes];
    const match = createMatch({ id: 'secrecy', scenario, seed: seat, seats, reaction: 0 });
    const size = viewSize(shapeOf(match.machine), seat);
    const look = (machine: Machine) => {
      const view = new Int32Array(size);
      viewFor(machine, seat, view);
      return view;
    };
    let compared = 0;
    for (let count = 0; count < 1400; count++) {
      const { events } = step(match);
      if (count % 5 !== 0) continue;
      const other = disguised(match.machine, seat, count);
      const there = encodeView(look(other), null, eventsFor(otherEvents(events, seat), seat));
      const here = encodeView(look(match.machine), null, eventsFor(events, seat));
      expect(there).toEqual(here);
      compared++;
    }
    expect(compared).toBe(280);
  },
);

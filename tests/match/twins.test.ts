/**
 * PL1, lived through: two machines play the same match, but in one every page lies in another frame and everybody else
 * writes other data. A process seat gets the same bytes from both, tick by tick, its view and its events.
 */
import { expect, it } from 'vitest';
import { close, createMatch, type Match, open, submit } from '../../shared/match/index.ts';
import { encodeView } from '../../shared/protocol/index.ts';
import { resultFor, resultOf } from '../../shared/report/index.ts';
import { eventsFor, FRAME, STAGE, shapeOf, TRAP, viewFor, viewSize } from '../../shared/sim/index.ts';
import { shipped } from '../support/match.ts';

const SEAT = 1;
// Frames for everybody: where a page lies then has no effect on when anything happens.
const scenario = shipped('classic', undefined, { frames: 256, ticks: 1500, startEvery: 20 });

function twin(): Match {
  return createMatch({ id: 'twin', scenario, seed: 9, seats: ['', ...scenario.processes], reaction: 0 });
}

/** Serves what waits, one fault a tick (a table might take the frame picked for the next), with the lowest or highest free frame. */
function serve(match: Match, highest: boolean): void {
  const { machine } = match;
  const free = [...machine.kind.keys()].filter((pfn) => machine.kind[pfn] === FRAME.free);
  if (highest) free.reverse();
  for (const trap of machine.traps) {
    if (trap.stage !== STAGE.queued) continue;
    if (trap.kind >= TRAP.maperr && trap.kind !== TRAP.syscall)
      submit(match, 0, 0, { op: 'deny', trap: trap.id });
    else if (trap.kind === TRAP.syscall) submit(match, 0, 0, { op: 'grant', trap: trap.id });
    else {
      submit(match, 0, 0, { op: 'grant', trap: trap.id, pfn: free[0], zero: true });
      return;
    }
  }
}

function tick(match: Match, last: { view: Int32Array | null }): Uint8Array {
  const { events } = close(match, open(match).batch);
  const view = new Int32Array(viewSize(shapeOf(match.machine), SEAT));
  viewFor(match.machine, SEAT, view);
  const bytes = encodeView(view, last.view, eventsFor(events, SEAT));
  last.view ??= view.slice();
  return bytes;
}

it('a process seat can’t tell two machines apart that differ in frames and in others’ data', () => {
  const [one, two] = [twin(), twin()];
  for (const process of two.machine.processes) if (process.pid !== SEAT) process.version += 1000;
  const [lastOne, lastTwo] = [{ view: null }, { view: null }];
  let differing = 0;
  for (let ticks = 0; ticks < scenario.param.ticks; ticks++) {
    serve(one, false);
    serve(two, true);
    expect(tick(two, lastTwo), `tick ${ticks}`).toEqual(tick(one, lastOne));
    if (one.machine.pfn.some((pfn, page) => pfn !== two.machine.pfn[page])) differing++;
  }
  // They did differ, nearly all the time, and work was done.
  expect(differing).toBeGreaterThan(1000);
  expect(one.machine.work).toBeGreaterThan(0);
  const results = [one, two].map((match) => resultFor(resultOf(match, []), SEAT));
  expect(results[1]).toEqual(results[0]);
});

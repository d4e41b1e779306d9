/** PL1 on the wire: what a process's client receives during a whole match, byte for byte, tells it nothing of others. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeView } from '../../shared/protocol/index.ts';
import { processSections, read, viewSize } from '../../shared/sim/index.ts';
import { join } from '../support/person.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const PUBLIC_EVENTS = ['panic', 'reboot', 'oom', 'end', 'boot', 'segv', 'abort', 'kill', 'exit'];
const KERNEL_EVENTS = [
  'order',
  'order-failed',
  'writeback',
  'swap-in',
  'flush',
  'map',
  'unmap',
  'page-in',
  'reference',
];

test('every view and event of a whole match decodes to the own seat and the public part only', async () => {
  const { code, hostKey } = await server.make('classic-short', ['', '', 'prober', '', '']);
  const boss = await join(server.url, code, { role: 'spectator', key: hostKey });
  const eve = await join(server.url, code, { role: 'process' });
  const seat = eve.welcome.seat;
  await boss.host({ do: 'speed', permille: 20_000 });
  await boss.host({ do: 'start' });
  while (eve.result === null) {
    const before = eve.tick();
    await eve.until(() => eve.tick() > before || eve.result !== null, 'ticks');
    const view = eve.process();
    const job = view.jobs.find(({ id, state }) => id > 0 && state === 0);
    const buffer = job === undefined ? -1 : [job.ptr0, job.ptr1, job.ptr2, job.ptr3, job.ptr4].indexOf(-1);
    if (before % 10 !== 0 || eve.result !== null) continue;
    if (job !== undefined && buffer >= 0)
      void eve.command({ op: 'malloc', job: job.id, buffer, fit: 'first' });
    else if (view.offers[0].id > 0) void eve.command({ op: 'accept', offer: view.offers[0].id });
  }
  const { shape } = eve.welcome;
  const size = viewSize(shape, seat);
  expect(size).toBeLessThan(viewSize(shape, -1));
  const held = new Int32Array(size);
  const types = new Set<string>();
  for (const bytes of eve.bytes) {
    for (const event of decodeView(bytes, held)) {
      types.add(event.type);
      expect(event.pfn).toBe(-1);
      expect(KERNEL_EVENTS).not.toContain(event.type);
      if (!PUBLIC_EVENTS.includes(event.type)) expect(event.pid).toBe(seat);
    }
    const view = read(processSections(shape), held);
    expect(view.self[0].pid).toBe(seat);
    for (const trap of view.traps) if (trap.id > 0) expect(trap.pid).toBe(seat);
  }
  expect(eve.bytes.length).toBeGreaterThan(100);
  expect(types.size).toBeGreaterThan(4);
  for (const say of eve.says) expect(Object.keys(say).sort()).toEqual(['key', 'vpn']);
  // Neither keys nor others' tokens are in the schema state.
  const text = JSON.stringify(eve.room.state);
  expect(text).not.toContain(hostKey);
  expect(Object.keys(JSON.parse(text)).sort()).toEqual([
    'code',
    'phase',
    'scenario',
    'seats',
    'spectators',
    'speed',
  ]);
  for (const entry of JSON.parse(text).seats) {
    expect(Object.keys(entry).sort()).toEqual(['ai', 'connected', 'index', 'name', 'taken']);
  }
});

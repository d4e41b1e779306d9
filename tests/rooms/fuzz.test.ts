/** Bytes that no client of ours would send: whatever comes, only its sender's line may break. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/index.ts';
import { drawBelow } from '../../shared/sim/index.ts';
import { join } from '../support/person.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** A raw line into a room, acknowledged as the SDK would. */
async function rawLine(code: string, key: string): Promise<WebSocket> {
  const response = await fetch(`${server.url}/matchmake/joinById/${code}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: PROTOCOL_VERSION, key, role: 'spectator' }),
  });
  const { sessionId, processId } = (await response.json()) as { sessionId: string; processId: string };
  const socket = new WebSocket(`ws://localhost:${server.port}/${processId}/${code}?sessionId=${sessionId}`);
  await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
  socket.send(new Uint8Array([10]));
  return socket;
}

test('random frames of every kind leave the room and its other people alone', async () => {
  const { code, hostKey } = await server.make('classic');
  const ann = await join(server.url, code, { key: hostKey, role: 'kernel' });
  await ann.host({ do: 'speed', permille: 20_000 });
  await ann.host({ do: 'start' });
  let draws = 0;
  const below = (n: number) => drawBelow(7, 1, draws++, n);
  for (let round = 0; round < 12; round++) {
    const socket = await rawLine(code, hostKey);
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    for (let count = 0; count < 120; count++) {
      const frame = Uint8Array.from({ length: 1 + below(40) }, () => below(256));
      // The protocol's own codes more often than chance would have them.
      if (below(4) > 0) frame[0] = below(32);
      socket.send(frame);
    }
    socket.close();
    await closed;
  }
  const before = ann.tick();
  await ann.until(() => ann.tick() > before + 10, 'more ticks');
  expect(ann.closed).toBeNull();
  expect(await ann.command({ op: 'flush', pid: 1 })).toMatchObject({ n: 1 });
});

test('strange requests to the matchmaker are refused', async () => {
  const ask = async (path: string, body: string, headers = {}) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
    return (await fetch(server.url + path, init)).status;
  };
  const { code } = await server.make('classic');
  expect(await ask(`/matchmake/joinById/${code}`, '{')).toBe(400);
  expect(await ask(`/matchmake/joinById/${code}`, 'null')).toBeGreaterThanOrEqual(400);
  expect(
    await ask(
      `/matchmake/joinById/${code}`,
      JSON.stringify({ version: PROTOCOL_VERSION, name: 'x'.repeat(1e6) }),
    ),
  ).toBe(413);
  expect(await ask('/matchmake/create/machine', '{}')).toBeGreaterThanOrEqual(400);
  expect(await ask('/matchmake/constructor/machine', '{}')).toBeGreaterThanOrEqual(400);
  expect(await ask('/matchmake/joinById/__proto__', '{"version":1}')).toBeGreaterThanOrEqual(400);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

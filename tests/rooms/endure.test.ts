/**
 * Commands through drops and kills, with the client's own outbox: every one is answered, and what the machine answered
 * is in the journal once, in order.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { expect, test } from 'vitest';
import { Outbox } from '../../client/net/outbox.ts';
import { readJournal } from '../../server/journal/read.ts';
import type { Answer } from '../../shared/protocol/index.ts';
import { type Command, drawBelow } from '../../shared/sim/index.ts';
import { join, type Person } from '../support/person.ts';
import { type ServerProcess, spawnServer } from '../support/process.ts';
import { makeMatch } from '../support/server.ts';

const COMMANDS = 400;
const DROPS = 14;
const KILLS = 2;

/** Values that tell neighbours apart. */
const commandOf = (count: number): Command => ({ op: 'nice', value: drawBelow(3, 0, count, 20) });

/** Joins again and again until the server is there. */
async function comeBack(
  server: () => ServerProcess,
  code: string,
  seat: string,
  key: string,
): Promise<Person> {
  for (;;) {
    try {
      return await join(server().url, code, { seat, key });
    } catch {
      await new Promise((turn) => setTimeout(turn, 20));
    }
  }
}

test(`${COMMANDS} commands over ${DROPS} drops and ${KILLS} kills`, { timeout: 60_000 }, async () => {
  const dataDir = await mkdtemp(joinPath(tmpdir(), 'ring-zero-endure-'));
  let server = await spawnServer(dataDir);
  const { code, hostKey } = await makeMatch(server.url, 'classic');
  const outbox = new Outbox();
  let person = await join(server.url, code, { role: 'process', key: hostKey });
  const { token } = person.welcome;
  const open = () =>
    outbox.open(token, person.welcome.last, (envelope) => {
      const { room } = person;
      return room.request('command', envelope);
    });
  await person.host({ do: 'speed', permille: 5000 });
  await person.host({ do: 'start' });
  open();

  const answers: Promise<Answer>[] = [];
  const troubles = Array.from({ length: DROPS + KILLS }, (_, at) =>
    Math.floor(((at + 1) * COMMANDS) / (DROPS + KILLS + 1)),
  );
  for (let count = 0; count < COMMANDS; count++) {
    answers.push(outbox.put(commandOf(count)));
    const before = person.tick();
    if (count % 3 === 0)
      await person.until(() => person.tick() !== before || person.closed !== null, 'a tick');
    const trouble = troubles.indexOf(count);
    if (trouble < 0) continue;
    if (trouble % (DROPS / KILLS) === 3) {
      await server.kill();
      server = await spawnServer(dataDir, server.port);
    } else person.drop();
    await person.until(() => person.closed !== null, 'the line to break');
    outbox.hold();
    person = await comeBack(() => server, code, token, hostKey);
    open();
    await person.host({ do: 'speed', permille: 5000 });
  }
  const told = await Promise.all(answers);
  await server.stop();

  const reading = readJournal(await readFile(joinPath(dataDir, 'journal', `${code}.jsonl`), 'utf8'));
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.message}`);
  const written = reading.records.flatMap((record) =>
    'command' in record && record.n > 0 ? [{ n: record.n, command: record.command }] : [],
  );
  const numbers = written.map(({ n }) => n);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const carriedOut = told.filter((answer) => !('refused' in answer) && answer.n > 0);
  expect(carriedOut.length).toBeGreaterThan(100);
  told.forEach((answer, count) => {
    if ('refused' in answer) expect(answer.errno).not.toBe('ESEQ');
    else if (answer.n > 0) expect(written).toContainEqual({ n: answer.n, command: commandOf(count) });
  });
  await rm(dataDir, { recursive: true });
});

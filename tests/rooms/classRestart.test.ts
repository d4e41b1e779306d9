/** A class whose server is killed in the middle of a round: nobody is here at first, all come back to what was theirs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { expect, test } from 'vitest';
import { startDatabase } from '../support/databases.ts';
import { join } from '../support/person.ts';
import { spawnServer } from '../support/process.ts';
import { classOf, joinClass, SHORT_PLAN } from '../support/pupil.ts';

const PLAN = {
  ...SHORT_PLAN,
  activities: [{ do: 'machines', minutes: 5, scenario: 'classic', rounds: 1, size: 3 }],
};

test('after a kill the class is as it was, frozen where it was frozen', async () => {
  const database = await startDatabase();
  const dataDir = await mkdtemp(joinPath(tmpdir(), 'ring-zero-restart-'));
  let server = await spawnServer(dataDir, 0, { DATABASE_URL: database.url });
  try {
    const { code, teacherKey, teacher, pupils } = await classOf(server.url, ['Ann', 'Bo'], PLAN);
    await teacher.teach({ do: 'next' });
    await pupils[1]!.until(() => pupils[1]!.place()?.at === 'machine', 'a machine');
    const before = pupils[1]!.place() as { code: string };
    await teacher.teach({ do: 'pause' });
    await server.kill();
    server = await spawnServer(dataDir, server.port, { DATABASE_URL: database.url });

    const desk = await joinClass(server.url, code, { key: teacherKey });
    await desk.until(() => desk.lesson !== null, 'the lesson');
    expect(desk.lesson).toMatchObject({ at: 0, stage: 'running', paused: true });
    expect(desk.lesson!.students.map(({ present }) => present)).toEqual([false, false]);
    await expect(join(server.url, before.code, { name: 'Stranger' })).rejects.toThrow('join the class');
    const bo = await joinClass(server.url, code, { seat: pupils[1]!.welcome.token });
    await bo.until(() => bo.place()?.at === 'machine', 'the machine');
    const place = bo.place() as { code: string; seat: string };
    expect(place.code).toBe(before.code);
    const seat = await join(server.url, place.code, { seat: place.seat });
    expect(seat.room.state.phase, 'still frozen').toBe('paused');
    await desk.teach({ do: 'resume' });
    await seat.until(() => seat.room.state.phase === 'running', 'that it goes on');
  } finally {
    await server.kill();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});

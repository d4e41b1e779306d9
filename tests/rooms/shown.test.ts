/** What a teacher shows to all, over real sockets: the steps of a why, and a machine while everything stands still. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { classOf, joinClass, SHORT_PLAN } from '../support/pupil.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const NAMES = ['Annabel', 'Boris', 'Cyrilla', 'Dilara', 'Ekaterina', 'Fabian', 'Gregor', 'Hannah'];
const MACHINES = {
  ...SHORT_PLAN,
  activities: [{ do: 'machines', minutes: 5, scenario: 'classic', rounds: 1, size: 3 }],
};

test('the teacher’s step through a why is the projector’s, within its bounds, until the next question', async () => {
  const { code, teacherKey, teacher, pupils } = await classOf(server.url, ['Ann']);
  const projector = await joinClass(server.url, code, { key: teacherKey, projector: true });
  const why = (step: number) => teacher.teach({ do: 'why', step });
  const shown = () => projector.lesson?.race;
  expect(await why(0)).toMatchObject({ ok: false, refused: 'no questions are being asked' });
  await teacher.teach({ do: 'next' });
  expect(await why(0)).toMatchObject({
    refused: 'no answer is shown now, so there is no why to step through',
  });
  await teacher.teach({ do: 'show' });
  await projector.until(() => shown()?.shown != null, 'the answer');
  const last = shown()!.shown!.steps.length - 1;
  expect(shown()!.step).toBe(0);
  expect(await why(last)).toEqual({ ok: true });
  await projector.until(() => shown()?.step === last, 'the step');
  expect(await why(last + 1)).toMatchObject({ refused: `this why has ${last + 1} steps, counted from 0` });
  for (const step of [-1, 0.5, 1000]) expect(await why(step)).toMatchObject({ errno: 'EINVAL' });
  expect(await pupils[0]!.teach({ do: 'why', step: 0 })).toMatchObject({ errno: 'EPERM' });
  await teacher.teach({ do: 'ask' });
  await projector.until(() => shown()?.round === 1, 'the next question');
  expect(shown()!.step, 'each why from its start').toBe(0);
});

test('frozen, everybody sees the machine that is shown, now or before, and nobody’s name', async () => {
  const { code, teacher, pupils } = await classOf(server.url, NAMES, MACHINES);
  const [ann] = pupils;
  await teacher.teach({ do: 'real', student: 3, real: 'Roster number 17' });
  await teacher.teach({ do: 'next' });
  await teacher.teach({ do: 'speed', permille: 5000 });
  await teacher.teach({ do: 'spot', machine: 1 });
  await teacher.until(() => teacher.lesson?.machines.length === 2, 'two machines');
  expect(ann!.look, 'nothing while it runs').toBeNull();
  await teacher.teach({ do: 'pause' });
  await ann!.until(() => ann!.look !== null, 'the machine');
  const { frames, tick } = ann!.look!;
  expect(ann!.look).toMatchObject({ machine: 1, back: 0 });
  expect(frames).toBe(teacher.lesson!.machines[1]!.frames);
  expect(Object.keys(ann!.look!).sort(), 'nothing of who').toEqual(
    ['alarm', 'back', 'fairness', 'frames', 'free', 'machine', 'over', 'tick', 'ticks', 'work'].sort(),
  );

  await teacher.teach({ do: 'back', looks: 2 });
  await ann!.until(() => ann!.look?.back === 2, 'the look back');
  expect(ann!.look!.tick).toBeLessThanOrEqual(tick);
  await teacher.teach({ do: 'spot', machine: -1 });
  await teacher.teach({ do: 'back', looks: 1 });
  await ann!.until(() => ann!.look?.back === 1, 'the one most worth it');
  const late = await joinClass(server.url, code, { name: 'Late' });
  await late.until(() => late.look !== null, 'the machine for who comes late');
  await teacher.teach({ do: 'resume' });
  await ann!.until(() => ann!.look === null, 'that it goes');

  const secrets = [...NAMES.slice(1), 'Late', 'Roster number 17', 'kernel', 'processes'];
  expect(secrets.filter((secret) => ann!.heard.some((text) => text.includes(secret)))).toEqual([]);
});

/** A race over real sockets: who gets in, what travels to whom, and thirty people at once. */
import { Client } from 'colyseus.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../server/log.ts';
import { Contest } from '../../server/rooms/contest.ts';
import { type Answer, isSame, KINDS } from '../../shared/drills/index.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/index.ts';
import { createRace, GRACE_MS, raceTerms } from '../../shared/race/index.ts';
import { joinRace, openRace, someAnswer, type TestRacer } from '../support/racer.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function open(names: string[], wish: object = {}) {
  const { code, hostKey } = await openRace(server.url, { rounds: 2, ...wish });
  const host = await joinRace(server.url, code, { key: hostKey });
  const racers: TestRacer[] = [];
  for (const name of names) racers.push(await joinRace(server.url, code, { name }));
  return { host, racers, hostKey };
}

/** What the server holds to be right: no client knows. */
const rightOf = (host: TestRacer): Answer =>
  server.app.races.contest(host.room.state.code)!.race.drill!.answer;

test('thirty answer, each is graded, the host sees what all gave, and the round ends by itself', async () => {
  const { host, racers } = await open(Array.from({ length: 30 }, (_, at) => `P${at}`));
  expect(await host.host({ do: 'next' })).toEqual({ ok: true });
  await Promise.all(racers.map((one) => one.until(() => one.questions.length === 1, 'the question')));
  const right = rightOf(host);
  const given = racers.map((one, at) => (at % 3 === 0 ? right : someAnswer(one.questions[0]!.question, at)));
  for (const [at, one] of racers.slice(0, -1).entries())
    expect(await one.answer(given[at])).toEqual({ ok: true });
  expect(host.room.state.phase, 'one is missing').toBe('asking');
  expect(await racers.at(-1)!.answer(given.at(-1))).toEqual({ ok: true });
  await Promise.all([host, ...racers].map((one) => one.until(() => one.shown.length === 1, 'the answer')));

  const { form } = host.questions[0]!.question;
  const { tally } = host.shown[0]!;
  expect(tally!.reduce((sum, { count }) => sum + count, 0)).toBe(30);
  for (const { answer, count } of tally!)
    expect(given.filter((one) => isSame(form, one, answer))).toHaveLength(count);
  racers.forEach((one, at) => {
    const { own, tally: none, answer } = one.shown[0]!;
    expect(none).toBeNull();
    expect(answer).toEqual(right);
    expect(own!.answer).toEqual(given[at]);
    expect(own!.grade.right).toBe(isSame(form, right, given[at]!));
    expect(host.room.state.racers[at]!.score).toBe(own!.points);
  });
});

describe('a question', () => {
  test('goes out without its seed, its answer and its steps; nobody hears what another gave', async () => {
    const { host, racers } = await open(['Ann', 'Bo']);
    await host.host({ do: 'next' });
    await racers[0]!.until(() => racers[0]!.questions.length === 1, 'the question');
    await racers[0]!.answer(someAnswer(racers[0]!.questions[0]!.question, 0));
    await racers[1]!.until(() => racers[1]!.room.state.racers[0]!.answered, 'that Ann has answered');
    const [heard] = racers[1]!.questions;
    expect(Object.keys(heard!).sort()).toEqual(['given', 'question', 'round']);
    expect(heard!.given).toBeNull();
    expect(heard!.question).not.toHaveProperty('seed');
    expect(racers[1]!.shown).toEqual([]);
  });

  test('coming back during a question, one finds what oneself gave and nobody else', async () => {
    const { host, racers } = await open(['Ann', 'Bo']);
    const { code } = host.room.state;
    await host.host({ do: 'next' });
    await racers[0]!.until(() => racers[0]!.questions.length === 1, 'the question');
    await racers[0]!.answer(someAnswer(racers[0]!.questions[0]!.question, 0));
    const bo = await joinRace(server.url, code, { seat: racers[1]!.welcome.token });
    await bo.until(() => bo.questions.length === 1, 'the open question');
    expect(bo.questions[0]!.given, "not Ann's answer").toBeNull();
    const cy = await joinRace(server.url, code, { name: 'Cy' });
    await cy.until(() => cy.questions.length === 1, 'the question for a late comer');
    expect(cy.questions[0]!.given).toBeNull();
    expect(JSON.stringify([bo.shown, cy.shown])).toBe('[[],[]]');
  });

  test('requests beyond the rate are answered EAGAIN, and the line stays', async () => {
    const { racers } = await open(['Ann']);
    const replies = await Promise.all(Array.from({ length: 60 }, () => racers[0]!.answer(0)));
    expect(replies.filter((reply) => 'errno' in reply && reply.errno === 'EAGAIN').length).toBeGreaterThan(
      30,
    );
    expect(racers[0]!.closed).toBeNull();
  });

  test('answers that come twice, late, of another shape or from the host are refused by name', async () => {
    const { host, racers } = await open(['Ann', 'Bo']);
    expect(await racers[0]!.answer(0)).toMatchObject({ ok: false, refused: 'no question is open' });
    await host.host({ do: 'next' });
    await racers[0]!.until(() => racers[0]!.questions.length === 1, 'the question');
    const fits = someAnswer(racers[0]!.questions[0]!.question, 0);
    expect(await racers[0]!.answer('a')).toMatchObject({ errno: 'EINVAL' });
    expect(await racers[0]!.answer([[1]])).toMatchObject({ errno: 'EINVAL' });
    expect(await racers[0]!.answer(-5)).toMatchObject({ errno: 'EINVAL' });
    expect(await racers[0]!.answer(fits, 7)).toMatchObject({ refused: 'round 8 is over' });
    expect(await racers[0]!.answer(fits)).toEqual({ ok: true });
    expect(await racers[0]!.answer(fits)).toMatchObject({ ok: false });
    expect(await host.answer(fits)).toMatchObject({ errno: 'EPERM' });
  });

  test('only the host goes on, shows, takes out and ends', async () => {
    const { host, racers } = await open(['Ann']);
    for (const action of [{ do: 'next' }, { do: 'show' }, { do: 'end' }, { do: 'remove', racer: 0 }])
      expect(await racers[0]!.host(action)).toMatchObject({ errno: 'EPERM' });
    expect(await host.host({ do: 'dance' })).toMatchObject({ errno: 'EINVAL' });
    expect(await host.host({ do: 'remove', racer: 9 })).toMatchObject({ errno: 'ESRCH' });
    expect(await host.host({ do: 'show' })).toMatchObject({ refused: 'no question is open' });
    expect(host.room.state.phase).toBe('lobby');
  });
});

describe('who comes and goes', () => {
  test('the token leads back to name, score and answer; a second tab evicts the first', async () => {
    const { host, racers } = await open(['Ann', 'Bo']);
    const { code } = host.room.state;
    await host.host({ do: 'next' });
    await racers[0]!.until(() => racers[0]!.questions.length === 1, 'the question');
    const given = someAnswer(racers[0]!.questions[0]!.question, 1);
    await racers[0]!.answer(given);
    const again = await joinRace(server.url, code, { seat: racers[0]!.welcome.token });
    await racers[0]!.until(() => racers[0]!.closed !== null, 'the eviction');
    expect(racers[0]!.closed).toBe(4100);
    expect(again.welcome.racer).toBe(0);
    await again.until(() => again.questions.length === 1, 'the open question');
    expect(again.questions[0]!.given).toEqual(given);
    expect(host.room.state.racers).toHaveLength(2);
  });

  test('who leaves is not waited for; the host comes back by the key and finds the round', async () => {
    const { host, racers, hostKey } = await open(['Ann', 'Bo']);
    const { code } = host.room.state;
    await host.host({ do: 'next' });
    await racers[0]!.until(() => racers[0]!.questions.length === 1, 'the question');
    await racers[0]!.answer(someAnswer(racers[0]!.questions[0]!.question, 0));
    await host.leave();
    await racers[1]!.leave();
    const contest = server.app.races.contest(code)!;
    contest.keep(Date.now() + GRACE_MS);
    await racers[0]!.until(() => racers[0]!.shown.length === 1, 'the end of the round');
    expect(contest.host).toMatch(/^[0-9a-f]{64}$/);
    await racers[0]!.leave();
    const again = await joinRace(server.url, code, { key: hostKey });
    await again.until(() => again.shown.length === 1, 'the round as it ended');
    expect(again.shown[0]!.tally!.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    await again.host({ do: 'next' });
    await again.leave();
    const third = await joinRace(server.url, code, { key: hostKey });
    await third.until(() => third.questions.length === 1, 'the open question');
  });

  test('a hundred and twenty fit in, those who left not counted; nobody comes and the room is deserted', () => {
    const race = createRace(raceTerms(KINDS, 1, { level: 1, speed: true, seeds: [1] }));
    const contest = new Contest('TESTS', '', race, createLog('silent'), 0);
    for (let at = 0; at < 120; at++) contest.enter(`P${at}`);
    expect(() => contest.enter('one more')).toThrow('120 are in this race');
    contest.present(0, false, 0);
    expect(contest.enter('one more').racer).toBe(120);
    expect(contest.isDeserted(0, 59_999)).toBe(false);
    expect(contest.isDeserted(0, 60_000), 'never used').toBe(true);
    expect(contest.isDeserted(1, 60_000)).toBe(false);
    expect(contest.isDeserted(0, 659_999)).toBe(false);
    expect(contest.isDeserted(0, 660_000)).toBe(true);
  });

  test('one taken out is told so, may come back as somebody new, and gets no answer with the old token', async () => {
    const { host, racers } = await open(['Ann', 'Bo']);
    const { code } = host.room.state;
    await host.host({ do: 'remove', racer: 0 });
    await racers[0]!.until(() => racers[0]!.closed !== null, 'the removal');
    expect(racers[0]!.closed).toBe(4101);
    const back = await joinRace(server.url, code, { seat: racers[0]!.welcome.token, name: 'Ann' });
    expect(back.welcome.racer).toBe(2);
    await host.until(() => host.room.state.racers.length === 3, 'the newcomer');
    expect(host.room.state.racers[0]).toMatchObject({ gone: true });
  });

  test('wrong keys, missing names, other versions and unknown codes are refused with a sentence', async () => {
    const { host } = await open([]);
    const { code } = host.room.state;
    const client = new Client(server.url);
    const version = PROTOCOL_VERSION;
    await expect(client.joinById(code, { version, key: 'x' })).rejects.toMatchObject({ code: 403 });
    await expect(client.joinById(code, { version })).rejects.toThrow('name');
    await expect(client.joinById(code, { version, name: ' ' })).rejects.toMatchObject({ code: 400 });
    await expect(client.joinById(code, { version: 0, name: 'Ann' })).rejects.toMatchObject({ code: 426 });
    expect(await host.host({ do: 'next' })).toMatchObject({ refused: 'nobody has joined yet' });
    await host.host({ do: 'end' });
    await expect(client.joinById(code, { version, name: 'Ann' })).rejects.toMatchObject({ code: 410 });
  });
});

describe('over HTTP', () => {
  test.each([
    [{ set: 'nothing' }, 'set'],
    [{ concepts: ['nothing'] }, 'concepts.0'],
    [{ rounds: 0 }, 'rounds'],
    [{ level: 4 }, 'level'],
    [{ speed: 1 }, 'speed'],
    [{ more: 1 }, 'more'],
  ])('%j is refused and named', async (wish, named) => {
    await expect(openRace(server.url, wish as object)).rejects.toThrow(named);
  });

  test('a code tells which kind of room it opens', async () => {
    const { code } = await openRace(server.url);
    const { code: other } = await server.make('classic');
    const kinds = await Promise.all(
      [code.toLowerCase(), other, 'ZZZZZ'].map((one) =>
        fetch(`${server.url}/api/codes/${one}`).then((response) => response.json()),
      ),
    );
    expect(kinds).toMatchObject([
      { code, kind: 'drill-race' },
      { code: other, kind: 'machine' },
      { code: 'not-found' },
    ]);
  });
});

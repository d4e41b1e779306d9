/** /api/matches: making a match, what its code tells before one joins, and its journal. */
import { type FileHandle, open } from 'node:fs/promises';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { fitsSeat } from '../../shared/ai/index.ts';
import { parse } from '../../shared/protocol/command.ts';
import type { Scenario } from '../../shared/scenario/index.ts';
import type { House } from '../house.ts';
import { Limiter } from '../limiter.ts';
import type { Table } from '../rooms/table.ts';
import { isSecret } from '../secret.ts';
import { addressOf, HttpError, keyOf, onlyMethods, tooMany } from './error.ts';

/** Matches made, a minute and address. */
const MADE = 200;
/** Matches that wait for their start, an address: a class behind one router, where each makes one, must fit. */
const LOBBIES = 40;

const bodySchema = z.strictObject({
  scenario: z.string().max(80),
  /** AI of each seat, the kernel's first; '' leaves it to a person. */
  seats: z.array(z.string().max(24)).max(121).optional(),
});

/** misses: shared with the joins, so that both ways of guessing a code count. */
export function matchRoutes(house: House, misses: Limiter): Router {
  const router = Router();
  const made = new Limiter(MADE);

  router
    .route('/')
    .post(async (request, response) => {
      if (!made.take(addressOf(request))) throw tooMany('too many matches were made from here');
      if (house.isFull()) throw new HttpError(503, 'server-full', 'no more matches fit on this server now');
      const { scenario, seats } = readBody(house, request.body);
      if (house.lobbiesOf(addressOf(request)) >= LOBBIES) {
        const sentence = `${LOBBIES} matches made from here wait for their start; start or leave one first`;
        throw new HttpError(429, 'too-many-lobbies', sentence);
      }
      response.status(201).json(await house.make(scenario, seats, addressOf(request)));
    })
    .all(onlyMethods('POST'));

  router
    .route('/:name')
    .get(async (request, response) => {
      const { table } = await lookUp(house, misses, request);
      if (table === undefined) throw new HttpError(404, 'not-found', 'this match is over');
      const { seats, phase, code, match } = table;
      const free = phase === 'over' ? [] : [...seats.owners.keys()].filter((seat) => !seats.isTaken(seat));
      response.json({ code, scenario: match.scenario.id, phase, seats: seats.owners.length, free });
    })
    .all(onlyMethods('GET'));

  router
    .route('/:name/journal')
    .get(async (request, response) => {
      const { table, name } = await lookUp(house, misses, request);
      if (table !== undefined && table.phase !== 'over') {
        if (!isSecret(keyOf(request, 'host until its end'), table.host))
          throw new HttpError(403, 'forbidden', "this is not the host's key");
      }
      await sendJournal(await openJournal(house, table, name), response);
    })
    .all(onlyMethods('GET'));

  return router;
}

/** The table of a code or id; without one, a name under which an ended match's journal may lie. */
async function lookUp(house: House, misses: Limiter, request: Request<{ name: string }>) {
  const address = addressOf(request);
  if (misses.spent(address)) throw tooMany('too many unknown codes came from here');
  const { name } = request.params;
  const table = house.find(name) ?? (await house.wake(name.toUpperCase()));
  if (table !== undefined) return { table, name };
  if (/^[0-9a-f]{16}$/.test(name) && house.store.hasEnded(name)) return { table: undefined, name };
  misses.take(address);
  throw new HttpError(404, 'not-found', 'there is no match with this code');
}

function readBody(house: House, body: unknown): { scenario: Scenario; seats: string[] } {
  const parsed = parse(bodySchema, body ?? {});
  if (!parsed.ok) throw new HttpError(400, 'bad-request', parsed.error);
  const scenario = house.scenarios.get(parsed.value.scenario);
  if (scenario === undefined) {
    const known = [...house.scenarios.keys()].join(', ');
    throw new HttpError(400, 'unknown-scenario', `scenario: '${parsed.value.scenario}' is none of ${known}`);
  }
  const count = scenario.processes.length + 1;
  const seats = parsed.value.seats ?? Array<string>(count).fill('');
  if (seats.length !== count) {
    throw new HttpError(400, 'bad-request', `seats: ${seats.length} given, ${scenario.id} has ${count}`);
  }
  seats.forEach((ai, seat) => {
    if (ai !== '' && !fitsSeat(ai, seat)) {
      throw new HttpError(400, 'bad-request', `seats.${seat}: no AI '${ai}' plays that seat`);
    }
  });
  return { scenario, seats };
}

/** The journal of a table, or of an ended match by its id. It moves when a match ends: looked for before and behind. */
async function openJournal(house: House, table: Table | undefined, name: string): Promise<FileHandle> {
  const { store } = house;
  const done = () => open(store.donePath(table?.match.id ?? name));
  const file = table === undefined ? done() : open(store.openPath(table.code)).catch(done);
  return file.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new HttpError(404, 'not-found', 'the journal of this match is not here any more');
  });
}

/** The journal without the hashes of keys and tokens, and without a line that is being written. */
async function sendJournal(file: FileHandle, response: Response): Promise<void> {
  response.type('application/jsonl');
  for await (const line of file.readLines()) {
    const { host: _host, token: _token, ...rest } = tryParse(line);
    if (Object.keys(rest).length > 0) response.write(`${JSON.stringify(rest)}\n`);
  }
  response.end();
}

function tryParse(line: string): { [name: string]: unknown } {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

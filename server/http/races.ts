/** /api/races: opening a race; /api/codes: which kind of room a code opens, for whoever joins by one. */
import { Router } from 'express';
import { parse } from '../../shared/protocol/command.ts';
import { raceWishSchema } from '../../shared/race/index.ts';
import type { Doors } from '../doors.ts';
import { Limiter } from '../limiter.ts';
import type { Races } from '../races.ts';
import { addressOf, HttpError, onlyMethods, tooMany } from './error.ts';

/** Races made, a minute and address. */
const MADE = 60;

export function raceRoutes(races: Races): Router {
  const router = Router();
  const made = new Limiter(MADE);
  router
    .route('/')
    .post(async (request, response) => {
      if (!made.take(addressOf(request))) throw tooMany('too many races were made from here');
      if (races.isFull()) throw new HttpError(503, 'server-full', 'no more races fit on this server now');
      const parsed = parse(raceWishSchema, request.body ?? {});
      if (!parsed.ok) throw new HttpError(400, 'bad-request', parsed.error);
      response.status(201).json(await races.make(parsed.value));
    })
    .all(onlyMethods('POST'));
  return router;
}

/** misses: shared with the joins, so that every way of guessing a code counts. */
export function codeRoutes(doors: Doors, misses: Limiter): Router {
  const router = Router();
  router
    .route('/:code')
    .get(async (request, response) => {
      const address = addressOf(request);
      if (misses.spent(address)) throw tooMany('too many unknown codes came from here');
      const code = request.params.code.toUpperCase();
      const kind = await doors.seek(code);
      if (kind === null) {
        misses.take(address);
        throw new HttpError(404, 'not-found', 'there is no room with this code');
      }
      response.json({ code, kind });
    })
    .all(onlyMethods('GET'));
  return router;
}

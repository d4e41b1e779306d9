/** /api/classes: opening a class with a ready plan or one's own, and its report for whoever holds the teacher's key. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import {
  CSV_TABLES,
  type CsvTable,
  type Plan,
  planSchema,
  unknownScenario,
} from '../../shared/classroom/index.ts';
import { parse } from '../../shared/protocol/command.ts';
import type { Classes } from '../classes/classes.ts';
import type { Classroom } from '../classes/classroom.ts';
import { Limiter } from '../limiter.ts';
import { addressOf, HttpError, keyOf, onlyMethods, tooMany } from './error.ts';

/** Classes made, a minute and address. */
const MADE = 20;

const bodySchema = z.strictObject({ plan: z.union([z.string().max(40), planSchema]).optional() });

/** misses: shared with the joins, so that every way of guessing a code counts. */
export function classRoutes(classes: Classes, misses: Limiter): Router {
  const router = Router();
  const made = new Limiter(MADE);
  router
    .route('/')
    .post(async (request, response) => {
      if (!made.take(addressOf(request))) throw tooMany('too many classes were made from here');
      if (classes.isFull()) throw new HttpError(503, 'server-full', 'no more classes fit on this server now');
      response.status(201).json(await classes.make(readPlan(classes, request.body)));
    })
    .all(onlyMethods('POST'));
  router
    .route('/plans')
    .get((_request, response) => {
      response.json({ plans: [...classes.plans.values()] });
    })
    .all(onlyMethods('GET'));
  router
    .route(['/:name/report', '/:name/report.json'])
    .get(async (request, response) => {
      response.set('Cache-Control', 'no-store');
      const classroom = opened(classes, misses, request);
      response.json(await classes.report(classroom));
    })
    .all(onlyMethods('GET'));
  router
    .route('/:name/report.csv')
    .get(async (request, response) => {
      response.set('Cache-Control', 'no-store');
      const classroom = opened(classes, misses, request);
      const csv = await classes.reportCsv(classroom, readTable(request));
      // With a mark at its start, spreadsheets read it as UTF-8.
      response.type('text/csv').send(`\uFEFF${csv}`);
    })
    .all(onlyMethods('GET'));
  return router;
}

/** The class of a code or id, for whoever holds its key. A class that isn't there and a wrong key cost the same. */
function opened(classes: Classes, misses: Limiter, request: Request): Classroom {
  const address = addressOf(request);
  const key = keyOf(request, 'teacher');
  const name = String(request.params.name);
  const classroom = classes.find(name) ?? classes.find(name.toUpperCase());
  if (classroom?.isTeacher(key)) return classroom;
  if (misses.spent(address)) throw tooMany('too many unknown codes or keys came from here');
  misses.take(address);
  if (classroom === undefined) throw new HttpError(404, 'not-found', 'there is no class with this code');
  throw new HttpError(403, 'forbidden', "this is not the teacher's key of this class");
}

function readTable({ query: { table = 'students' } }: Request): CsvTable {
  const known = CSV_TABLES.find((one) => one === table);
  if (known !== undefined) return known;
  const named = typeof table === 'string' ? `'${table.slice(0, 40)}'` : 'what was given';
  throw new HttpError(400, 'unknown-table', `table: ${named} is none of ${CSV_TABLES.join(', ')}`);
}

function readPlan(classes: Classes, body: unknown): Plan {
  const parsed = parse(bodySchema, body ?? {});
  if (!parsed.ok) throw new HttpError(400, 'bad-request', parsed.error);
  const { plan = 'first-contact' } = parsed.value;
  if (typeof plan !== 'string') {
    const refused = unknownScenario(plan, classes.knows);
    if (refused !== null) throw new HttpError(400, 'unknown-scenario', refused);
    return plan;
  }
  const ready = classes.plans.get(plan);
  if (ready !== undefined) return ready;
  const known = [...classes.plans.keys()].join(', ');
  throw new HttpError(400, 'unknown-plan', `plan: '${plan}' is none of ${known}`);
}

/** The HTTP interface: health, metrics and /api, with security headers on everything. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Classes } from '../classes/classes.ts';
import type { Doors } from '../doors.ts';
import type { House } from '../house.ts';
import type { Limiter } from '../limiter.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Races } from '../races.ts';
import { classRoutes } from './classes.ts';
import { answerErrors, HttpError, notFound, onlyMethods } from './error.ts';
import { matchRoutes } from './matches.ts';
import { codeRoutes, raceRoutes } from './races.ts';

const BODY_LIMIT = '16kb';

/** Phaser makes textures from data: pictures; a school's network may have no https to upgrade to. */
const SECURITY = helmet({
  contentSecurityPolicy: {
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'", 'data:'],
      // Keeps drills and manual on the device.
      'worker-src': ["'self'"],
      'connect-src': ["'self'", 'ws:', 'wss:'],
      'upgrade-insecure-requests': null,
    },
  },
  // Both promise what plain http on a local network can't keep, and browsers complain there.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  strictTransportSecurity: false,
});

export interface Surroundings {
  house: House;
  races: Races;
  classes: Classes;
  doors: Doors;
  metrics: Metrics;
  misses: Limiter;
  log: Log;
  /** Folder of the built client; none in tests. */
  client?: string;
}

export function addRoutes(
  app: Express,
  { house, races, classes, doors, metrics, misses, log, client }: Surroundings,
): void {
  app.disable('x-powered-by');
  app.use(SECURITY);
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', async (_request, response) => {
    if (!house.restored) throw new HttpError(503, 'not-ready', 'matches are still being restored');
    if (!(await house.store.isWritable()))
      throw new HttpError(503, 'not-ready', 'the journal cannot be written');
    response.json({ ok: true });
  });
  app.get('/metrics', async (_request, response) => {
    house.count();
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.all(['/healthz', '/readyz', '/metrics'], onlyMethods('GET'));
  app.use('/api', express.json({ limit: BODY_LIMIT, type: () => true }));
  app.use('/api/matches', matchRoutes(house, misses));
  app.use('/api/races', raceRoutes(races));
  app.use('/api/classes', classRoutes(classes, misses));
  app.use('/api/codes', codeRoutes(doors, misses));
  app.use('/api', notFound);
  if (client !== undefined) {
    app.use(
      '/assets',
      express.static(`${client}/assets`, { immutable: true, maxAge: '1y', fallthrough: true }),
    );
    app.use(express.static(client, { maxAge: 0 }));
  }
  app.use(notFound);
  app.use(answerErrors(log));
}

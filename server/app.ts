/**
 * The server as a whole, ready to listen: express for HTTP, Colyseus for the rooms, one house of matches between them.
 * A factory without side effects on the process, so that tests can start several.
 */
import { once } from 'node:events';
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuthContext, matchMaker, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { Express } from 'express';
import { Classes } from './classes/classes.ts';
import type { Config } from './config.ts';
import { type Credentials, Doors } from './doors.ts';
import { House } from './house.ts';
import { addRoutes } from './http/routes.ts';
import { Limiter } from './limiter.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { loadPlans } from './plans.ts';
import { Races } from './races.ts';
import { ClassroomRoom } from './rooms/classroom.ts';
import { MachineRoom } from './rooms/machine.ts';
import { RaceRoom } from './rooms/race.ts';
import { Refusal } from './rooms/refusal.ts';
import { loadScenarios } from './scenarios.ts';

/** Bytes of one message from a client: a command takes a hundred, the plan of a lesson thousands. */
const MOST_PAYLOAD = 16_384;
/** A minute and address. A class behind one router must get in, and get back in together. */
const JOINS = 1200;
const MISSES = 60;

/** Colyseus's own, before anything is put in front of it. */
const { invokeMethod } = matchMaker.controller;

export interface App {
  house: House;
  races: Races;
  classes: Classes;
  /** Unknown codes and wrong keys, by address. */
  misses: Limiter;
  /** Restores what an earlier run left, then listens; resolves with the port. */
  start(): Promise<number>;
  /** Tells the rooms, flushes the journals, closes the port. */
  stop(): Promise<void>;
}

/** client: folder of the built client to hand out. */
export function createApp(config: Config, log: Log, client?: string): App {
  const metrics = createMetrics();
  const misses = new Limiter(MISSES);
  const { publicUrl, dataDir } = config;
  const doors = new Doors();
  const house = new House({ publicUrl, dataDir, scenarios: loadScenarios(), log, metrics, doors });
  const races = new Races({ publicUrl, doors, log });
  const classes = new Classes({ ...config, house, races, doors, plans: loadPlans(), log });
  const http = createServer();
  const server = new Server({
    transport: new WebSocketTransport({ server: http, maxPayload: MOST_PAYLOAD }),
    greet: false,
    gracefullyShutdown: false,
    logger: quiet(log),
    express: (app) =>
      addRoutes(app as Express, { house, races, classes, doors, metrics, misses, log, client }),
    beforeListen: async () => {
      await matchMaker.onReady;
      await house.restore();
      await classes.restore();
    },
  });
  server.define(
    'machine',
    class extends MachineRoom {
      override house = house;
    },
  );
  server.define(
    'drill-race',
    class extends RaceRoom {
      override races = races;
    },
  );
  server.define(
    'classroom',
    class extends ClassroomRoom {
      override classes = classes;
    },
  );
  guardMatchmaking(doors, misses);
  return {
    house,
    races,
    classes,
    misses,
    async start() {
      // A port that can't be had is told by an event alone; Colyseus would wait for ever.
      const failed = once(http, 'error').then(([error]) => Promise.reject(error));
      await Promise.race([server.listen(config.port), failed]);
      failed.catch(() => {});
      guardRequests(http);
      return (http.address() as AddressInfo).port;
    },
    async stop() {
      house.stop();
      await server.gracefullyShutdown(false);
      await classes.stop();
      http.closeAllConnections();
    },
  };
}

/**
 * Stands before Colyseus's own listener: addresses come from the socket, not from a header it would believe, and a body
 * that it would read to any length is refused. Behind a reverse proxy all people have one address, and share its limits.
 */
function guardRequests(http: HttpServer): void {
  const listeners = http.listeners('request') as RequestListener[];
  http.removeAllListeners('request');
  http.on('request', (request, response) => {
    delete request.headers['x-real-ip'];
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
    const length = request.method === 'GET' ? 0 : Number(request.headers['content-length']);
    if (/^\/+matchmake/.test(request.url ?? '') && !(length <= MOST_PAYLOAD)) {
      response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify({ code: 'too-large', message: 'the body is too large' }));
      return;
    }
    for (const listener of listeners) listener(request, response);
  });
}

/** Only joining by code goes through, at a bearable rate, and codes can't be tried out. Same origin only. */
function guardMatchmaking(doors: Doors, misses: Limiter): void {
  const { controller } = matchMaker;
  const joins = new Limiter(JOINS);
  controller.exposedMethods = ['joinById', 'reconnect'];
  controller.getCorsHeaders = () => ({});
  for (const name of Object.keys(controller.DEFAULT_CORS_HEADERS)) {
    delete (controller.DEFAULT_CORS_HEADERS as { [name: string]: string })[name];
  }
  controller.invokeMethod = async (method, roomName, options, auth?: AuthContext) => {
    const address = auth?.ip ?? '';
    const code = String(roomName).toUpperCase();
    if (!joins.take(address)) throw new Refusal('tooMany', 'too many joins came from here; wait a minute');
    // Who guesses codes locks out nobody who is known here.
    const known = doors.holds(code, credentialsOf(options));
    if (!known && misses.spent(address))
      throw new Refusal('tooMany', 'too many unknown codes came from here; wait a minute');
    if ((await doors.seek(code)) === null) misses.take(address);
    return invokeMethod.call(controller, method, code, options, auth);
  };
}

const credentialsOf = (options: unknown): Credentials => {
  const given = Object.entries((options ?? {}) as object).filter(
    ([name, value]) => ['key', 'seat', 'rejoin'].includes(name) && typeof value === 'string',
  );
  return Object.fromEntries(given);
};

/** Colyseus's own log lines, at levels that don't drown ours. */
function quiet(log: Log) {
  const say =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ from: 'colyseus' }, parts.map(String).join(' '));
  return {
    debug: say('debug'),
    info: say('debug'),
    log: say('debug'),
    warn: say('warn'),
    error: say('error'),
    trace: say('debug'),
  };
}

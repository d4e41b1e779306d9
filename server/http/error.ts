/** Errors of the HTTP interface: JSON with a code and a sentence, whatever went wrong. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Log } from '../log.ts';

export class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, sentence: string) {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

export const tooMany = (sentence: string) => new HttpError(429, 'rate-limited', `${sentence}; wait a minute`);

/** The key that a request carries; an error when it carries none. */
export function keyOf(request: Request, whose: string): string {
  const key = /^Bearer (.{1,128})$/.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined) throw new HttpError(401, 'unauthorized', `this needs the key of the ${whose}`);
  return key;
}

/** What limits count by. */
export const addressOf = (request: Request): string => request.socket.remoteAddress ?? '';

/** A route that answers any other method than its own. */
export const onlyMethods =
  (...methods: string[]): RequestHandler =>
  (_request, response) => {
    response.set('Allow', methods.join(', '));
    throw new HttpError(405, 'method-not-allowed', `this address takes ${methods.join(' or ')} only`);
  };

export const notFound: RequestHandler = (request) => {
  throw new HttpError(404, 'not-found', `there is nothing at ${request.baseUrl}${request.path.slice(0, 80)}`);
};

/** What express and its body parser throw, as ours. */
function translate(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (type === 'entity.parse.failed') return new HttpError(400, 'bad-json', 'the body is not JSON');
  if (type === 'entity.too.large') return new HttpError(413, 'too-large', 'the body is too large');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new HttpError(status, 'bad-request', 'the request cannot be read');
  }
  return null;
}

/** The last handler of the app. */
export const answerErrors =
  (log: Log) => (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = translate(error);
    if (known === null) log.error({ err: error }, 'a request failed');
    const { status, code, message } = known ?? new HttpError(500, 'internal', 'something went wrong here');
    response.status(status).json({ code, message });
  };

/**
 * What all rooms behind a code have in common: the people whose lines lead here, their requests with an answer to each, a
 * look round now and again, and that one broken line harms nobody else.
 */
import { type Client, Room, type RoomException, ServerError } from '@colyseus/core';
import type { WebSocketClient } from '@colyseus/ws-transport';
import type { z } from 'zod';
import { parse } from '../../shared/protocol/index.ts';
import type { Log } from '../log.ts';
import { Bucket } from './bucket.ts';
import { CUT } from './edge.ts';
import { Refusal } from './refusal.ts';

/** Beyond this rate a connection is closed; far below it, requests are answered EAGAIN. */
const MOST_MESSAGES = 100;

export interface Visitor {
  bucket: Bucket;
  /** Put out: their leaving means nothing any more. */
  gone: boolean;
  /** The client has been heard, so it knows what leads back. One that never was can't come back. */
  met: boolean;
}

/** requests: so many at once, and a second in the long run. */
export const newcomer = (size: number, perSecond: number): Visitor => ({
  bucket: new Bucket(size, perSecond),
  gone: false,
  met: false,
});

export abstract class CodeRoom<State extends object, V extends Visitor> extends Room<{ state: State }> {
  override maxMessagesPerSecond = MOST_MESSAGES;
  override patchRate = null;
  override autoDispose = false;
  protected readonly visitors = new Map<Client, V>();
  private keeper: ReturnType<typeof setInterval> | undefined;

  /** Of what the room belongs to; undefined where it never came to be. */
  protected abstract readonly log: Log | undefined;

  protected async openAs(code: string, state: State): Promise<void> {
    this.roomId = code;
    this.state = state as typeof this.state;
    await this.setPrivate(true);
  }

  protected lookEvery(ms: number, look: () => void): void {
    this.keeper = setInterval(look, ms);
  }

  protected stopLooking(): void {
    clearInterval(this.keeper);
  }

  protected welcomeIn(client: Client, visitor: V): void {
    this.visitors.set(client, visitor);
    (client as WebSocketClient).ref.once('message', () => {
      visitor.met = true;
    });
  }

  /** Every request gets an answer, whatever happens: a throw would be answered with nothing. */
  protected hear<T>(
    type: string,
    schema: z.ZodType<T>,
    act: (visitor: V, value: T, client: Client) => object | Promise<object>,
    { limited }: { limited: boolean } = { limited: true },
  ): void {
    this.onMessage(type, async (client: Client, input: unknown) => {
      const visitor = this.visitors.get(client);
      if (visitor === undefined || visitor.gone)
        return this.refuse('EPERM', 'the seat is taken up elsewhere');
      if (limited && !visitor.bucket.take(Date.now()))
        return this.refuse('EAGAIN', 'too many requests at once');
      const parsed = parse(schema, input);
      if (!parsed.ok) return this.refuse('EINVAL', parsed.error);
      try {
        return await act(visitor, parsed.value, client);
      } catch (error) {
        if (error instanceof Refusal) return this.refuse('EINTR', error.message);
        this.log?.error({ err: error }, 'a request failed');
        return this.refuse('EINTR', 'the server could not do this');
      }
    });
  }

  protected refuse(errno: string, refused: string): object {
    return { ok: false, errno, refused };
  }

  /** Sends to everyone. Where that fails the line is cut; no other suffers. */
  protected each(send: (client: Client, visitor: V) => void): void {
    for (const [client, visitor] of this.visitors) {
      try {
        if (!visitor.gone) send(client, visitor);
      } catch (error) {
        this.log?.error({ err: error }, 'a client could not be sent to');
        client.leave(CUT);
      }
    }
  }

  protected putOut(whom: (visitor: V) => boolean, code: number, why: string): void {
    for (const [client, visitor] of this.visitors) {
      if (visitor.gone || !whom(visitor)) continue;
      visitor.gone = true;
      client.leave(code, why);
    }
  }

  /** Without it, one room's exception ends the server. */
  override onUncaughtException(error: RoomException, method: string): void {
    const cause = error.cause ?? error;
    if (cause instanceof ServerError) this.log?.info({ method, why: cause.message }, 'refused');
    else this.log?.error({ err: cause, method }, 'a room threw');
  }
}

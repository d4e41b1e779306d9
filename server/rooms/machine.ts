/**
 * Room `machine`: sockets on one side, a table on the other. It lets people in, carries their requests to the table,
 * and sends each seat what it may see: the schema's patch first, then the view's bytes.
 */
import {
  type AuthContext,
  type Client,
  ClientState,
  Room,
  type RoomException,
  ServerError,
} from '@colyseus/core';
import {
  type Answer,
  encodeView,
  type JoinOptions,
  joinSchema,
  type MachineState,
  type MatchResult,
  type Say,
  type Welcome,
} from '../../shared/protocol/index.ts';
import { resultFor } from '../../shared/report/index.ts';
import { type Event, eventsFor, shapeOf, viewFor, viewSize } from '../../shared/sim/index.ts';
import { isSecret } from '../secret.ts';
import { Bucket } from './bucket.ts';
import { answerTo, CUT, checkOptions, EVICTED, logThrown, REMOVED } from './edge.ts';
import { copyState, createState } from './publicState.ts';
import { Refusal } from './refusal.ts';
import { type Asker, takeAction, takeCommand } from './requests.ts';
import type { Table } from './table.ts';
import { TICK_MS } from './terms.ts';

/** Beyond this rate a connection is closed; below it the desk answers EAGAIN. */
const MOST_MESSAGES = 200;
/** With more than this many bytes unsent, a client misses views until it has caught up. */
const MOST_UNSENT = 256 * 1024;
const KEEP_MS = 100;

interface Visitor extends Asker {
  token: string;
  /** The view the client holds; null before the first. */
  last: Int32Array | null;
  bucket: Bucket;
  /** The client has answered: it knows its token. A seat claimed by one that never did is free again. */
  met: boolean;
  /** Evicted: its leaving is not the seat's. */
  gone: boolean;
}

/** What rooms need of the house around them. */
export interface Landlord {
  publicUrl: string;
  table(code: string): Table | undefined;
  left(code: string): void;
}

export class MachineRoom extends Room<{ state: MachineState }> {
  override maxMessagesPerSecond = MOST_MESSAGES;
  override patchRate = null;
  override autoDispose = false;
  /** Set by the class that app.ts derives. */
  house!: Landlord;
  private table!: Table;
  private keeper: ReturnType<typeof setInterval> | undefined;
  private givenUp = false;
  private readonly visitors = new Map<Client, Visitor>();

  static override async onAuth(_token: string, options: unknown, _context: AuthContext): Promise<unknown> {
    return checkOptions(joinSchema, options);
  }

  override async onCreate({ code }: { code: string }): Promise<void> {
    const table = this.house.table(code);
    if (table === undefined) throw new ServerError(404, `no match ${code}`);
    this.table = table;
    this.roomId = code;
    this.state = createState(table);
    table.watcher = {
      ticked: (events, says) => this.sendViews(events, says),
      changed: () => this.publish(),
      over: (result) => this.sendResult(result),
      evict: (seat) => this.evict(seat, REMOVED),
      close: () => this.giveUp(),
    };
    await this.setPrivate(true);
    this.onMessage('command', (client: Client, input: unknown) =>
      this.answer(client, (visitor) => takeCommand(table, visitor, input, Date.now())),
    );
    this.onMessage('host', (client: Client, input: unknown) =>
      this.answer(client, (visitor) => this.act(client, visitor, input)),
    );
    this.keeper = setInterval(() => {
      table.keep(Date.now());
      this.publish();
    }, KEEP_MS);
  }

  override async onJoin(client: Client, options: unknown): Promise<void> {
    const wish = checkOptions(joinSchema, options);
    const visitor = this.seat(wish);
    this.visitors.set(client, visitor);
    this.table.arrive();
    // Nobody is told of a seat that a crash would take away.
    await this.table.save();
    this.welcome(client, visitor);
    this.table.log.info({ seat: visitor.seat, host: visitor.host }, 'joined');
  }

  override onLeave(client: Client): void {
    const visitor = this.visitors.get(client);
    if (visitor === undefined) return;
    this.visitors.delete(client);
    if (visitor.seat >= 0 && !visitor.gone) this.table.absent(visitor.seat, visitor.met, Date.now());
    this.table.depart(Date.now());
    this.table.log.info({ seat: visitor.seat }, 'left');
  }

  override onBeforeShutdown(): void {
    void this.table.stop(false).then(() => super.onBeforeShutdown());
  }

  override async onDispose(): Promise<void> {
    clearInterval(this.keeper);
    if (this.table === undefined) return;
    this.table.watcher = null;
    try {
      await this.table.stop(this.givenUp);
    } finally {
      this.house.left(this.table.code);
    }
  }

  override onUncaughtException(error: RoomException, method: string): void {
    logThrown(this.table?.log, error, method);
  }

  private async answer(client: Client, take: (visitor: Visitor) => Promise<Answer>): Promise<Answer> {
    const answer = await answerTo(this.visitors.get(client), this.table.log, (visitor) => {
      visitor.met = true;
      return take(visitor);
    });
    return 'n' in answer ? answer : { n: 0, ...answer };
  }

  private async act(client: Client, visitor: Visitor, input: unknown): Promise<Answer> {
    if (!visitor.bucket.take(Date.now())) {
      return { n: 0, ok: false, errno: 'EAGAIN', refused: 'too many requests at once' };
    }
    const { seat } = visitor;
    const answer = await takeAction(this.table, visitor, input);
    if (visitor.seat !== seat) this.welcome(client, visitor);
    return answer;
  }

  private giveUp(): void {
    this.givenUp = true;
    clearInterval(this.keeper);
    void this.disconnect();
  }

  /** The seat a person gets; claims it. */
  private seat(wish: JoinOptions): Visitor {
    const { table } = this;
    const host = isSecret(wish.key, table.host);
    if (wish.key !== undefined && !host) throw new Refusal('key', "this is not the host's key of this match");
    const visitor = {
      host,
      token: '',
      seat: -1,
      last: null,
      bucket: new Bucket(40, 20),
      met: false,
      gone: false,
    };
    if (wish.role === 'spectator') {
      if (!host) throw new Refusal('key', "watching the whole machine needs the host's key");
      return visitor;
    }
    const own = table.seats.find(wish.seat);
    if (own >= 0) {
      this.evict(own);
      table.seats.comeBack(own, wish.name);
      return { ...visitor, seat: own, token: wish.seat!, met: true };
    }
    if (table.phase === 'over') throw new Refusal('over', 'the match is over');
    const { seat, token } = table.seats.claim(wish.role, wish.name ?? '');
    return { ...visitor, seat, token };
  }

  /** Another tab, or an old line, has the seat: it goes. */
  private evict(seat: number, code = EVICTED): void {
    for (const [client, visitor] of this.visitors) {
      if (visitor.seat !== seat || visitor.gone) continue;
      visitor.gone = true;
      client.leave(code, code === EVICTED ? 'the seat was taken up in another tab' : 'taken out');
    }
  }

  /** Who one is and the whole view: after a join, and when one changed seats. */
  private welcome(client: Client, visitor: Visitor): void {
    const { table } = this;
    const { param } = table.match.scenario;
    const welcome: Welcome = {
      seat: visitor.seat,
      token: visitor.token,
      last: visitor.seat < 0 ? 0 : table.seats.owners[visitor.seat].desk.last,
      host: visitor.host,
      scenario: table.match.scenario.id,
      shape: shapeOf(table.match.machine),
      cellsPerPage: param.cellsPerPage,
      poolCells: param.poolCells,
      files: { count: param.files, pages: param.filePages },
      ticks: { disk: param.cost.disk, reboot: param.reboot },
      tickMs: TICK_MS,
      url: this.house.publicUrl,
    };
    client.send('welcome', welcome);
    visitor.last = null;
    this.sendView(client, visitor, this.look(visitor.seat), []);
    if (table.result !== null) client.send('result', resultFor(table.result, visitor.seat));
  }

  private look(seat: number): Int32Array {
    const { machine } = this.table.match;
    const view = new Int32Array(viewSize(shapeOf(machine), seat));
    viewFor(machine, seat, view);
    return view;
  }

  private sendView(client: Client, visitor: Visitor, now: Int32Array, events: readonly Event[]): void {
    client.sendBytes('view', encodeView(now, visitor.last, events));
    visitor.last ??= new Int32Array(now);
  }

  private sendViews(events: readonly Event[], says: readonly Required<Say>[]): void {
    this.publish();
    const looks = new Map<number, Int32Array>();
    this.each((client, visitor) => {
      const { seat, gone, last } = visitor;
      if (gone || last === null || client.state !== ClientState.JOINED) return;
      if ((client.ref as { bufferedAmount?: number }).bufferedAmount! > MOST_UNSENT) return;
      const now = looks.get(seat) ?? this.look(seat);
      looks.set(seat, now);
      this.sendView(client, visitor, now, eventsFor(events, seat));
      for (const { pid, key, vpn } of says) {
        if (seat < 0) client.send('say', { key, vpn, pid } satisfies Say);
        else if (seat > 0 && seat === pid) client.send('say', { key, vpn } satisfies Say);
      }
    });
  }

  private sendResult(result: MatchResult): void {
    this.publish();
    this.each((client, { seat }) => client.send('result', resultFor(result, seat)));
  }

  /** Sends to everyone. Where that fails the line is cut, for a whole view when its owner is back; no other suffers. */
  private each(send: (client: Client, visitor: Visitor) => void): void {
    for (const [client, visitor] of this.visitors) {
      try {
        send(client, visitor);
      } catch (error) {
        this.table.log.error({ err: error, seat: visitor.seat }, 'a client could not be sent to');
        client.leave(CUT);
      }
    }
  }

  private publish(): void {
    for (const [client, visitor] of this.visitors) visitor.met ||= client.state === ClientState.JOINED;
    copyState(this.table, this.state, [...this.visitors.values()].filter(({ seat }) => seat < 0).length);
    this.broadcastPatch();
  }
}

/**
 * Room `machine`: sockets on one side, a table on the other. It lets people in, carries their requests to the table,
 * and sends each seat what it may see: the schema's patch first, then the view's bytes.
 */
import { type AuthContext, type Client, ClientState, ServerError } from '@colyseus/core';
import { z } from 'zod';
import {
  type Answer,
  encodeView,
  type JoinOptions,
  joinSchema,
  type MachineState,
  type MatchResult,
  type Say,
  TICK_MS,
  type Welcome,
} from '../../shared/protocol/index.ts';
import { resultFor } from '../../shared/report/index.ts';
import { type Event, eventsFor, shapeOf, viewFor, viewSize } from '../../shared/sim/index.ts';
import type { Log } from '../log.ts';
import { isSecret } from '../secret.ts';
import { CodeRoom, newcomer, type Visitor } from './codeRoom.ts';
import { checkOptions, EVICTED, REMOVED } from './edge.ts';
import { copyState, createState } from './publicState.ts';
import { Refusal } from './refusal.ts';
import { type Asker, takeAction, takeCommand } from './requests.ts';
import type { Table } from './table.ts';

/** Commands come faster than what is asked elsewhere; the desk answers EAGAIN below it. */
const MOST_MESSAGES = 200;
/** With more than this many bytes unsent, a client misses views until it has caught up. */
const MOST_UNSENT = 256 * 1024;
const KEEP_MS = 100;

interface Guest extends Visitor, Asker {
  token: string;
  /** The view the client holds; null before the first. */
  last: Int32Array | null;
}

/** What rooms need of the house around them. */
export interface Landlord {
  publicUrl: string;
  table(code: string): Table | undefined;
  left(code: string): void;
}

export class MachineRoom extends CodeRoom<MachineState, Guest> {
  override maxMessagesPerSecond = MOST_MESSAGES;
  /** Set by the class that app.ts derives. */
  house!: Landlord;
  private table!: Table;
  private givenUp = false;

  static override async onAuth(_token: string, options: unknown, _context: AuthContext): Promise<unknown> {
    return checkOptions(joinSchema, options);
  }

  override async onCreate({ code }: { code: string }): Promise<void> {
    const table = this.house.table(code);
    if (table === undefined) throw new ServerError(404, `no match ${code}`);
    this.table = table;
    await this.openAs(code, createState(table));
    table.watcher = {
      ticked: (events, says) => this.sendViews(events, says),
      changed: () => this.publish(),
      over: (result) => this.sendResult(result),
      evict: (seat) => this.evict(seat, REMOVED, 'taken out'),
      close: () => this.giveUp(),
    };
    this.hear('command', z.unknown(), (guest, input) => takeCommand(table, guest, input, Date.now()), {
      limited: false,
    });
    this.hear('host', z.unknown(), (guest, input, client) => this.act(client, guest, input));
    this.lookEvery(KEEP_MS, () => {
      table.keep(Date.now());
      this.publish();
    });
  }

  override async onJoin(client: Client, options: unknown): Promise<void> {
    const wish = checkOptions(joinSchema, options);
    const visitor = this.seat(wish);
    this.welcomeIn(client, visitor);
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
    this.stopLooking();
    if (this.table === undefined) return;
    this.table.watcher = null;
    try {
      await this.table.stop(this.givenUp);
    } finally {
      this.house.left(this.table.code);
    }
  }

  protected get log(): Log | undefined {
    return this.table?.log;
  }

  protected override refuse = (errno: string, refused: string): Answer => ({
    n: 0,
    ok: false,
    errno,
    refused,
  });

  private async act(client: Client, guest: Guest, input: unknown): Promise<Answer> {
    const { seat } = guest;
    const answer = await takeAction(this.table, guest, input);
    if (guest.seat !== seat) this.welcome(client, guest);
    return answer;
  }

  private giveUp(): void {
    this.givenUp = true;
    this.stopLooking();
    void this.disconnect();
  }

  /** The seat a person gets; claims it. */
  private seat(wish: JoinOptions): Guest {
    const { table } = this;
    const host = isSecret(wish.key, table.host);
    if (wish.key !== undefined && !host) throw new Refusal('key', "this is not the host's key of this match");
    const visitor = { ...newcomer(40, 20), host, token: '', seat: -1, last: null };
    if (wish.role === 'spectator') {
      if (!host) throw new Refusal('key', "watching the whole machine needs the host's key");
      return visitor;
    }
    const own = table.seats.find(wish.seat);
    if (own >= 0) {
      this.evict(own, EVICTED, 'the seat was taken up in another tab');
      table.seats.comeBack(own, wish.name);
      return { ...visitor, seat: own, token: wish.seat!, met: true };
    }
    if (table.phase === 'over') throw new Refusal('over', 'the match is over');
    const { seat, token } = table.seats.claim(wish.role, wish.name ?? '');
    return { ...visitor, seat, token };
  }

  /** Another tab, or an old line, has the seat: it goes. */
  private evict(seat: number, code: number, why: string): void {
    this.putOut((guest) => guest.seat === seat, code, why);
  }

  /** Who one is and the whole view: after a join, and when one changed seats. */
  private welcome(client: Client, visitor: Guest): void {
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

  private sendView(client: Client, visitor: Guest, now: Int32Array, events: readonly Event[]): void {
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

  private publish(): void {
    copyState(this.table, this.state, [...this.visitors.values()].filter(({ seat }) => seat < 0).length);
    this.broadcastPatch();
  }
}

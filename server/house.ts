/**
 * The house: all tables of this server by code, how new ones are made, and how those of an earlier run come back.
 */
import { matchMaker } from '@colyseus/core';
import { createMatch, headerOf, type Restored } from '../shared/match/index.ts';
import type { Scenario } from '../shared/scenario/index.ts';
import { hash, PHASE } from '../shared/sim/index.ts';
import type { Credentials, Door, Doors } from './doors.ts';
import { type Ended, JournalStore, type Reopened } from './journal/store.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Table } from './rooms/table.ts';
import { REACTION, type TableOptions } from './rooms/terms.ts';
import { createSecret, hashSecret, isSecret, secretSeed } from './secret.ts';

/** Rooms at a time; beyond, nobody can make another. */
const MOST_ROOMS = 500;
/** A match that is over comes back with its result when somebody asks for its code within so long. */
const RECENT_MS = 24 * 3_600_000;
const MOST_RECENT = 500;
const SWEEP_MS = 24 * 3_600_000;

export interface Made {
  id: string;
  code: string;
  hostKey: string;
}

export class House implements Door {
  readonly kind = 'machine';
  readonly publicUrl: string;
  readonly store: JournalStore;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** True once the matches of an earlier run are back. */
  restored = false;
  private readonly doors: Doors;
  private readonly log: Log;
  private readonly metrics: Metrics;
  private readonly tables = new Map<string, Table>();
  /** The address that made each match, by code. */
  private readonly makers = new Map<string, string>();
  /** Matches that are over and have no room now, by code; and those that are getting theirs back. */
  private readonly ended = new Map<string, Ended>();
  private readonly reviving = new Map<string, Promise<Table | undefined>>();
  private sweeper: ReturnType<typeof setInterval> | undefined;

  constructor(options: {
    publicUrl: string;
    dataDir: string;
    scenarios: ReadonlyMap<string, Scenario>;
    log: Log;
    metrics: Metrics;
    doors: Doors;
  }) {
    this.publicUrl = options.publicUrl;
    this.scenarios = options.scenarios;
    this.doors = options.doors;
    this.log = options.log;
    this.metrics = options.metrics;
    this.store = new JournalStore(options.dataDir, REACTION, options.log, (seconds) =>
      this.metrics.journal.observe(seconds),
    );
    this.doors.add(this);
  }

  has = (code: string): boolean => this.makers.has(code) || this.tables.has(code) || this.ended.has(code);

  seek = async (code: string): Promise<boolean> => (await this.wake(code)) !== undefined;

  holds(code: string, { key, seat }: Credentials): boolean {
    const table = this.tables.get(code);
    return table !== undefined && (isSecret(key, table.host) || table.seats.find(seat) >= 0);
  }

  table = (code: string): Table | undefined => this.tables.get(code);

  /** The table with this id or code. */
  find(name: string): Table | undefined {
    return this.tables.get(name) ?? [...this.tables.values()].find(({ match }) => match.id === name);
  }

  /** A room has gone. */
  left(code: string): void {
    const table = this.tables.get(code);
    if (table?.phase === 'over') this.ended.set(code, { code, id: table.match.id, at: Date.now() });
    this.tables.delete(code);
    this.makers.delete(code);
  }

  /** Whether so many more rooms can be opened. */
  fits = (rooms: number): boolean => this.tables.size + rooms <= MOST_ROOMS;
  isFull = (): boolean => !this.fits(1);

  /** How many matches made from an address wait for their start. */
  lobbiesOf(address: string): number {
    const open = [...this.makers].filter(
      ([code, maker]) => maker === address && (this.tables.get(code)?.phase ?? 'lobby') === 'lobby',
    );
    return open.length;
  }

  /** Makes a match with its journal and its room; seats: an AI's name, or '' for whoever comes. */
  async make(scenario: Scenario, seats: readonly string[], address: string): Promise<Made> {
    const code = this.doors.freshCode();
    this.makers.set(code, address);
    const hostKey = createSecret();
    const host = hashSecret(hostKey);
    const id = createSecret().slice(0, 16);
    const seed = secretSeed();
    const match = createMatch({ id, scenario, seed, seats, reaction: REACTION });
    try {
      const journal = await this.store.create({ ...headerOf(match), code, host });
      await this.open({ code, match, journal, host });
    } catch (error) {
      this.makers.delete(code);
      throw error;
    }
    this.log.info({ code, id, scenario: scenario.id }, 'made');
    return { id, code, hostKey };
  }

  /** Brings back what an earlier run left, each to its room, and removes what is too old. */
  async restore(): Promise<void> {
    await this.store.prepare();
    await this.sweep();
    this.sweeper = setInterval(() => void this.sweep(), SWEEP_MS).unref();
    for (const one of await this.store.reopen()) await this.reopen(one);
    const recent = await this.store.listEnded(Date.now() - RECENT_MS, MOST_RECENT);
    for (const one of recent) if (!this.tables.has(one.code)) this.ended.set(one.code, one);
    this.restored = true;
  }

  stop(): void {
    clearInterval(this.sweeper);
  }

  /** The table of a code; that of a match that was over not long ago gets its room back, with its result. */
  async wake(code: string): Promise<Table | undefined> {
    const table = this.tables.get(code);
    const ended = this.ended.get(code);
    if (table !== undefined || ended === undefined) return table;
    if (Date.now() - ended.at >= RECENT_MS) this.ended.delete(code);
    if (!this.ended.has(code) || this.isFull()) return undefined;
    const under = this.reviving.get(code) ?? this.revive(ended).finally(() => this.reviving.delete(code));
    this.reviving.set(code, under);
    return under;
  }

  /** Counts for /metrics. */
  count(): void {
    this.metrics.rooms.reset();
    for (const { phase } of this.tables.values()) this.metrics.rooms.inc({ phase });
    this.metrics.clients.set(matchMaker.stats.local.ccu);
  }

  private async revive({ code, id }: Ended): Promise<Table | undefined> {
    try {
      const { header, restored } = await this.store.readEnded(id);
      const { host } = header;
      const table = await this.open({ code, match: restored.match, journal: null, host }, restored);
      this.log.info({ code, id }, 'restored: it is over');
      return table;
    } catch (error) {
      this.log.warn({ err: error, code, id }, 'an ended match does not come back');
      return undefined;
    } finally {
      this.ended.delete(code);
    }
  }

  private async sweep(): Promise<void> {
    const old = [...this.ended.values()].filter(({ at }) => Date.now() - at >= RECENT_MS);
    for (const { code } of old) this.ended.delete(code);
    await this.store.sweep(Date.now()).catch((error) => {
      this.log.error({ err: error }, 'old journals could not be removed');
    });
  }

  private async reopen({ header, records, restored, journal }: Reopened): Promise<void> {
    const { code, id, host } = header;
    const { match } = restored;
    const { tick, phase } = match.machine;
    const log = { code, tick, hash: hash(match.machine), records: records.length };
    if (phase === PHASE.over) {
      await journal.close();
      await this.store.retire(journal.path, id, true);
      this.log.info(log, 'restored: it was over');
      return;
    }
    await this.open({ code, match, journal, host }, restored);
    this.log.info(log, 'restored');
  }

  private async open(
    options: Pick<TableOptions, 'code' | 'match' | 'journal' | 'host'>,
    restored?: Restored,
  ): Promise<Table> {
    const { code, match } = options;
    const retire = (path: string, keep: boolean) => this.store.retire(path, match.id, keep);
    const table = new Table({ ...options, retire, log: this.log, metrics: this.metrics });
    if (restored !== undefined) table.restore(restored, Date.now());
    this.tables.set(code, table);
    await matchMaker.createRoom('machine', { code });
    return table;
  }
}

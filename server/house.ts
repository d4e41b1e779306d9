/**
 * The house: all tables of this server by code, how new ones are made, and how those of an earlier run come back.
 */
import { randomInt } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import { createMatch, headerOf } from '../shared/match/index.ts';
import type { Scenario } from '../shared/scenario/index.ts';
import { hash, PHASE } from '../shared/sim/index.ts';
import { JournalStore, type Reopened } from './journal/store.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { REACTION, Table, type TableOptions } from './rooms/table.ts';
import { createCode, createSecret, hashSecret } from './secret.ts';

/** Rooms at a time; beyond, nobody can make another. */
const MOST_ROOMS = 500;

export interface Made {
  id: string;
  code: string;
  hostKey: string;
}

export class House {
  readonly publicUrl: string;
  readonly store: JournalStore;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** True once the matches of an earlier run are back. */
  restored = false;
  private readonly log: Log;
  private readonly metrics: Metrics;
  private readonly tables = new Map<string, Table>();

  constructor(options: {
    publicUrl: string;
    dataDir: string;
    scenarios: ReadonlyMap<string, Scenario>;
    log: Log;
    metrics: Metrics;
  }) {
    this.publicUrl = options.publicUrl;
    this.scenarios = options.scenarios;
    this.log = options.log;
    this.metrics = options.metrics;
    this.store = new JournalStore(options.dataDir, options.log, (seconds) =>
      this.metrics.journal.observe(seconds),
    );
  }

  table = (code: string): Table | undefined => this.tables.get(code);

  /** The table with this id or code. */
  find(name: string): Table | undefined {
    return this.tables.get(name) ?? [...this.tables.values()].find(({ match }) => match.id === name);
  }

  left(code: string): void {
    this.tables.delete(code);
  }

  isFull = (): boolean => this.tables.size >= MOST_ROOMS;

  /** Makes a match with its journal and its room; seats: an AI's name, or '' for whoever comes. */
  async make(scenario: Scenario, seats: readonly string[]): Promise<Made> {
    let code = createCode();
    while (this.tables.has(code)) code = createCode();
    const hostKey = createSecret();
    const host = hashSecret(hostKey);
    const id = createSecret().slice(0, 16);
    const seed = randomInt(2 ** 31);
    const match = createMatch({ id, scenario, seed, seats, reaction: REACTION });
    const journal = await this.store.create({ ...headerOf(match), code, host });
    await this.open({ code, match, journal, host });
    this.log.info({ code, id, scenario: scenario.id }, 'made');
    return { id, code, hostKey };
  }

  /** Brings back what an earlier run left, each to its room. */
  async restore(): Promise<void> {
    await this.store.prepare();
    for (const one of await this.store.reopen(REACTION)) await this.reopen(one);
    this.restored = true;
  }

  /** Counts for /metrics. */
  count(): void {
    this.metrics.rooms.reset();
    for (const { phase } of this.tables.values()) this.metrics.rooms.inc({ phase });
    this.metrics.clients.set(matchMaker.stats.local.ccu);
  }

  private async reopen({ header, records, restored, journal }: Reopened): Promise<void> {
    const { match, seats, answers } = restored;
    const { tick, phase } = match.machine;
    const log = { code: header.code, tick, hash: hash(match.machine), records: records.length };
    if (phase === PHASE.over) {
      await journal.close();
      await this.store.retire(journal.path, header.id, true);
      this.log.info(log, 'restored: it was over');
      return;
    }
    const table = await this.open({ code: header.code, match, journal, host: header.host });
    table.seats.restore(seats, answers, Date.now());
    // A lobby's journal holds nothing but changes of seats.
    if (records.some((record) => !('ai' in record))) table.resumeLater();
    this.log.info(log, 'restored');
  }

  private async open(options: Pick<TableOptions, 'code' | 'match' | 'journal' | 'host'>): Promise<Table> {
    const { code, match } = options;
    const retire = (path: string, keep: boolean) => this.store.retire(path, match.id, keep);
    const table = new Table({ ...options, retire, log: this.log, metrics: this.metrics });
    this.tables.set(code, table);
    await matchMaker.createRoom('machine', { code });
    return table;
  }
}

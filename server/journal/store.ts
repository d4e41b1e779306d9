/**
 * The folder of journals, a file a match: <code>.jsonl while it may go on, <id>.done.jsonl once it is over, and
 * <code>.broken-<time>.jsonl for one that doesn't replay.
 */
import { existsSync } from 'node:fs';
import { access, constants, mkdir, open, readdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type Header, type JournalRecord, type Restored, restoreMatch } from '../../shared/match/index.ts';
import type { Log } from '../log.ts';
import { Journal } from './journal.ts';
import { readJournal } from './read.ts';

/** What the server adds to a match's header. */
export interface FileHeader extends Header {
  code: string;
  /** Hash of the host's key. */
  host: string;
}

export interface Reopened {
  header: FileHeader;
  records: readonly JournalRecord[];
  restored: Restored;
  journal: Journal;
}

export class JournalStore {
  readonly folder: string;
  private readonly log: Log;
  private readonly measure: (seconds: number) => void;

  constructor(dataDir: string, log: Log, measure: (seconds: number) => void) {
    this.folder = join(dataDir, 'journal');
    this.log = log;
    this.measure = measure;
  }

  /** Makes the folder; throws when it can't be written to. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await access(this.folder, constants.W_OK);
  }

  async isWritable(): Promise<boolean> {
    return access(this.folder, constants.W_OK).then(
      () => true,
      () => false,
    );
  }

  openPath = (code: string): string => join(this.folder, `${code}.jsonl`);
  donePath = (id: string): string => join(this.folder, `${id}.done.jsonl`);

  hasEnded = (id: string): boolean => existsSync(this.donePath(id));

  /** A new journal with its header on disk. */
  async create(header: FileHeader): Promise<Journal> {
    const journal = await Journal.open(this.openPath(header.code), this.measure);
    await journal.append([header]);
    await this.syncFolder();
    return journal;
  }

  /** A match ended (its journal stays) or never began (it goes). */
  async retire(path: string, id: string, keep: boolean): Promise<void> {
    if (keep) await rename(path, this.donePath(id));
    else await rm(path, { force: true });
    await this.syncFolder();
  }

  /** Every journal that may go on, replayed. One that doesn't replay is set aside; nothing here stops the start. */
  async reopen(reaction: number): Promise<Reopened[]> {
    const names = (await readdir(this.folder)).filter((name) => /^[A-Z0-9]+\.jsonl$/.test(name)).sort();
    const reopened: Reopened[] = [];
    for (const name of names) {
      const path = join(this.folder, name);
      try {
        reopened.push(await this.reopenOne(path, reaction));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const aside = path.replace(/\.jsonl$/, `.broken-${Date.now()}.jsonl`);
        await rename(path, aside).catch(() => {});
        this.log.error({ journal: name, aside, why }, 'a journal does not replay and is set aside');
      }
    }
    return reopened;
  }

  private async reopenOne(path: string, reaction: number): Promise<Reopened> {
    const text = await readFile(path, 'utf8');
    const reading = readJournal(text);
    if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.message}`);
    const header = reading.header as FileHeader;
    if (typeof header.code !== 'string' || typeof header.host !== 'string') {
      throw new Error('line 1: no code and host in the header');
    }
    const restored = restoreMatch(header, reading.records, { reaction });
    if (restored.mismatch !== null) {
      const { tick, recorded, computed } = restored.mismatch;
      throw new Error(`tick ${tick}: hash ${computed} where ${recorded} was recorded`);
    }
    if (reading.torn > 0) {
      this.log.warn({ code: header.code, line: reading.torn }, 'the last line of a journal is torn; dropped');
      await truncate(path, Buffer.byteLength(reading.text));
    }
    const journal = await Journal.open(path, this.measure);
    if (reading.torn === 0 && !text.endsWith('\n')) await journal.newline();
    return { header, records: reading.records, restored, journal };
  }

  /** A new name is on disk only once its folder is. */
  private async syncFolder(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

/**
 * The folder of journals, a file a match: <code>.jsonl while it may go on, <id>.done.jsonl once it is over, and
 * <code>.broken-<time>.jsonl for one that doesn't replay.
 */
import { existsSync } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Header, type JournalRecord, type Restored, restoreMatch } from '../../shared/match/index.ts';
import { PHASE } from '../../shared/sim/index.ts';
import type { Log } from '../log.ts';
import { Journal } from './journal.ts';
import { readJournal } from './read.ts';

/** Journals of ended and of broken matches are removed after so long; whoever wants one has fetched it by then. */
const KEPT_MS = 30 * 24 * 3_600_000;
const ENDED = /^([0-9a-f]+)\.done\.jsonl$/;
const REMOVABLE = /\.done\.jsonl$|\.broken-\d+\.jsonl$/;

/** What the server adds to a match's header. */
export interface FileHeader extends Header {
  code: string;
  /** Hash of the host's key. */
  host: string;
}

export interface Read {
  header: FileHeader;
  records: readonly JournalRecord[];
  restored: Restored;
}

export interface Reopened extends Read {
  journal: Journal;
}

/** A match that is over, and when its journal was last written, in ms. */
export interface Ended {
  code: string;
  id: string;
  at: number;
}

export class JournalStore {
  readonly folder: string;
  private readonly log: Log;
  private readonly measure: (seconds: number) => void;

  /** reaction: of the AI kernels in restored matches. */
  private readonly reaction: number;

  constructor(dataDir: string, reaction: number, log: Log, measure: (seconds: number) => void) {
    this.folder = join(dataDir, 'journal');
    this.reaction = reaction;
    this.log = log;
    this.measure = measure;
  }

  /** Makes the folder; throws when it can't be written to. */
  async prepare(): Promise<void> {
    await makeFolder(this.folder);
    await access(this.folder, constants.W_OK);
    await readdir(this.folder);
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

  /** A new journal with its header on disk; nothing is left of one that can't be written. */
  async create(header: FileHeader): Promise<Journal> {
    const journal = await Journal.open(this.openPath(header.code), this.measure);
    try {
      await journal.append([header]);
      await this.syncFolder();
    } catch (error) {
      await journal.close();
      await rm(journal.path, { force: true });
      throw error;
    }
    return journal;
  }

  /** A match ended (its journal stays) or never began (it goes). */
  async retire(path: string, id: string, keep: boolean): Promise<void> {
    if (keep) await rename(path, this.donePath(id));
    else await rm(path, { force: true });
    await this.syncFolder();
  }

  /** Removes the journal of an ended match, if it is there. */
  async forget(id: string): Promise<void> {
    await rm(this.donePath(id), { force: true });
    await this.syncFolder();
  }

  /** Every journal that may go on, replayed. One that doesn't replay is set aside; nothing here stops the start. */
  async reopen(): Promise<Reopened[]> {
    const names = (await readdir(this.folder)).filter((name) => /^[A-Z0-9]+\.jsonl$/.test(name)).sort();
    const reopened: Reopened[] = [];
    for (const name of names) {
      const path = join(this.folder, name);
      try {
        reopened.push(await this.reopenOne(path));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const aside = path.replace(/\.jsonl$/, `.broken-${Date.now()}.jsonl`);
        await rename(path, aside).catch(() => {});
        this.log.error({ journal: name, aside, why }, 'a journal does not replay and is set aside');
      }
    }
    return reopened;
  }

  /** The newest ended matches written at `since` or later, at most `most`. */
  async listEnded(since: number, most: number): Promise<Ended[]> {
    const files: { id: string; at: number }[] = [];
    for (const name of await readdir(this.folder)) {
      const id = ENDED.exec(name)?.[1];
      if (id === undefined) continue;
      const at = (await stat(join(this.folder, name))).mtimeMs;
      if (at >= since) files.push({ id, at });
    }
    const newest = files.sort((a, b) => b.at - a.at).slice(0, most);
    const ended: Ended[] = [];
    for (const { id, at } of newest) {
      const code = await this.codeOf(id).catch(() => '');
      if (code !== '') ended.push({ code, id, at });
    }
    return ended;
  }

  /** An ended match, replayed. Throws when it doesn't replay, or isn't at its end. */
  async readEnded(id: string): Promise<Read> {
    const read = this.replay(await readFile(this.donePath(id), 'utf8'));
    if (read.restored.match.machine.phase !== PHASE.over) throw new Error('the match was given up');
    return read;
  }

  /** Removes what is too old; `now` in ms. */
  async sweep(now: number): Promise<void> {
    for (const name of await readdir(this.folder)) {
      if (!REMOVABLE.test(name)) continue;
      const path = join(this.folder, name);
      if (now - (await stat(path)).mtimeMs < KEPT_MS) continue;
      await rm(path, { force: true });
      this.log.info({ journal: name }, 'an old journal is removed');
    }
  }

  private async codeOf(id: string): Promise<string> {
    const file = await open(this.donePath(id));
    try {
      for await (const line of file.readLines()) return String(JSON.parse(line).code ?? '');
      return '';
    } finally {
      await file.close();
    }
  }

  private replay(text: string): Read & { torn: number; whole: string } {
    const reading = readJournal(text);
    if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.message}`);
    const header = reading.header as FileHeader;
    if (typeof header.code !== 'string' || typeof header.host !== 'string') {
      throw new Error('line 1: no code and host in the header');
    }
    const restored = restoreMatch(header, reading.records, { reaction: this.reaction });
    if (restored.mismatch !== null) {
      const { tick, recorded, computed } = restored.mismatch;
      throw new Error(`tick ${tick}: hash ${computed} where ${recorded} was recorded`);
    }
    return { header, records: reading.records, restored, torn: reading.torn, whole: reading.text };
  }

  private async reopenOne(path: string): Promise<Reopened> {
    const text = await readFile(path, 'utf8');
    const { header, records, restored, torn, whole } = this.replay(text);
    if (torn > 0) {
      this.log.warn({ code: header.code, line: torn }, 'the last line of a journal is torn; dropped');
      await truncate(path, Buffer.byteLength(whole));
    }
    const journal = await Journal.open(path, this.measure);
    if (torn === 0 && !text.endsWith('\n')) await journal.newline();
    return { header, records, restored, journal };
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

/** As mkdir with recursive, which never returns where a parent exists and yet can't have children (under /proc). */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path).catch((error: NodeJS.ErrnoException) => error);
  if (made === undefined || made.code === 'EEXIST') return;
  if (made.code !== 'ENOENT' || dirname(path) === path) throw made;
  await makeFolder(dirname(path));
  await mkdir(path);
}

/**
 * The journal of one match: JSON lines that are on disk before anybody is told of them (PL3). Records of the same
 * turn of the event loop, or that come while a group is being written, go to disk together. After a write that failed
 * (a full disk) the file is cut back to its last whole group, and takes nothing more: it can be replayed up to there.
 */
import { type FileHandle, open } from 'node:fs/promises';
import type { Header, JournalRecord } from '../../shared/match/index.ts';

interface Group {
  lines: string;
  done: PromiseWithResolvers<void>;
}

export class Journal {
  readonly path: string;
  private readonly file: FileHandle;
  private readonly measure: (seconds: number) => void;
  private next: Group | null = null;
  private writing: Promise<void> | null = null;
  /** Bytes that are safely on disk. */
  private length: number;
  /** Why nothing can be written any more. */
  private failure: unknown = null;

  private constructor(path: string, file: FileHandle, length: number, measure: (seconds: number) => void) {
    this.path = path;
    this.file = file;
    this.length = length;
    this.measure = measure;
  }

  /** Opens a journal to append to; `measure` hears how long each group took, in seconds. */
  static async open(path: string, measure: (seconds: number) => void = () => {}): Promise<Journal> {
    const file = await open(path, 'a', 0o600);
    return new Journal(path, file, (await file.stat()).size, measure);
  }

  /** Resolves when the records are on disk; rejects when they can't be brought there. */
  append(records: readonly (JournalRecord | Header)[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    return this.add(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }

  /** Ends a last line that a crash left without its end. */
  newline = (): Promise<void> => this.add('\n');

  private add(lines: string): Promise<void> {
    this.next ??= { lines: '', done: Promise.withResolvers() };
    this.next.lines += lines;
    const { promise } = this.next.done;
    this.writing ??= this.write();
    return promise;
  }

  /** Waits for what is under way and closes the file. */
  async close(): Promise<void> {
    await this.writing?.catch(() => {});
    await this.file.close();
  }

  private async write(): Promise<void> {
    // What else this turn of the event loop brings goes into the same group.
    await new Promise((turn) => setImmediate(turn));
    while (this.next !== null) {
      const group = this.next;
      this.next = null;
      try {
        await this.writeGroup(group.lines);
        group.done.resolve();
      } catch (error) {
        group.done.reject(error);
      }
    }
    this.writing = null;
  }

  private async writeGroup(lines: string): Promise<void> {
    if (this.failure !== null) throw this.failure;
    const began = performance.now();
    try {
      await this.file.appendFile(lines);
      await this.file.datasync();
    } catch (error) {
      this.failure = error;
      // Should this fail too, the torn line is the last one, and reading leaves it out.
      await this.file.truncate(this.length).catch(() => {});
      throw error;
    }
    this.length += Buffer.byteLength(lines);
    this.measure((performance.now() - began) / 1000);
  }
}

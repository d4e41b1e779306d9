/** PL3: a journal replays to the same hashes without any AI, and a changed one doesn't. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createMatch,
  headerOf,
  headerSchema,
  isOver,
  type JournalRecord,
  RULES_VERSION,
  recordSchema,
  replay,
  step,
} from '../../shared/match/index.ts';
import { hash } from '../../shared/sim/index.ts';
import { shipped } from '../support/match.ts';

function journal(seed: number) {
  const scenario = shipped('classic-short');
  const match = createMatch({
    id: 'T',
    scenario,
    seed,
    seats: ['guided', ...scenario.processes],
    reaction: 3,
  });
  const header = structuredClone(headerOf(match));
  const records: JournalRecord[] = [];
  while (!isOver(match)) records.push(...step(match).records);
  records.push(...match.records);
  return { match, header, records };
}

describe('PL3: the journal', () => {
  it('replays to the same hash at every mark and at the end', () => {
    const { match, header, records } = journal(5);
    const text = records.map((record) => JSON.stringify(record));
    const result = replay(
      JSON.parse(JSON.stringify(header)),
      text.map((line) => JSON.parse(line)),
    );
    expect(result.mismatch).toBeNull();
    expect(result.hashes).toBe(6);
    expect(hash(result.machine)).toBe(hash(match.machine));
    expect(result.machine.work).toBe(match.machine.work);
  });

  it('names the tick from which a tampered journal differs', () => {
    const { header, records } = journal(6);
    const at = records.findIndex(
      (record) => 'command' in record && record.tick > 60 && record.command.op === 'grant',
    );
    const { tick } = records[at];
    const result = replay(header, records.toSpliced(at, 1));
    expect(result.mismatch?.tick).toBe(Math.ceil(tick / 50) * 50);
  });

  it('holds every command with its tick and seat, those answered with an errno too', () => {
    const { header, records } = journal(7);
    const seats = new Set(records.flatMap((record) => ('command' in record ? [record.seat] : [])));
    expect(seats).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(header.seats).toEqual(['guided', ...shipped('classic-short').processes]);
    for (let at = 1; at < records.length; at++)
      expect(records[at].tick).toBeGreaterThanOrEqual(records[at - 1].tick);
  });
});

describe('a recorded match', () => {
  it('still gives the hashes it gave: a change of the rules shows up as a change of this file', () => {
    const file = path.resolve(import.meta.dirname, '../fixtures/classic-short.jsonl');
    const [header, ...records] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const result = replay(
      headerSchema.parse(header),
      records.map((record) => recordSchema.parse(record)),
    );
    expect(result.mismatch).toBeNull();
    expect(result.hashes).toBe(6);
    expect(header.rules).toBe(RULES_VERSION);
  });
});

/** The journal: groups on disk before they are answered, and strict reading with a torn end. */
import { type FileHandle, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from '../../server/journal/journal.ts';
import { readJournal } from '../../server/journal/read.ts';
import {
  close,
  createMatch,
  headerOf,
  type JournalRecord,
  open,
  restoreMatch,
  step,
  submit,
} from '../../shared/match/index.ts';
import { hash, shapeOf, viewFor, viewSize } from '../../shared/sim/index.ts';
import { shipped } from '../support/match.ts';

const scenario = shipped('classic');
const header = headerOf(
  createMatch({ id: 'j', scenario, seed: 1, seats: ['', '', '', '', ''], reaction: 0 }),
);
const text = (...lines: (object | string)[]) =>
  [header, ...lines].map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

describe('writing', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ring-zero-journal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('what append has resolved for is in the file, in order, in one group a turn', async () => {
    const groups: number[] = [];
    const path = join(folder, 'a.jsonl');
    const journal = await Journal.open(path, (seconds) => groups.push(seconds));
    await Promise.all([
      journal.append([header]),
      journal.append([{ tick: 1 }, { tick: 2 }]),
      journal.append([]),
    ]);
    expect(groups).toHaveLength(1);
    const first = journal.append([{ tick: 3 }]);
    await first;
    expect(await readFile(path, 'utf8')).toBe(`${text({ tick: 1 }, { tick: 2 }, { tick: 3 })}\n`);
    const late = Array.from({ length: 100 }, (_, at) => journal.append([{ tick: 4 + at }]));
    await journal.close();
    await Promise.all(late);
    const reading = readJournal(await readFile(path, 'utf8'));
    expect(reading).toMatchObject({ ok: true, torn: 0, records: { length: 103 } });
  });

  test('a group that cannot be written rejects', async () => {
    const journal = await Journal.open(join(folder, 'b.jsonl'));
    await journal.close();
    await expect(journal.append([{ tick: 1 }])).rejects.toThrow();
  });

  test('after half a line on a full disk the file is whole again and takes nothing more', async () => {
    const path = join(folder, 'c.jsonl');
    const journal = await Journal.open(path);
    await journal.append([header, { tick: 1 }]);
    const { file } = journal as unknown as { file: FileHandle };
    const write = file.appendFile.bind(file);
    file.appendFile = async (lines) => {
      await write(String(lines).slice(0, 7));
      throw new Error('ENOSPC: no space left on device');
    };
    await expect(journal.append([{ tick: 2 }])).rejects.toThrow('ENOSPC');
    file.appendFile = write;
    await expect(journal.append([{ tick: 3 }])).rejects.toThrow('ENOSPC');
    await journal.close();
    expect(await readFile(path, 'utf8')).toBe(`${text({ tick: 1 })}\n`);
  });
});

describe('reading', () => {
  test('a torn last line is left out and told', () => {
    const reading = readJournal(text({ tick: 10 }, '{"tick":20,"ha'));
    expect(reading).toMatchObject({ ok: true, torn: 3, records: [{ tick: 10 }] });
    expect(reading.ok && reading.text).toBe(`${text({ tick: 10 })}\n`);
  });

  test('a whole last line without its end is kept', () => {
    expect(readJournal(text({ tick: 10 }, { tick: 20 }))).toMatchObject({
      ok: true,
      torn: 0,
      records: { length: 2 },
    });
  });

  test.each([
    ['nothing', '', 1],
    ['no header', '{"tick":1}\n{"tick":2}', 1],
    ['a torn header', '{"rules":1,', 1],
    ['garbage in the middle', text({ tick: 1 }, 'garbage', { tick: 2 }), 3],
    ['a line that is no record', text({ tick: 1 }, { tock: 2 }), 3],
    ['time running backwards', text({ tick: 5 }, { tick: 4 }), 3],
    ['time beyond the end', text({ tick: 1e9 }), 2],
    ['a seat that is not there', text({ tick: 1, seat: 9, ai: '' }), 2],
    ['an order by a process', text({ tick: 1, seat: 1, n: 1, command: { op: 'evict', pfn: 3 } }), 2],
    ['a command out of range', text({ tick: 1, seat: 1, n: 1, command: { op: 'free', ptr: 1e12 } }), 2],
    ['a phase that is none', text({ tick: 1, phase: 'over', speed: 1000 }), 2],
    ['other rules', text().replace(/"rules":\d+/, '"rules":99'), 1],
    ['another number of seats', text().replace('"seats":["",', '"seats":['), 1],
    ['a huge machine', text().replace('"frames":64', '"frames":640000'), 1],
  ])('%s is refused with its line', (_, journal, line) => {
    expect(readJournal(journal)).toMatchObject({ ok: false, line, message: expect.stringMatching(/\w+/) });
  });
});

test('a match restored at any point has the same machine, views and history, and goes on to the same end', () => {
  const seats = ['clock', 'greedy', 'careful', 'leaky', 'prober'];
  const match = createMatch({ id: 'r', scenario, seed: 7, seats, reaction: 0 });
  const records = [];
  for (let count = 0; count < 900; count++) {
    records.push(...step(match).records);
    if (count % 150 !== 149) continue;
    const back = restoreMatch(headerOf(match), [...records, ...match.records], { reaction: 0 });
    expect(back.mismatch).toBeNull();
    expect(back.match.machine.tick).toBe(match.machine.tick);
    expect(hash(back.match.machine)).toBe(hash(match.machine));
    expect(back.match.history).toEqual(match.history);
    expect(back.match.seats.map(({ ai }) => ai)).toEqual(seats);
    for (const seat of [-1, 0, 1, 4]) {
      const [here, there] = [match, back.match].map(({ machine }) => {
        const view = new Int32Array(viewSize(shapeOf(machine), seat));
        viewFor(machine, seat, view);
        return view;
      });
      expect(there).toEqual(here);
    }
    for (let more = 0; more < 50; more++) step(back.match);
    expect(back.match.machine.tick).toBe(match.machine.tick + 50);
  }
});

test('a tick whose commands are written had begun, whatever was written after them', () => {
  const seats = ['', '', '', '', ''];
  const match = createMatch({ id: 'b', scenario, seed: 1, seats, reaction: 0 });
  const records: JournalRecord[] = [];
  for (let count = 0; count < 20; count++) records.push(...step(match).records);
  submit(match, 1, 1, { op: 'nice', value: 1 });
  const opened = open(match);
  // Somebody's stand-in, while the group is being written.
  records.push(...opened.records, { tick: match.machine.tick, seat: 2, ai: 'greedy' });
  close(match, opened.batch);
  const back = restoreMatch(headerOf(match), records, { reaction: 0 });
  expect(back.match.machine.tick).toBe(match.machine.tick);
  expect(hash(back.match.machine)).toBe(hash(match.machine));
});

test('phase and speed come back; a journal that ticked without them was running', () => {
  const phaseOf = (...records: JournalRecord[]) => {
    const { phase, speed } = restoreMatch(header, records, { reaction: 0 });
    return [phase, speed];
  };
  expect(phaseOf()).toEqual(['lobby', 1000]);
  expect(phaseOf({ tick: 0, phase: 'lobby', speed: 500 })).toEqual(['lobby', 500]);
  expect(phaseOf({ tick: 0, phase: 'running', speed: 500 })).toEqual(['running', 500]);
  const paused = { tick: 3, phase: 'paused', speed: 2000 } as const;
  expect(phaseOf({ tick: 0, phase: 'running', speed: 500 }, paused)).toEqual(['paused', 2000]);
  expect(phaseOf({ tick: 10 })).toEqual(['running', 1000]);
});

/**
 * Reading a journal back, strictly: every line has to be a record that could have been written, so that a replay
 * neither hangs nor throws. Only the last line may be torn: the write that a crash cut off.
 */
import {
  type Header,
  headerSchema,
  type JournalRecord,
  RULES_VERSION,
  recordSchema,
} from '../../shared/match/index.ts';
import { parseCommand } from '../../shared/protocol/command.ts';
import { parseScenario } from '../../shared/scenario/index.ts';

export type Reading =
  | {
      ok: true;
      header: Header;
      records: JournalRecord[];
      /** Number of the torn last line, which is left out; 0 without one. */
      torn: number;
      /** The text up to the torn line, each line with its end. */
      text: string;
    }
  | { ok: false; line: number; message: string };

/** Reads a journal's text. */
export function readJournal(text: string): Reading {
  const lines = text.split('\n');
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  if (lines.length === 0) return { ok: false, line: 1, message: 'the journal is empty' };
  const header = readHeader(lines[0]);
  if (typeof header === 'string') return { ok: false, line: 1, message: header };
  const records: JournalRecord[] = [];
  let torn = 0;
  let tick = 0;
  for (let at = 1; at < lines.length; at++) {
    const value = parseJson(lines[at]);
    if (value === undefined && at === lines.length - 1) {
      torn = at + 1;
      break;
    }
    const record = readRecord(value, header, tick);
    if (typeof record === 'string') return { ok: false, line: at + 1, message: record };
    records.push(record);
    tick = record.tick;
  }
  const kept = torn > 0 ? lines.slice(0, -1) : lines;
  return { ok: true, header, records, torn, text: `${kept.join('\n')}\n` };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The header, or a sentence that says what is wrong with it. */
function readHeader(line: string): Header | string {
  const value = parseJson(line);
  if (value === undefined) return 'not JSON, where the header should be';
  const parsed = headerSchema.safeParse(value);
  if (!parsed.success)
    return `not a header: ${parsed.error.issues[0].path.join('.')}: ${parsed.error.issues[0].message}`;
  const header = parsed.data;
  if (header.rules !== RULES_VERSION) {
    return `written under rules ${header.rules}; this program has rules ${RULES_VERSION}`;
  }
  const scenario = parseScenario(JSON.stringify(header.scenario));
  if (!scenario.ok) return `scenario.${scenario.errors[0].path}: ${scenario.errors[0].message}`;
  if (header.seats.length !== scenario.scenario.param.processes + 1) {
    return `${header.seats.length} seats for ${scenario.scenario.param.processes} processes and a kernel`;
  }
  return { ...header, scenario: scenario.scenario };
}

/** A record that may follow one at `tick`, or a sentence that says why it may not. */
function readRecord(value: unknown, header: Header, tick: number): JournalRecord | string {
  if (value === undefined) return 'not JSON';
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return 'not a record';
  const record = parsed.data;
  if (record.tick < tick) return `tick ${record.tick} after tick ${tick}`;
  if (record.tick > header.scenario.param.ticks) return `tick ${record.tick} after the match's end`;
  if ('seat' in record && record.seat >= header.seats.length) return `no seat ${record.seat}`;
  if ('command' in record) {
    const command = parseCommand(record.command, record.seat === 0 ? 'kernel' : 'process');
    if (!command.ok) return `command: ${command.error}`;
  }
  return record;
}

/**
 * `concepts`: where each concept is taught, from the registry and the shipped scenarios, and whether one is left out.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CONCEPTS } from '../../../shared/concepts/index.ts';
import { kindsFor } from '../../../shared/drills/index.ts';
import { loadScenarios } from '../../scenarios.ts';
import type { Command } from '../command.ts';
import { print, table } from '../table.ts';

const MANUAL = path.resolve(import.meta.dirname, '../../../assets/manual');

interface Row {
  id: string;
  scenarios: string[];
  drills: readonly string[];
  manual: string | null;
}

function rowsOf(): Row[] {
  const lessons = [...loadScenarios().values()];
  return CONCEPTS.map(({ id }) => ({
    id,
    scenarios: lessons.filter(({ lesson }) => lesson?.concepts.includes(id)).map((scenario) => scenario.id),
    drills: kindsFor(id).map((kind) => kind.id),
    manual: existsSync(path.join(MANUAL, `${id}.json`)) ? `#/manual/${id}` : null,
  }));
}

const isWhole = ({ scenarios, drills, manual }: Row): boolean =>
  scenarios.length > 0 && drills.length > 0 && manual !== null;

const list = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(', '));

function text(rows: readonly Row[]): string {
  const cells = rows.map(({ id, scenarios, drills, manual }) => [id, list(scenarios), list(drills), manual]);
  const missing = rows.filter((row) => !isWhole(row)).length;
  const sum = `${rows.length} concepts, ${missing} without a scenario, a drill or a manual page`;
  return `${table(['concept', 'scenarios', 'drills', 'manual'], cells)}\n\n${sum}`;
}

export const concepts: Command = {
  name: 'concepts',
  summary: 'list where each concept is taught',
  usage: `concepts [--json]

Scenarios are those of the ladder that name the concept. Exits 1 if a concept lacks a scenario, a drill or a
manual page; the list is printed all the same.`,
  shape: {},
  run(args) {
    const rows = rowsOf();
    print(args, { concepts: rows }, () => text(rows));
    return rows.every(isWhole) ? 0 : 1;
  },
};

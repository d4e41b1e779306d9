/** `concepts` as people script it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONCEPT_IDS } from '../../shared/concepts/index.ts';

const MAIN = path.resolve(import.meta.dirname, '../../server/cli/main.ts');
const sim = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });

interface Row {
  id: string;
  scenarios: string[];
  drills: string[];
  manual: string | null;
}

describe('concepts', () => {
  it('prints one object with all of them, each with scenarios, drills and a page, and exits 0', () => {
    const { status, stdout, stderr } = sim('concepts', '--json');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const { concepts, ...rest }: { concepts: Row[] } = JSON.parse(stdout);
    expect(rest).toEqual({});
    expect(concepts.map(({ id }) => id)).toEqual(CONCEPT_IDS);
    for (const row of concepts) expect(Object.keys(row)).toEqual(['id', 'scenarios', 'drills', 'manual']);
    expect(concepts.find(({ id }) => id === 'syscall')?.scenarios).toContain('tutorial-process');
    const lacking = concepts.filter(
      (row) => row.scenarios.length === 0 || row.drills.length === 0 || row.manual === null,
    );
    expect(lacking).toEqual([]);
    expect(status).toBe(0);
  });

  it('prints a table for people', () => {
    const { stdout } = sim('concepts');
    expect(stdout).toMatch(/^concept +scenarios +drills +manual\n/);
    expect(stdout).toMatch(/\nsyscall .*tutorial-process/);
  });

  it('takes no arguments', () => {
    expect(sim('concepts', 'frame')).toMatchObject({ status: 2, stdout: '' });
  });
});

/** Scenario files: the shipped ones are sound, and a wrong one is told where. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../shared/scenario/index.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../assets/scenarios');
const classic = readFileSync(path.join(FOLDER, 'classic.json'), 'utf8');

function errors(text: string) {
  const result = parseScenario(text);
  return result.ok ? [] : result.errors;
}

describe('scenario files', () => {
  it.each(readdirSync(FOLDER))('%s parses, and is named after its id', (name) => {
    const result = parseScenario(readFileSync(path.join(FOLDER, name), 'utf8'));
    expect(result.ok && `${result.scenario.id}.json`).toBe(name);
  });

  it('names line, column and path of a wrong number', () => {
    const text =
      '{\n  "id": "x",\n  "version": 1,\n  "title": "X",\n  "summary": "X",\n  "kernel": "clock",\n  "processes": ["greedy"],\n  "param": { "frames": 8 }\n}';
    expect(errors(text)).toMatchObject([{ line: 8, column: 24, path: 'param.frames' }]);
  });

  it.each([
    ['an unknown AI', { kernel: 'clever' }, 'kernel'],
    ['a field that does not exist', { param: { frmaes: 64 } }, 'param'],
    ['frames that the kernel alone would fill', { param: { frames: 30 } }, 'param.frames'],
    ['jobs larger than the address space', { param: { limit: { as: 8 } } }, 'param.job.maxCells'],
    ['a range upside down', { param: { job: { cells: [9, 3] } } }, 'param.job.cells'],
    ['another version', { version: 2 }, 'version'],
  ])('refuses %s', (_what, change, where) => {
    expect(errors(JSON.stringify({ ...JSON.parse(classic), ...change }))[0].path).toBe(where);
  });

  it('says where text stops being JSON', () => {
    expect(errors('{\n  "id": }')).toMatchObject([{ line: 2, column: 9, path: '' }]);
    expect(errors('')).toMatchObject([{ line: 1, column: 1 }]);
  });
});

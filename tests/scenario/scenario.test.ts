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

  const lesson = {
    step: 5,
    concepts: ['swap', 'replacement'],
    panels: ['zones'],
    goals: { kernel: { measure: 'work', stars: [120, 200, 260], keep: [{ measure: 'panics', most: 0 }] } },
  };
  const kernel = lesson.goals.kernel;

  it('takes a lesson as it stands', () => {
    const result = parseScenario(JSON.stringify({ ...JSON.parse(classic), lesson }));
    expect(result.ok && result.scenario.lesson).toEqual(lesson);
  });

  it.each([
    ['a step that the ladder does not have', { step: 17 }, 'lesson.step'],
    ['an unknown concept', { concepts: ['swap', 'swop'] }, 'lesson.concepts.1'],
    ['a concept named twice', { concepts: ['swap', 'swap'] }, 'lesson.concepts'],
    ['an unknown panel', { panels: ['zone'] }, 'lesson.panels.0'],
    ['no goal at all', { goals: {} }, 'lesson.goals'],
    ['switches that are on, as they always are', { switches: 'on' }, 'lesson.switches'],
    [
      'a kernel’s goal that counts a process’s faults',
      { goals: { kernel: { measure: 'minorFaults', stars: [1, 2, 3] } } },
      'lesson.goals.kernel.measure',
    ],
    [
      'an unknown measure',
      { goals: { kernel: { ...kernel, measure: 'pace' } } },
      'lesson.goals.kernel.measure',
    ],
    [
      'page-ins as the goal of a process',
      { goals: { process: { measure: 'faults', stars: [60, 45, 38] } } },
      'lesson.goals.process.measure',
    ],
    [
      'thresholds that rise and fall',
      { goals: { kernel: { ...kernel, stars: [120, 100, 260] } } },
      'lesson.goals.kernel.stars',
    ],
    [
      'a condition with both ends',
      { goals: { kernel: { ...kernel, keep: [{ measure: 'panics', least: 0, most: 2 }] } } },
      'lesson.goals.kernel.keep.0',
    ],
    [
      'a kernel’s condition that counts a call',
      { goals: { kernel: { ...kernel, keep: [{ call: 'fork', least: 1 }] } } },
      'lesson.goals.kernel.keep.0.call',
    ],
    [
      'a process’s condition that counts an order',
      { goals: { process: { measure: 'work', stars: [1, 2, 3], keep: [{ order: 'kill', most: 0 }] } } },
      'lesson.goals.process.keep.0.order',
    ],
  ])('refuses a lesson with %s', (_what, change, where) => {
    const text = JSON.stringify({ ...JSON.parse(classic), lesson: { ...lesson, ...change } });
    expect(errors(text)[0].path).toBe(where);
  });

  it.each([
    ['neither end', { measure: 'panics' }],
    ['neither end, of an order', { order: 'kill' }],
    ['nothing that is counted', { least: 1 }],
    ['nothing in it', {}],
    ['two things that are counted', { measure: 'panics', order: 'kill', most: 0 }],
  ])('refuses a condition with %s', (_what, keep) => {
    const goals = { kernel: { ...kernel, keep: [keep] } };
    const text = JSON.stringify({ ...JSON.parse(classic), lesson: { ...lesson, goals } });
    expect(errors(text)[0].path).toBe('lesson.goals.kernel.keep.0');
  });

  it('names line and column inside a lesson', () => {
    const text = JSON.stringify({ ...JSON.parse(classic), lesson: { ...lesson, step: 0 } }, null, 2);
    const line = text.split('\n').findIndex((one) => one.includes('"step"')) + 1;
    expect(errors(text)).toMatchObject([{ line, column: 13, path: 'lesson.step' }]);
  });

  it('says where text stops being JSON', () => {
    expect(errors('{\n  "id": }')).toMatchObject([{ line: 2, column: 9, path: '' }]);
    expect(errors('')).toMatchObject([{ line: 1, column: 1 }]);
  });
});

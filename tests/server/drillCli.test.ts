/** `drill` as people script it: the same question for the same seed, graded when it comes back, bad input named. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../../server/cli/main.ts');
const sim = (args: string[], input = '') =>
  spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', input });

const ASK = ['drill', '--concept', 'page-table', '--kind', 'translate-address', '--seed', '3', '--json'];

describe('drill', () => {
  const { stdout, status, stderr } = sim(ASK);
  const drill = JSON.parse(stdout);

  it('prints one object on one line, the same for the same seed', () => {
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(sim(ASK).stdout).toBe(stdout);
    expect(drill.question).toMatchObject({
      kind: 'translate-address',
      concept: 'page-table',
      seed: 3,
      level: 1,
    });
    expect(drill.explanation.length).toBeGreaterThan(0);
  });

  it('grades what comes back: right, and nearly', () => {
    const right = sim(['drill', '--grade', '--json'], stdout);
    expect(JSON.parse(right.stdout)).toMatchObject({ right: true, share: 1000, misconception: null });
    const answer = [drill.answer[0], drill.answer[1], 0];
    const wrong = sim(['drill', '--grade', '--json'], JSON.stringify({ ...drill, answer }));
    expect(JSON.parse(wrong.stdout)).toMatchObject({ right: false, share: 666, expected: drill.answer });
    expect(wrong.status).toBe(0);
  });

  it('names the misconception that an answer shows', () => {
    const [slip] = drill.misconceptions;
    const said = sim(['drill', '--grade', '--json'], JSON.stringify({ ...drill, answer: slip.answer }));
    expect(JSON.parse(said.stdout).misconception).toBe('vpn-is-pfn');
  });

  it.each([
    [['drill', '--concept', 'tlbs', '--seed', '1'], '', 'tlbs'],
    [['drill', '--concept', 'tlb'], '', '--seed'],
    [['drill', '--concept', 'tlb', '--seed', '-1'], '', '--seed'],
    [['drill', '--concept', 'tlb', '--seed', '1', '--level', '4'], '', '--level'],
    [['drill', '--concept', 'tlb', '--seed', '1', '--kind', 'clock-victim'], '', 'clock-victim'],
    [['drill', '--grade'], 'not json', 'JSON'],
    [['drill', '--grade'], '{"question":{"kind":"none","seed":1,"level":1},"answer":0}', 'none'],
    [['drill', '--grade'], '{"question":{"kind":"lru-order","seed":1,"level":1},"answer":[9,9,9]}', 'answer'],
    [['drill', '--grade'], '{"question":{"kind":"lru-order","seed":1,"level":7},"answer":[0]}', 'level'],
  ])('%j with %j is refused by name', (args, input, name) => {
    const refused = sim(args, input);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(name);
    expect(refused.stderr).toMatch(/^[^\n]+\n$/);
  });
});

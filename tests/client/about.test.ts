/** From the game into the manual: every concept is linked from some screen, and every link has a page to lead to. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENTS, NAMES, PANELS, PARTS, SCREENS, TUTORIAL } from '../../client/about.ts';
import { KERNEL_STEPS } from '../../client/screens/tutorial/kernel.ts';
import { PROCESS_STEPS } from '../../client/screens/tutorial/process.ts';
import { CONCEPT_IDS } from '../../shared/concepts/index.ts';
import { EVENT_TYPES } from '../../shared/sim/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const written = readdirSync(path.join(root, 'assets/manual')).map((file) => path.basename(file, '.json'));
const linked = Object.values(SCREENS).flat();

it.each(CONCEPT_IDS)('%s is linked from a screen of the game', (id) => {
  expect(linked).toContain(id);
});

it.each(Object.entries(SCREENS))('the links of %s lead to pages that are there', (_screen, ids) => {
  expect(ids.filter((id) => !CONCEPT_IDS.includes(id) || !written.includes(id))).toEqual([]);
});

describe('what a link hangs on is there', () => {
  it('events and steps of the tutorials', () => {
    const events: readonly string[] = EVENT_TYPES;
    expect(Object.keys(EVENTS).filter((type) => !events.includes(type))).toEqual([]);
    const steps = {
      process: PROCESS_STEPS.map(({ key }) => key),
      kernel: KERNEL_STEPS.map(({ key }) => key),
    };
    for (const list of ['process', 'kernel'] as const)
      expect(
        Object.keys(TUTORIAL[list]).filter((key) => ![...steps[list], 'finished'].includes(key)),
      ).toEqual([]);
  });

  it('names, parts and panels: each stands on a screen', () => {
    const sources = globSync('client/{screens,board}/**/*.tsx', { cwd: root })
      .map((file) => readFileSync(path.join(root, file), 'utf8'))
      .join('\n');
    const missing = [
      ...Object.keys(NAMES).filter((name) => !sources.includes(`<Named as="${name}"`)),
      ...Object.keys(PARTS).filter((name) => !sources.includes(`name="${name}"`)),
      ...Object.keys(PANELS).filter((name) => !sources.includes(`<PanelCard name="${name}"`)),
    ];
    expect(missing).toEqual([]);
  });
});

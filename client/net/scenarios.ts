/**
 * The scenario files that come with the game, as they were when the client was built; the server reads the same ones,
 * and a test holds that all of them parse.
 */
import type { ScenarioFile } from '../../shared/scenario/index.ts';

const files = import.meta.glob<ScenarioFile>('../../assets/scenarios/*.json', {
  eager: true,
  import: 'default',
});

export const SCENARIOS: readonly ScenarioFile[] = Object.values(files);

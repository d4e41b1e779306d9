/**
 * What the scenario of the room lays down and no view repeats: how many files there are and how long each is. A scenario
 * that the client doesn't have is taken to be as the defaults say.
 */
import { computed } from '@preact/signals';
import { DEFAULT_PARAM } from '../../../shared/sim/index.ts';
import { SCENARIOS } from '../../net/scenarios.ts';
import { room } from '../../net/store.ts';

export const setting = computed(() => {
  const param = SCENARIOS.find(({ id }) => id === room.value?.scenario)?.param ?? {};
  return {
    files: param.files ?? DEFAULT_PARAM.files,
    filePages: param.filePages ?? DEFAULT_PARAM.filePages,
  };
});

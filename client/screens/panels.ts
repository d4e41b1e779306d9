/**
 * Which panels the scenario of the room brings in: those that its lesson names, and none without a lesson. A screen
 * shows a panel when its name is in the set, and nothing in its place otherwise.
 */
import { computed } from '@preact/signals';
import type { Panel } from '../../shared/scenario/names.ts';
import { room } from '../net/store.ts';
import { lessonOf } from './lessons.ts';

export const panelsNow = computed<ReadonlySet<Panel>>(
  () => new Set(lessonOf(room.value?.scenario ?? '')?.lesson.panels ?? []),
);

/** Whether any of these panels is there. */
export const anyPanel = (...names: readonly Panel[]): boolean =>
  names.some((name) => panelsNow.value.has(name));

/** Whether a control that these panels make useful is shown: it is in a match without a lesson, too. */
export const useful = (...names: readonly Panel[]): boolean =>
  lessonOf(room.value?.scenario ?? '') === null || anyPanel(...names);

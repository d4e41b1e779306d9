/** Where a student is to be now, and what they hear of themselves while they wait. */
import { activityOf, isOpen, type Place } from '../../shared/classroom/index.ts';
import type { Classroom } from './classroom.ts';

export function placeOf({ lesson, rooms }: Classroom, student: number): Place {
  const activity = activityOf(lesson);
  const over = lesson.stage === 'over';
  if (!over && lesson.stage !== 'gathering' && activity?.do === 'talk') {
    const { talk, text } = activity;
    return { at: 'talk', ...(talk === undefined ? {} : { talk }), ...(text === undefined ? {} : { text }) };
  }
  const there = isOpen(lesson) ? rooms.placeOf(student) : null;
  if (there !== null) return there;
  const { name, work, led, right, asked, wrong } = lesson.students[student]!;
  return { at: over ? 'over' : 'wait', name, work, led, right, asked, concepts: wrong };
}

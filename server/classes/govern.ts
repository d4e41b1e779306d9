/** What a teacher does besides going on in the plan: the pace, the door, who is in the class and who sits where. */
import { randomInt } from 'node:crypto';
import {
  hasMoved,
  type Lesson,
  machinesNext,
  NOBODY,
  type NoSeat,
  nameTaken,
  putIn,
  type TeachAction,
  unknownScenario,
} from '../../shared/classroom/index.ts';
import { leadTo } from '../../shared/race/index.ts';
import type { Refused } from '../rooms/refusal.ts';
import type { Classroom } from './classroom.ts';
import { checkName } from './names.ts';

export const DONE = null;

type Small = Exclude<TeachAction, { do: 'next' | 'repeat' | 'skip' | 'end' | 'delete' | 'rejoin' }>;
type OfPace = Extract<Small, { do: (typeof PACE)[number] }>;
type OfStudent = Extract<Small, { student: number }>;

const PACE = ['pause', 'resume', 'step', 'back', 'speed', 'ask', 'show', 'why'] as const;
const isPace = (action: Small): action is OfPace => PACE.some((one) => one === action.do);

/** Why what was meant for another moment of the lesson isn't done; null where it may be. */
export const belated = (lesson: Lesson, action: TeachAction): Refused | null =>
  'seen' in action && action.seen !== undefined && hasMoved(lesson, action.seen)
    ? ['ESTALE', 'the lesson has gone on since']
    : null;

/** Null, or errno and sentence when it can't be done. Throws a Refusal of a name. */
export async function govern(classroom: Classroom, action: Small): Promise<Refused | null> {
  const { lesson } = classroom;
  if (isPace(action)) return pace(classroom, action);
  switch (action.do) {
    case 'lock':
      lesson.locked = action.locked;
      return DONE;
    case 'hide':
      lesson.hidden = action.hidden;
      return DONE;
    case 'deal':
      lesson.deal = action.deal;
      lesson.seed = randomInt(2 ** 31);
      return DONE;
    case 'spot':
      lesson.spot = action.machine;
      return DONE;
    case 'plan':
      return changePlan(classroom, action.plan);
    default:
      return ofStudent(classroom, action);
  }
}

/** The machines, and the questions of a race. */
async function pace(classroom: Classroom, action: OfPace): Promise<Refused | null> {
  const { lesson, rooms } = classroom;
  const tables = rooms.tables();
  switch (action.do) {
    case 'pause':
    case 'resume':
      if (tables.length === 0) return ['EINVAL', 'no machine is running'];
      for (const table of tables) action.do === 'pause' ? table.pause() : table.resume();
      // What is frozen doesn't move any more once the teacher is answered.
      if (action.do === 'pause') await Promise.all(tables.map((table) => table.rest()));
      lesson.paused = action.do === 'pause';
      lesson.back = 0;
      return DONE;
    case 'step':
      if (!lesson.paused) return ['EINVAL', 'machines are stepped while they are paused'];
      for (const table of tables) await table.step();
      return DONE;
    case 'back':
      if (!lesson.paused) return ['EINVAL', 'machines are looked back at while they are paused'];
      lesson.back = action.looks;
      return DONE;
    case 'speed':
      lesson.speed = action.permille;
      rooms.setSpeed(action.permille);
      return DONE;
    case 'why':
      return why(classroom, action.step);
    case 'ask':
    case 'show':
      return (
        rooms.contest()?.act({ do: action.do === 'ask' ? 'next' : 'show' }, Date.now()) ??
        (rooms.contest() === undefined ? ['EINVAL', 'no questions are being asked'] : DONE)
      );
  }
}

function why({ rooms }: Classroom, step: number): Refused | null {
  const contest = rooms.contest();
  if (contest === undefined) return ['EINVAL', 'no questions are being asked'];
  const refused = leadTo(contest.race, step);
  return refused === null ? DONE : ['EINVAL', refused];
}

function changePlan({ lesson, rooms }: Classroom, plan: typeof lesson.plan): Refused | null {
  if (lesson.at >= 0) return ['EBUSY', 'a plan is chosen before the lesson begins'];
  const refused = unknownScenario(plan, rooms.knows);
  if (refused !== null) return ['EINVAL', refused];
  lesson.plan = plan;
  return DONE;
}

function ofStudent(classroom: Classroom, action: OfStudent): Refused | null {
  const { lesson } = classroom;
  const now = Date.now();
  if (action.do === 'volunteer' && action.student === NOBODY) {
    lesson.volunteer = NOBODY;
    return DONE;
  }
  const student = lesson.students[action.student];
  if (action.do === 'readmit' && student?.standing === 'banned') {
    if (nameTaken(lesson, student.name, action.student)) return ['EEXIST', 'somebody is called so by now'];
    student.standing = 'in';
    return DONE;
  }
  if (student === undefined || student.standing !== 'in')
    return ['ESRCH', `there is no student ${action.student} in this class`];
  switch (action.do) {
    case 'rename':
      checkName(lesson, action.name, action.student);
      student.name = action.name;
      classroom.rooms.rename(action.student, action.name);
      return DONE;
    case 'real':
      student.real = action.real;
      return DONE;
    case 'volunteer':
      lesson.volunteer = action.student;
      return DONE;
    case 'move':
      return noSeat(lesson, putIn(lesson, action.student, action.machine, now), now);
    case 'readmit':
      return ['EINVAL', 'this student is in the class'];
    case 'remove':
    case 'ban':
      classroom.takeOut(action.student, action.do === 'ban' ? 'banned' : 'removed');
      classroom.watcher?.putOut(action.student, action.do === 'ban');
      return DONE;
  }
}

function noSeat(lesson: Lesson, why: NoSeat | null, now: number): Refused | null {
  if (why === null) return DONE;
  const { count = 0, people = 0 } = machinesNext(lesson, now) ?? {};
  if (why === 'none')
    return ['EINVAL', 'no round of the plan that is still to come has machines side by side'];
  if (why === 'unknown') return ['EINVAL', `the next round has ${count} machines`];
  return [
    'ENOSPC',
    `a machine of the next round has ${people} people, and this one has them by hand already`,
  ];
}

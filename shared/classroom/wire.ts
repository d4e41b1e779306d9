/**
 * What travels between a browser and room `classroom`, and what everyone in it may see. Students learn where they are to
 * be and nothing about each other; the teacher and the projector, who hold the key, get the lesson as a whole.
 *
 * Client → server, with `room.request(type, payload)`: 'teach'.
 * Server → client: 'welcome', 'place' and 'look' to a student, 'welcome' and 'lesson' to teacher and projector.
 */
import { type SchemaType, schema, t } from '@colyseus/schema';
import { z } from 'zod';
import type { ConceptId } from '../concepts/index.ts';
import { PROTOCOL_VERSION } from '../protocol/index.ts';
import type { RaceShown, Reply } from '../race/index.ts';
import { DEALS, type Deal, LOOKS, MOST_ENTRIES, type Stage, type Student } from './lesson.ts';
import { type Activity, type Plan, planSchema } from './plan.ts';
import { seenSchema } from './seen.ts';

/** One writing of it, without characters that can't be seen or turn the writing round. */
const name = z
  .string()
  .normalize('NFKC')
  .overwrite((text) => text.replace(/\s+/gu, ' '))
  .trim()
  .min(1)
  .max(24)
  .regex(/^\P{C}*$/u, 'has characters that cannot be seen');
const real = z.string().trim().max(60);
const student = z
  .int()
  .min(0)
  .max(MOST_ENTRIES - 1);
/** Refused with ESTALE where the lesson is elsewhere by now. */
const seen = seenSchema.optional();

/** How somebody comes in: new with a name, back with a token or the code for another device, or with the key. */
export const classJoinSchema = z.strictObject({
  version: z.literal(PROTOCOL_VERSION),
  name: name.optional(),
  real: real.optional(),
  seat: z.string().max(64).optional(),
  rejoin: z.string().max(16).optional(),
  key: z.string().max(64).optional(),
  /** With the key: a screen that only shows. */
  projector: z.boolean().optional(),
});
export type ClassJoin = z.infer<typeof classJoinSchema>;

export const teachSchema = z.discriminatedUnion('do', [
  /** Begins, ends or goes on, whichever comes next. */
  z.strictObject({ do: z.literal('next'), seen }),
  z.strictObject({ do: z.literal('repeat'), seen }),
  /** To the next part, whatever rounds this one still has. */
  z.strictObject({ do: z.literal('skip'), seen }),
  z.strictObject({ do: z.literal('end'), seen }),
  z.strictObject({ do: z.literal('pause') }),
  z.strictObject({ do: z.literal('resume') }),
  /** One tick of every machine, while paused. */
  z.strictObject({ do: z.literal('step') }),
  z.strictObject({ do: z.literal('speed'), permille: z.int().min(100).max(20_000) }),
  /** The next question of a race; its answer now. */
  z.strictObject({ do: z.literal('ask') }),
  z.strictObject({ do: z.literal('show') }),
  /** Where on the way to the answer everybody is, from 0. */
  z.strictObject({ do: z.literal('why'), step: z.int().min(0).max(99) }),
  z.strictObject({ do: z.literal('lock'), locked: z.boolean() }),
  z.strictObject({ do: z.literal('hide'), hidden: z.boolean() }),
  z.strictObject({ do: z.literal('rename'), student, name }),
  z.strictObject({ do: z.literal('real'), student, real }),
  z.strictObject({ do: z.literal('remove'), student }),
  /** Lifts a ban: they come back as who they were. */
  z.strictObject({ do: z.literal('readmit'), student }),
  /** A new code for another device; it comes with the answer. */
  z.strictObject({ do: z.literal('rejoin'), student }),
  z.strictObject({ do: z.literal('ban'), student }),
  z.strictObject({ do: z.literal('move'), student, machine: z.int().min(-1).max(120) }),
  /** The kernel of the big machine; -1 for the teacher. */
  z.strictObject({
    do: z.literal('volunteer'),
    student: z
      .int()
      .min(-1)
      .max(MOST_ENTRIES - 1),
  }),
  /** Shows the boards as they were so many looks ago, while all stands still. */
  z.strictObject({ do: z.literal('back'), looks: z.int().min(0).max(LOOKS) }),
  /** How the next round is dealt. */
  z.strictObject({ do: z.literal('deal'), deal: z.enum(DEALS) }),
  /** The machine that the projector shows large; -1 for the one most worth it. */
  z.strictObject({ do: z.literal('spot'), machine: z.int().min(-1).max(120) }),
  z.strictObject({ do: z.literal('plan'), plan: planSchema }),
  /** Deletes the class and all that is kept of it. */
  z.strictObject({ do: z.literal('delete') }),
]);
export type TeachAction = z.infer<typeof teachSchema>;

/** The answer to the teacher; rejoin: the code that was asked for. */
export type TeachReply = Reply & { rejoin?: string };

export interface ClassWelcome {
  /** -1 for teacher and projector. */
  student: number;
  token: string;
  /** What moves a student to another device; told with a new token only. */
  rejoin: string;
  teacher: boolean;
  name: string;
  url: string;
}

/** Where a student is to be. */
export type Place =
  | ({ at: 'wait' | 'over'; name: string; concepts: readonly ConceptId[] } & Pick<
      Student,
      'work' | 'led' | 'right' | 'asked'
    >)
  | { at: 'machine'; code: string; seat: string /** Its number in the round. */; machine: number }
  | { at: 'race'; code: string; seat: string }
  | { at: 'talk'; talk?: string; text?: string };

export const ALARMS = ['', 'thrashing', 'oom', 'breach', 'panic'] as const;
export type Alarm = (typeof ALARMS)[number];

/** Where the characters of owners begin. */
export const OWNERS = 0x100;

export interface MachineInfo {
  code: string;
  kernel: number;
  processes: number[];
  over: boolean;
  tick: number;
  ticks: number;
  work: number;
  /** Permille. */
  fairness: number;
  free: number;
  /** A character a frame: '.' free, '#' the kernel's, else OWNERS and the owner's number. */
  frames: string;
  alarm: Alarm;
  /** So often up to now. */
  breaches: number;
  panics: number;
  /** By process, ticks that it waited for the kernel or the disk. */
  waited: number[];
  /** Ticks that it spent thrashing. */
  thrashed: number;
}

/** The machine that everybody is shown while all stands still, on their own screen: nobody's name, nobody's number. */
export interface LookInfo
  extends Pick<MachineInfo, 'over' | 'tick' | 'ticks' | 'work' | 'fairness' | 'free' | 'frames' | 'alarm'> {
  /** Which of the machines it is. */
  machine: number;
  /** So many looks ago. */
  back: number;
}

export interface RaceInfo {
  /** What was asked about so far. */
  concepts: ConceptId[];
  phase: string;
  round: number;
  rounds: number;
  answered: number;
  all: number;
  /** Where on the way to the answer the class is. */
  step: number;
  shown: RaceShown | null;
  question: RaceShown['question'] | null;
}

/** The lesson for teacher and projector; the projector gets no real names, and no names at all where they are hidden. */
export interface LessonInfo {
  plan: Plan;
  at: number;
  round: number;
  stage: Stage;
  activity: Activity | null;
  paused: boolean;
  speed: number;
  locked: boolean;
  hidden: boolean;
  volunteer: number;
  deal: Deal;
  spot: number;
  back: number;
  students: Omit<Student, 'wrong'>[];
  machines: MachineInfo[];
  /** How many there are side by side in the next round that has any; 0 for none. */
  machinesNext: number;
  race: RaceInfo | null;
  /** For the teacher, in the big machine without a volunteer: what opens the kernel's seat. */
  kernelSeat: { code: string; seat: string } | null;
}

export const ClassState = schema(
  {
    code: t.string(),
    stage: t.string(), // one of STAGES
    at: t.int8(),
    round: t.uint8(),
    steps: t.uint8(),
    paused: t.boolean(),
    locked: t.boolean(),
    count: t.uint8(), // who is here
  },
  'ClassState',
);
export type ClassState = SchemaType<typeof ClassState>;

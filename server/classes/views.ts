/** The lesson as teacher and projector see it. What is seen of a machine comes through viewFor, like everything. */
import {
  type Alarm,
  activityOf,
  type LessonInfo,
  LOOKS,
  type LookInfo,
  type MachineInfo,
  machinesNext,
  NOBODY,
  OWNERS,
  type RaceInfo,
  shownLarge,
} from '../../shared/classroom/index.ts';
import { kindOf } from '../../shared/drills/index.ts';
import { tallyOf } from '../../shared/race/index.ts';
import {
  FRAME,
  type KernelView,
  kernelSections,
  PHASE,
  read,
  shapeOf,
  viewFor,
  viewSize,
} from '../../shared/sim/index.ts';
import type { Table } from '../rooms/table.ts';
import type { Classroom } from './classroom.ts';

/** From so much of the time spent waiting for the disk on, in permille, a machine is thrashing. */
const THRASHING = 500;
/** A breach is worth looking at for so many ticks. */
const FRESH = 50;
const SPECTATOR = -1;

function lookAt({ match: { machine } }: Table): KernelView {
  const shape = shapeOf(machine);
  const view = new Int32Array(viewSize(shape, SPECTATOR));
  viewFor(machine, SPECTATOR, view);
  return read(kernelSections(shape), view);
}

/** Page tables and stacks are the kernel's, whosever they serve. */
function letterOf({ kind, pid }: KernelView['frames'][number]): string {
  if (kind === FRAME.free) return '.';
  return pid > 0 && kind !== FRAME.table && kind !== FRAME.stack ? String.fromCharCode(OWNERS + pid) : '#';
}

/** What makes a machine the one to look at, the gravest. `breached`: the tick of its last breach, -1 for none. */
function alarmOf(view: KernelView, breached: number): Alarm {
  const [{ phase, tick }] = view.machine;
  const [{ oomAt, thrashing }] = view.kernel;
  if (phase === PHASE.panic) return 'panic';
  if (breached >= 0 && tick - breached < FRESH) return 'breach';
  if (oomAt >= 0) return 'oom';
  return thrashing >= THRASHING ? 'thrashing' : '';
}

/** Machines as seen before: to tell a breach that has just happened, and to look back. Looked at by one clock. */
export class Watch {
  private readonly breaches = new Map<string, { count: number; at: number }>();
  /** Looks at each machine that is there, the latest last. */
  private readonly looks = new Map<string, MachineInfo[]>();

  /** Looks at all machines of a class now. between: out of turn, in place of the last look. */
  look({ rooms }: Classroom, between = false): void {
    const codes = new Set(rooms.kept.machines.map(({ code }) => code));
    for (const code of this.looks.keys()) if (!codes.has(code)) this.forget(code);
    for (const { code, students } of rooms.kept.machines) {
      const table = rooms.tableOf(code);
      if (table === undefined) continue;
      const seen = this.looks.get(code) ?? [];
      const now = this.machine(table, students, seen.at(-1));
      // What stands still is one look.
      const rest = between || seen.at(-1)?.tick === now.tick ? seen.slice(0, -1) : seen;
      this.looks.set(code, [...rest, now].slice(-LOOKS - 1));
    }
  }

  /** The machines as they were so many looks ago, or at the first that is kept. */
  machines(back: number): MachineInfo[] {
    return [...this.looks.values()].map((seen) => seen[Math.max(0, seen.length - 1 - back)]!);
  }

  private forget(code: string): void {
    this.looks.delete(code);
    this.breaches.delete(code);
  }

  private machine(table: Table, students: readonly number[], before?: MachineInfo): MachineInfo {
    const view = lookAt(table);
    const [{ tick, ticks, work, fairness }] = view.machine;
    const [{ breaches, panics, freeFrames, thrashing }] = view.kernel;
    const known = this.breaches.get(table.code) ?? { count: 0, at: -1 };
    const seen = breaches > known.count ? { count: breaches, at: tick } : known;
    this.breaches.set(table.code, seen);
    const [kernel = SPECTATOR, ...processes] = students;
    return {
      code: table.code,
      kernel,
      processes,
      over: table.phase === 'over',
      tick,
      ticks,
      work,
      fairness,
      free: freeFrames,
      frames: view.frames.map(letterOf).join(''),
      alarm: table.phase === 'over' ? '' : alarmOf(view, seen.at),
      breaches,
      panics,
      waited: view.processes.slice(0, processes.length).map(({ waitTicks }) => waitTicks),
      thrashed: (before?.thrashed ?? 0) + (thrashing >= THRASHING ? tick - (before?.tick ?? tick) : 0),
    };
  }
}

function raceInfo(classroom: Classroom): RaceInfo | null {
  const race = classroom.rooms.contest()?.race;
  if (race === undefined) return null;
  const here = race.racers.filter(({ present, gone }) => present && !gone);
  const { phase, round, drill, terms } = race;
  const { seed: _seed, ...question } = drill?.question ?? { seed: 0 };
  const asked = drill === null ? null : (question as RaceInfo['question']);
  const about = terms.kinds.slice(0, round + 1).flatMap((id) => kindOf(id)?.concept ?? []);
  return {
    concepts: [...new Set(about)],
    phase,
    round,
    rounds: terms.kinds.length,
    answered: race.racers.filter(({ given }) => given !== null).length,
    all: here.length,
    step: race.step,
    question: asked,
    shown:
      drill === null || asked === null || phase === 'asking'
        ? null
        : {
            round,
            question: asked,
            answer: drill.answer,
            steps: drill.steps,
            own: null,
            score: 0,
            tally: tallyOf(race),
          },
  };
}

/** What students see of a machine while all stands still: the one that is shown to them, or that is looked back at. */
export function lookInfo({ lesson }: Classroom, watch: Watch): LookInfo | null {
  const { stage, paused, spot, back } = lesson;
  if (stage !== 'running' || !paused || (spot === NOBODY && back === 0)) return null;
  const machines = watch.machines(back);
  const at = shownLarge(machines, spot);
  const machine = machines[at];
  if (machine === undefined) return null;
  const { over, tick, ticks, work, fairness, free, frames, alarm } = machine;
  return { machine: at, back, over, tick, ticks, work, fairness, free, frames, alarm };
}

/** teacher: with real names and the kernel's seat; else as projected. */
export function lessonInfo(classroom: Classroom, watch: Watch, teacher: boolean): LessonInfo {
  const { lesson, rooms } = classroom;
  const activity = activityOf(lesson);
  const named = teacher || !lesson.hidden;
  return {
    plan: lesson.plan,
    at: lesson.at,
    round: lesson.round,
    stage: lesson.stage,
    activity,
    paused: lesson.paused,
    speed: lesson.speed,
    locked: lesson.locked,
    hidden: lesson.hidden,
    volunteer: lesson.volunteer,
    deal: lesson.deal,
    spot: lesson.spot,
    back: lesson.back,
    students: lesson.students.map(({ wrong: _wrong, ...student }) => ({
      ...student,
      name: named ? student.name : '',
      real: teacher ? student.real : '',
    })),
    machines: watch.machines(lesson.back),
    machinesNext: machinesNext(lesson, Date.now())?.count ?? 0,
    race: raceInfo(classroom),
    kernelSeat: teacher && activity?.do === 'big' ? rooms.kernelSeat() : null,
  };
}

/**
 * A class with a teacher at it, and nothing about sockets: the lesson, the rooms of its round, what is written down. Every
 * change is on disk before anybody is told.
 */
import {
  activityOf,
  advance,
  createLesson,
  enrol,
  finish,
  isOpen,
  type Lesson,
  leaveGroups,
  MOST_ENTRIES,
  MOST_STUDENTS,
  members,
  type Plan,
  repeat,
  roundsOf,
  type TeachAction,
} from '../../shared/classroom/index.ts';
import type { Log } from '../log.ts';
import type { Contest } from '../rooms/contest.ts';
import { Refusal, type Refused } from '../rooms/refusal.ts';
import { isSecret } from '../secret.ts';
import type { ClassStore } from '../store/classes.ts';
import { Grouped } from '../store/grouped.ts';
import { belated, DONE, govern } from './govern.ts';
import { type KeptKeys, StudentKeys } from './keys.ts';
import { Ledger } from './ledger.ts';
import { checkName } from './names.ts';
import type { ClassRooms, KeptRooms } from './rooms.ts';

/** What is written down of a class. */
export interface KeptClass {
  lesson: Lesson;
  rooms: KeptRooms;
  keys: KeptKeys;
}

/** teacher: hash of the key. */
type Options = Pick<Classroom, 'id' | 'code' | 'rooms' | 'store' | 'log'> & { teacher: string };

export class Classroom {
  readonly id: string;
  readonly code: string;
  readonly rooms: ClassRooms;
  readonly store: ClassStore;
  readonly log: Log;
  readonly keys = new StudentKeys();
  lesson: Lesson;
  /** Told after every change. */
  watcher: { changed(): void; putOut(student: number, banned: boolean): void; close(): void } | null = null;
  /** When something last happened, in ms. */
  touched = Date.now();
  private readonly teacher: string;
  /** The last change begun. One follows the other, whoever asks for it. */
  private changing: Promise<unknown> = Promise.resolve();
  /** Nothing of it may be written down any more. */
  private erased = false;
  private readonly ledger: Ledger;
  private readonly writing = new Grouped(() => this.write());

  constructor(options: Options, plan: Plan) {
    this.id = options.id;
    this.code = options.code;
    this.teacher = options.teacher;
    this.rooms = options.rooms;
    this.store = options.store;
    this.log = options.log.child({ code: options.code });
    this.ledger = new Ledger(options.store, options.id);
    this.lesson = createLesson(plan);
  }

  /** Takes up what was written down; nobody is here yet. */
  async restore({ lesson, rooms, keys }: KeptClass): Promise<void> {
    this.lesson = lesson;
    this.keys.kept = keys;
    for (const student of lesson.students) {
      if (student.present) student.leftAt = Date.now();
      student.present = false;
    }
    const contest = await this.rooms.restore(rooms, lesson.paused);
    if (contest !== null) this.attend(contest);
  }

  isTeacher = (key: string | undefined): boolean => isSecret(key, this.teacher);

  /** Somebody new, with what leads back. Throws a Refusal. */
  enter = (name: string, real: string) =>
    this.change(() => {
      const { lesson, keys } = this;
      if (lesson.stage === 'over') throw new Refusal('over', 'the lesson is over');
      if (lesson.locked) throw new Refusal('locked', 'the door of this class is locked; ask the teacher');
      if (members(lesson).length >= MOST_STUDENTS || lesson.students.length >= MOST_ENTRIES)
        throw new Refusal('taken', `${MOST_STUDENTS} are in this class already`);
      checkName(lesson, name);
      const student = enrol(lesson, name, real);
      this.rooms.seatLate(lesson, student);
      return { student, ...keys.issue(student) };
    });

  setPresent = (student: number, here: boolean): Promise<void> =>
    this.change(() => {
      Object.assign(this.lesson.students[student]!, { present: here, leftAt: Date.now() });
      if (here && !this.lesson.paused) this.rooms.wake();
      if (here && this.rooms.placeOf(student) === null) this.rooms.seatLate(this.lesson, student);
    });

  /** Somebody who left before they learned what leads back: their name is free again. */
  withdraw = (student: number): Promise<void> =>
    this.change(() => {
      this.takeOut(student, 'removed');
      // Many such leave no trail.
      if (student === this.lesson.students.length - 1) this.lesson.students.pop();
    });

  /** Out of the class and of the rooms; nothing that they hold leads back. */
  takeOut(student: number, standing: 'removed' | 'banned'): void {
    Object.assign(this.lesson.students[student]!, { standing, present: false });
    if (standing === 'removed') this.keys.revoke(student);
    leaveGroups(this.lesson, student);
    this.rooms.expel(student);
  }

  /** A new code for another device, for somebody who has lost theirs. Throws a Refusal. */
  reissue = (student: number): Promise<string> =>
    this.change(() => {
      if (this.lesson.students[student]?.standing !== 'in')
        throw new Refusal('unknown', `there is no student ${student} in this class`);
      return this.keys.reissue(student);
    });

  /** One change after the other, whoever asks for it, as rooms take a moment to open; on disk when it resolves. */
  private change<T>(make: () => T | Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      const made = await make();
      await this.save();
      return made;
    });
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.changing.then(act);
    this.changing = done.catch(() => {});
    return done;
  }

  /** What the teacher does; null, or errno and sentence when it can't be done. */
  teach = (action: Exclude<TeachAction, { do: 'rejoin' }>): Promise<Refused | null> =>
    this.change(() => belated(this.lesson, action) ?? this.carryOut(action));

  /** What time alone brings about; to be called a few times a second. */
  keep(): Promise<void> {
    return this.inTurn(async () => {
      if (!isOpen(this.lesson) || !this.rooms.isOver(activityOf(this.lesson))) return;
      await this.endRound();
      await this.save();
    }).catch((error) => this.log.error({ err: error }, 'a class could not go on'));
  }

  /** Resolves when nothing is under way any more. */
  settle = (): Promise<unknown> => this.changing;

  /** Resolves when all that has happened is on disk; many at once share a write. */
  readonly save = (): Promise<void> => this.writing.run();

  private async write(): Promise<void> {
    if (this.erased) return;
    const { id, code, teacher, lesson } = this;
    // The state last: what it tells of is there then.
    await this.ledger.flush(lesson);
    const state: KeptClass = { lesson, rooms: this.rooms.kept, keys: this.keys.kept };
    this.touched = Date.now();
    await this.store.save({ id, code, teacher, state, touched: this.touched });
    this.watcher?.changed();
  }

  /** Ends what is open and writes down how it went. */
  private async endRound(): Promise<void> {
    await this.rooms.finish();
    const { at, round } = this.lesson;
    await this.ledger.endRound(this.rooms, this.lesson);
    advance(this.lesson, Date.now());
    this.log.info({ at, round }, 'a round is over');
  }

  /** Nothing is left of it: rooms, journals, rows. Whoever is in it is to be sent away. */
  async erase(): Promise<void> {
    this.erased = true;
    try {
      // What is on its way to disk arrives before it goes.
      await this.save();
      await this.rooms.finish();
      await this.rooms.forget();
      await this.store.remove(this.id);
    } catch (error) {
      this.erased = false;
      throw error;
    }
    this.log.info('erased');
  }

  private async next(): Promise<void> {
    const { lesson } = this;
    if (isOpen(lesson) && activityOf(lesson)?.do !== 'talk') {
      await this.endRound();
      return;
    }
    await this.attempt(async () => {
      advance(lesson, Date.now());
      await this.open();
    });
  }

  /** To the next part: the rounds that this one still has are left out. */
  private async skip(): Promise<Refused | null> {
    const { lesson } = this;
    const activity = activityOf(lesson);
    if (activity === null || lesson.stage === 'over') return ['EINVAL', 'no part of the plan has begun'];
    if (isOpen(lesson) && activity.do !== 'talk') await this.endRound();
    lesson.round = roundsOf(activity) - 1;
    await this.next();
    return DONE;
  }

  private repeat = (): Promise<boolean> =>
    this.attempt(async () => {
      if (!repeat(this.lesson, Date.now())) return false;
      await this.rooms.finish();
      await this.open();
      return true;
    });

  /** What can't be opened leaves the lesson where it was. */
  private async attempt<T>(change: () => Promise<T>): Promise<T> {
    const before = structuredClone(this.lesson);
    try {
      return await change();
    } catch (error) {
      this.lesson = before;
      throw error;
    }
  }

  /** Opens the rooms of the round that has begun. */
  private async open(): Promise<void> {
    const { lesson } = this;
    const activity = activityOf(lesson);
    this.ledger.begin();
    if (activity?.do === 'machines' || activity?.do === 'big')
      await this.rooms.openMachines(activity, lesson);
    if (activity?.do === 'drills') {
      const contest = await this.rooms.openRace(activity, lesson);
      this.attend(contest);
      contest.act({ do: 'next' }, Date.now());
    }
    this.rooms.setSpeed(lesson.speed);
    this.log.info({ at: lesson.at, round: lesson.round, stage: lesson.stage }, 'a class goes on');
  }

  /** Takes the answers of a race's round that is shown, once, and tells of its progress. */
  private noteAnswers(): void {
    this.ledger.takeAnswers(this.rooms, this.lesson.at);
    this.save().catch((error) => this.log.error({ err: error }, 'a class could not be written down'));
  }

  /** A race tells of each change, and answers nobody before it is on disk. */
  private attend(contest: Contest): void {
    contest.watchers.add(() => this.noteAnswers());
    contest.persist = this.save;
  }

  private async carryOut(action: Exclude<TeachAction, { do: 'rejoin' }>): Promise<Refused | null> {
    const { lesson } = this;
    switch (action.do) {
      case 'next':
        if (lesson.stage === 'over') return ['ESRCH', 'the lesson is over'];
        if (members(lesson).length === 0) return ['EAGAIN', 'nobody has joined yet'];
        await this.next();
        return DONE;
      case 'repeat':
        return (await this.repeat()) ? DONE : ['EINVAL', 'there is nothing to repeat'];
      case 'skip':
        return this.skip();
      case 'end':
        if (isOpen(lesson) && activityOf(lesson)?.do !== 'talk') await this.endRound();
        finish(lesson);
        this.rooms.closeRace();
        return DONE;
      case 'delete':
        await this.erase();
        return DONE;
      default:
        return govern(this, action);
    }
  }
}

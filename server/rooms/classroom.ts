/**
 * Room `classroom`: sockets on one side, a class on the other. Students are told where to be; teacher and projector, who
 * hold the key, get the lesson as it goes, a few times a second at most.
 */
import { type AuthContext, type Client, ServerError } from '@colyseus/core';
import {
  type ClassJoin,
  ClassState,
  type ClassWelcome,
  classJoinSchema,
  LOOK_MS,
  NOBODY,
  present,
  type TeachAction,
  teachSchema,
} from '../../shared/classroom/index.ts';
import type { Classes } from '../classes/classes.ts';
import type { Classroom } from '../classes/classroom.ts';
import { placeOf } from '../classes/place.ts';
import { lessonInfo, lookInfo, Watch } from '../classes/views.ts';
import type { Log } from '../log.ts';
import { CodeRoom, newcomer, type Visitor } from './codeRoom.ts';
import { BANNED, checkOptions, DELETED, EVICTED, REMOVED } from './edge.ts';
import { Refusal } from './refusal.ts';

interface Guest extends Visitor {
  /** NOBODY for teacher and projector. */
  student: number;
  teacher: boolean;
  /** New in the class. */
  fresh: boolean;
  /** The place that was told last, as JSON. */
  told: string;
  /** What was shown last of a machine, as JSON; nothing before. */
  looked?: string;
}

export class ClassroomRoom extends CodeRoom<ClassState, Guest> {
  /** Set by the class that app.ts derives. */
  classes!: Classes;
  private classroom!: Classroom;
  private readonly watch = new Watch();

  static override async onAuth(_token: string, options: unknown, _context: AuthContext): Promise<unknown> {
    return checkOptions(classJoinSchema, options);
  }

  override async onCreate({ code }: { code: string }): Promise<void> {
    const classroom = this.classes.classroom(code);
    if (classroom === undefined) throw new ServerError(404, `no class ${code}`);
    this.classroom = classroom;
    await this.openAs(code, new ClassState());
    this.state.code = code;
    classroom.watcher = {
      changed: () => this.publish(),
      putOut: (student, banned) =>
        banned ? this.evict(student, BANNED, 'banned') : this.evict(student, REMOVED, 'removed'),
      close: () => {
        this.putOut(() => true, DELETED, 'the class was deleted');
        void this.disconnect();
      },
    };
    this.hear('teach', teachSchema, (guest, action) => this.teach(guest, action));
    this.lookEvery(LOOK_MS, () => {
      void classroom.keep();
      if (this.visitors.size === 0) return;
      this.watch.look(classroom);
      this.tell();
    });
    this.publish();
  }

  override async onJoin(client: Client, options: unknown): Promise<void> {
    const visitor = await this.admit(checkOptions(classJoinSchema, options), client);
    this.welcomeIn(client, visitor);
    this.publish();
    this.classroom.log.info({ student: visitor.student }, 'joined a class');
  }

  override async onLeave(client: Client): Promise<void> {
    const visitor = this.visitors.get(client);
    this.visitors.delete(client);
    if (visitor === undefined || visitor.gone || visitor.student === NOBODY) return;
    if (visitor.fresh && !visitor.met) await this.classroom.withdraw(visitor.student);
    else await this.classroom.setPresent(visitor.student, false);
  }

  override onBeforeShutdown(): void {
    this.stopLooking();
    void this.classroom.settle().then(() => super.onBeforeShutdown());
  }

  override onDispose(): void {
    this.stopLooking();
    if (this.classroom === undefined) return;
    this.classroom.watcher = null;
    this.classes.left(this.classroom.code);
  }

  protected get log(): Log | undefined {
    return this.classroom?.log;
  }

  /** Lets somebody in: teacher or projector by the key, a student back by token or code, or new with a name. */
  private async admit(
    { key, projector, seat, rejoin, name, real }: ClassJoin,
    client: Client,
  ): Promise<Guest> {
    const { classroom } = this;
    const guest = { ...newcomer(40, 20), student: NOBODY, teacher: false, fresh: false, told: '' };
    const welcome = { token: '', rejoin: '', name: '', url: this.classes.publicUrl };
    if (key !== undefined) {
      if (!classroom.isTeacher(key)) throw new Refusal('key', "this is not the teacher's key of this class");
      const teacher = projector !== true;
      client.send('welcome', { ...welcome, student: NOBODY, teacher } satisfies ClassWelcome);
      return { ...guest, teacher };
    }
    const own = classroom.keys.find(seat, rejoin);
    if (own >= 0) return this.admitBack(own, guest, welcome, seat, client);
    if (rejoin !== undefined) throw new Refusal('unknown', 'nobody in this class has this code');
    if (name === undefined) throw new Refusal('malformed', 'name: a class needs a name to call you by');
    const made = await classroom.enter(name, real ?? '');
    client.send('welcome', { ...welcome, ...made, teacher: false, name } satisfies ClassWelcome);
    return { ...guest, student: made.student, fresh: true };
  }

  /** seat: the token they came with; another device gets one of its own. */
  private async admitBack(
    student: number,
    guest: Guest,
    welcome: Omit<ClassWelcome, 'student' | 'teacher'>,
    seat: string | undefined,
    client: Client,
  ): Promise<Guest> {
    const { classroom } = this;
    const { name, standing } = classroom.lesson.students[student]!;
    if (standing === 'banned') throw new Refusal('key', 'the teacher has taken you out of this class');
    const owned = classroom.keys.owns(student, seat);
    const token = owned ? seat! : classroom.keys.addDevice(student);
    this.evict(student, EVICTED, 'the seat was taken up on another device');
    await classroom.setPresent(student, true);
    client.send('welcome', { ...welcome, token, student, teacher: false, name } satisfies ClassWelcome);
    return { ...guest, student };
  }

  private evict(student: number, code: number, why: string): void {
    this.putOut((guest) => guest.student === student, code, why);
  }

  private async teach({ teacher }: Guest, action: TeachAction): Promise<object> {
    if (!teacher) return this.refuse('EPERM', 'only the teacher can do that');
    if (action.do === 'rejoin') return this.reissue(action.student);
    const refused = await this.classroom.teach(action);
    if (refused !== null) return this.refuse(...refused);
    // Once this is answered.
    if (action.do === 'delete') setImmediate(() => this.classroom.watcher?.close());
    this.watch.look(this.classroom, true);
    this.tell();
    return { ok: true };
  }

  /** The teacher is told the new code, and so is its owner where they are here. */
  private async reissue(student: number): Promise<object> {
    const rejoin = await this.classroom.reissue(student);
    const { name } = this.classroom.lesson.students[student]!;
    const welcome = { student, token: '', rejoin, teacher: false, name, url: this.classes.publicUrl };
    this.each((client, guest) => {
      if (guest.student === student) client.send('welcome', welcome satisfies ClassWelcome);
    });
    return { ok: true, rejoin };
  }

  /** Brings the public state up to date, and tells each student a place that is new. */
  private publish(): void {
    const { lesson } = this.classroom;
    const { at, round, stage, paused, locked, plan } = lesson;
    const steps = plan.activities.length;
    Object.assign(this.state, { at, round, stage, paused, locked, steps, count: present(lesson).length });
    this.broadcastPatch();
    this.each((client, visitor) => {
      if (visitor.student === NOBODY) return;
      const place = placeOf(this.classroom, visitor.student);
      const told = JSON.stringify(place);
      if (told === visitor.told) return;
      visitor.told = told;
      client.send('place', place);
    });
  }

  private tell(): void {
    this.tellLesson();
    this.tellLook();
  }

  /** The lesson for those who hold the key; made once for each of the two kinds. */
  private tellLesson(): void {
    const made = new Map<boolean, object>();
    this.each((client, { student, teacher }) => {
      if (student !== NOBODY) return;
      const info = made.get(teacher) ?? lessonInfo(this.classroom, this.watch, teacher);
      made.set(teacher, info);
      client.send('lesson', info);
    });
  }

  /** The machine that is shown to students while all stands still, and that it no longer is. */
  private tellLook(): void {
    const look = lookInfo(this.classroom, this.watch);
    const looked = JSON.stringify(look);
    this.each((client, visitor) => {
      if (visitor.student === NOBODY || looked === (visitor.looked ?? 'null')) return;
      visitor.looked = looked;
      client.send('look', look);
    });
  }
}

/**
 * Room `classroom`: sockets on one side, a class on the other. Students are told where to be; teacher and projector, who
 * hold the key, get the lesson as it goes, a few times a second at most.
 */
import { type AuthContext, type Client, Room, type RoomException, ServerError } from '@colyseus/core';
import {
  type ClassJoin,
  ClassState,
  type ClassWelcome,
  classJoinSchema,
  LOOK_MS,
  NOBODY,
  present,
  selfSchema,
  teachSchema,
} from '../../shared/classroom/index.ts';
import { parse } from '../../shared/protocol/index.ts';
import type { Reply } from '../../shared/race/index.ts';
import type { Classes } from '../classes/classes.ts';
import type { Classroom } from '../classes/classroom.ts';
import { lessonInfo, lookInfo, Watch } from '../classes/views.ts';
import { Bucket } from './bucket.ts';
import { answerTo, CUT, checkOptions, DELETED, EVICTED, logThrown, REMOVED } from './edge.ts';
import { Refusal } from './refusal.ts';

const MOST_MESSAGES = 100;

interface Visitor {
  /** NOBODY for teacher and projector. */
  student: number;
  teacher: boolean;
  bucket: Bucket;
  /** Evicted or taken out: their leaving is not the student's. */
  gone: boolean;
  /** The place that was told last, as JSON. */
  told: string;
  /** What was shown last of a machine, as JSON; nothing before. */
  looked?: string;
}

const refuse = (errno: string, refused: string): Reply => ({ ok: false, errno, refused });

export class ClassroomRoom extends Room<{ state: ClassState }> {
  override maxMessagesPerSecond = MOST_MESSAGES;
  override patchRate = null;
  override autoDispose = false;
  /** Set by the class that app.ts derives. */
  classes!: Classes;
  private classroom!: Classroom;
  private keeper: ReturnType<typeof setInterval> | undefined;
  private readonly visitors = new Map<Client, Visitor>();
  private readonly watch = new Watch();

  static override async onAuth(_token: string, options: unknown, _context: AuthContext): Promise<unknown> {
    return checkOptions(classJoinSchema, options);
  }

  override async onCreate({ code }: { code: string }): Promise<void> {
    const classroom = this.classes.classroom(code);
    if (classroom === undefined) throw new ServerError(404, `no class ${code}`);
    this.classroom = classroom;
    this.roomId = code;
    this.state = new ClassState();
    this.state.code = code;
    classroom.watcher = {
      changed: () => this.publish(),
      putOut: (student, banned) => this.putOut(student, REMOVED, banned ? 'banned' : 'removed'),
      close: () => {
        for (const [client, visitor] of this.visitors) {
          visitor.gone = true;
          client.leave(DELETED, 'the class was deleted');
        }
        void this.disconnect();
      },
    };
    await this.setPrivate(true);
    this.onMessage('teach', (client: Client, input: unknown) =>
      this.take(client, (visitor) => this.teach(visitor, input)),
    );
    this.onMessage('self', (client: Client, input: unknown) =>
      this.take(client, (visitor) => this.self(visitor, input)),
    );
    this.keeper = setInterval(() => {
      void classroom.keep();
      this.watch.look(classroom);
      this.tell();
    }, LOOK_MS);
    this.publish();
  }

  override async onJoin(client: Client, options: unknown): Promise<void> {
    const visitor = await this.admit(checkOptions(classJoinSchema, options), client);
    this.visitors.set(client, visitor);
    this.publish();
    this.classroom.log.info({ student: visitor.student }, 'joined a class');
  }

  override async onLeave(client: Client): Promise<void> {
    const visitor = this.visitors.get(client);
    this.visitors.delete(client);
    if (visitor === undefined || visitor.gone || visitor.student === NOBODY) return;
    await this.classroom.setPresent(visitor.student, false);
  }

  override onBeforeShutdown(): void {
    clearInterval(this.keeper);
    void this.classroom.settle().then(() => super.onBeforeShutdown());
  }

  override onDispose(): void {
    clearInterval(this.keeper);
    if (this.classroom === undefined) return;
    this.classroom.watcher = null;
    this.classes.left(this.classroom.code);
  }

  override onUncaughtException(error: RoomException, method: string): void {
    logThrown(this.classroom?.log, error, method);
  }

  /** Lets somebody in: teacher or projector by the key, a student back by token or code, or new with a name. */
  private async admit(
    { key, projector, seat, rejoin, name, real }: ClassJoin,
    client: Client,
  ): Promise<Visitor> {
    const { classroom } = this;
    const visitor = { student: NOBODY, teacher: false, bucket: new Bucket(40, 20), gone: false, told: '' };
    const welcome = { token: '', rejoin: '', name: '', url: this.classes.publicUrl };
    if (key !== undefined) {
      if (!classroom.isTeacher(key)) throw new Refusal('key', "this is not the teacher's key of this class");
      const teacher = projector !== true;
      client.send('welcome', { ...welcome, student: NOBODY, teacher } satisfies ClassWelcome);
      return { ...visitor, teacher };
    }
    const own = classroom.keys.find(seat, rejoin);
    if (own >= 0) return this.admitBack(own, visitor, welcome, seat, client);
    if (rejoin !== undefined) throw new Refusal('unknown', 'nobody in this class has this code');
    if (name === undefined) throw new Refusal('malformed', 'name: a class needs a name to call you by');
    const made = await classroom.enter(name, real ?? '');
    client.send('welcome', { ...welcome, ...made, teacher: false, name } satisfies ClassWelcome);
    return { ...visitor, student: made.student };
  }

  /** seat: the token they came with; another device gets one of its own. */
  private async admitBack(
    student: number,
    visitor: Visitor,
    welcome: Omit<ClassWelcome, 'student' | 'teacher'>,
    seat: string | undefined,
    client: Client,
  ): Promise<Visitor> {
    const { classroom } = this;
    const { name, standing } = classroom.lesson.students[student]!;
    if (standing === 'banned') throw new Refusal('key', 'the teacher has taken you out of this class');
    const owned = classroom.keys.owns(student, seat);
    const token = owned ? seat! : classroom.keys.addDevice(student);
    this.putOut(student, EVICTED, 'the seat was taken up on another device');
    await classroom.setPresent(student, true);
    client.send('welcome', { ...welcome, token, student, teacher: false, name } satisfies ClassWelcome);
    return { ...visitor, student };
  }

  private putOut(student: number, code: number, why: string): void {
    for (const [client, visitor] of this.visitors) {
      if (visitor.student !== student || visitor.gone) continue;
      visitor.gone = true;
      client.leave(code, why);
    }
  }

  private take = (client: Client, act: (visitor: Visitor) => Promise<Reply>): Promise<Reply> =>
    answerTo(this.visitors.get(client), this.classroom.log, (visitor) =>
      visitor.bucket.take(Date.now()) ? act(visitor) : refuse('EAGAIN', 'too many requests at once'),
    );

  private async teach({ teacher }: Visitor, input: unknown): Promise<Reply> {
    const parsed = parse(teachSchema, input);
    if (!parsed.ok) return refuse('EINVAL', parsed.error);
    if (!teacher) return refuse('EPERM', 'only the teacher can do that');
    const refused = await this.classroom.teach(parsed.value);
    if (refused !== null) return refuse(...refused);
    this.watch.look(this.classroom, true);
    this.tell();
    return { ok: true };
  }

  private async self({ student }: Visitor, input: unknown): Promise<Reply> {
    const parsed = parse(selfSchema, input);
    if (!parsed.ok) return refuse('EINVAL', parsed.error);
    if (student === NOBODY) return refuse('EPERM', 'only students have a name');
    const refused = await this.classroom.self(student, parsed.value);
    return refused === null ? { ok: true } : refuse(...refused);
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
      const place = this.classroom.placeOf(visitor.student);
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

  /** Sends to everyone. Where that fails the line is cut; no other suffers. */
  private each(send: (client: Client, visitor: Visitor) => void): void {
    for (const [client, visitor] of this.visitors) {
      try {
        if (!visitor.gone) send(client, visitor);
      } catch (error) {
        this.classroom.log.error({ err: error }, 'a client could not be sent to');
        client.leave(CUT);
      }
    }
  }
}

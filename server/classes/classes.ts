/** The classes of this server by code: how they are made, come back after a restart, and end after so many days. */
import { matchMaker } from '@colyseus/core';
import {
  type ClassReport,
  type CsvTable,
  classReport,
  type Plan,
  reportCsv,
} from '../../shared/classroom/index.ts';
import { BadSetting } from '../config.ts';
import type { Credentials, Door, Doors } from '../doors.ts';
import type { House } from '../house.ts';
import type { Log } from '../log.ts';
import type { Races } from '../races.ts';
import { createSecret, hashSecret } from '../secret.ts';
import { type ClassRow, ClassStore } from '../store/classes.ts';
import { openDatabase } from '../store/database.ts';
import { Classroom, type KeptClass } from './classroom.ts';
import { ClassRooms } from './rooms.ts';

const MOST_CLASSES = 200;
const DAY_MS = 24 * 3_600_000;
const BUSY_MS = 6 * 3_600_000;
/** A class that nobody has come to yet counts so long. */
const OPEN_MS = 600_000;
/** One that nobody ever came to. */
const UNUSED_MS = 2 * 3_600_000;
const SWEEP_MS = 600_000;

export interface Made {
  id: string;
  code: string;
  teacherKey: string;
}

interface Options {
  databaseUrl: string;
  /** Days after which nothing is left of a class that nothing happens in. */
  retentionDays: number;
  publicUrl: string;
  house: House;
  races: Races;
  doors: Doors;
  plans: ReadonlyMap<string, Plan>;
  log: Log;
}

export class Classes implements Door {
  readonly kind = 'classroom';
  readonly publicUrl: string;
  readonly plans: ReadonlyMap<string, Plan>;
  private readonly options: Options;
  private readonly classrooms = new Map<string, Classroom>();
  private store!: ClassStore;
  private sweeper: ReturnType<typeof setInterval> | undefined;

  constructor(options: Options) {
    this.options = options;
    this.publicUrl = options.publicUrl;
    this.plans = options.plans;
    options.doors.add(this);
  }

  has = (code: string): boolean => this.classrooms.has(code);
  seek = async (code: string): Promise<boolean> => this.has(code);
  holds(code: string, { key, seat, rejoin }: Credentials): boolean {
    const classroom = this.classrooms.get(code);
    return classroom !== undefined && (classroom.isTeacher(key) || classroom.keys.find(seat, rejoin) >= 0);
  }

  classroom = (code: string): Classroom | undefined => this.classrooms.get(code);
  /** Classes that something happens in; those that only wait for their end don't count. */
  isFull(now = Date.now()): boolean {
    const busy = [...this.classrooms.values()].filter(
      ({ touched, lesson }) => now - touched < (lesson.students.length > 0 ? BUSY_MS : OPEN_MS),
    );
    return busy.length >= MOST_CLASSES;
  }

  /** The class with this id or code. */
  find = (name: string): Classroom | undefined =>
    this.classrooms.get(name) ?? [...this.classrooms.values()].find(({ id }) => id === name);

  /** Opens the database and brings back the classes in it. Machines must be back already. */
  async restore(): Promise<void> {
    const { databaseUrl, log } = this.options;
    const onBreak = (error: Error) => log.warn({ err: error }, 'the database cut a line');
    const database = await openDatabase(databaseUrl, onBreak).catch((error: Error) => {
      // Its address may hold a password: it isn't repeated.
      throw new BadSetting(`DATABASE_URL can't be opened: ${error.message || error.name}`);
    });
    this.store = new ClassStore(database);
    this.sweeper = setInterval(() => void this.sweep(), SWEEP_MS).unref();
    for (const row of await this.store.load()) {
      await this.reopen(row).catch((error) =>
        log.error({ err: error, id: row.id }, 'a class does not come back'),
      );
    }
  }

  private async reopen({ id, code, teacher, state, touched }: ClassRow): Promise<void> {
    const classroom = this.create(id, code, teacher, (state as KeptClass).lesson.plan);
    classroom.touched = touched;
    await classroom.restore(state as KeptClass);
    await matchMaker.createRoom('classroom', { code });
    this.options.log.info({ code, students: classroom.lesson.students.length }, 'class restored');
  }

  async stop(): Promise<void> {
    clearInterval(this.sweeper);
    await this.store?.close();
  }

  async make(plan: Plan): Promise<Made> {
    const code = this.options.doors.freshCode();
    const teacherKey = createSecret();
    const id = createSecret().slice(0, 16);
    const classroom = this.create(id, code, hashSecret(teacherKey), plan);
    try {
      await classroom.save();
      await matchMaker.createRoom('classroom', { code });
    } catch (error) {
      this.classrooms.delete(code);
      throw error;
    }
    this.options.log.info({ code, id, plan: plan.id }, 'class made');
    return { id, code, teacherKey };
  }

  knows = (scenario: string): boolean => this.options.house.scenarios.has(scenario);

  async report({ id, code, lesson }: Classroom): Promise<ClassReport> {
    return classReport(code, lesson.students, {
      plays: await this.store.entries('plays', id),
      machines: await this.store.entries('machines', id),
      answers: await this.store.entries('answers', id),
    });
  }

  reportCsv = async (classroom: Classroom, table: CsvTable): Promise<string> =>
    reportCsv(await this.report(classroom), table);

  /** A room has gone: its class was deleted. */
  left(code: string): void {
    this.classrooms.delete(code);
  }

  private create(id: string, code: string, teacher: string, plan: Plan): Classroom {
    const { house, races, log } = this.options;
    const rooms = new ClassRooms(house, races);
    const { store } = this;
    const classroom = new Classroom({ id, code, teacher, rooms, store, log }, plan);
    this.classrooms.set(code, classroom);
    return classroom;
  }

  /** Erases classes that nothing happened in for too long. */
  async sweep(now = Date.now()): Promise<void> {
    const { retentionDays, log } = this.options;
    for (const classroom of [...this.classrooms.values()]) {
      const unused = classroom.lesson.students.length === 0;
      if (now - classroom.touched < (unused ? UNUSED_MS : retentionDays * DAY_MS)) continue;
      await classroom
        .erase()
        .then(() => classroom.watcher?.close())
        .catch((error) => log.error({ err: error }, 'an old class could not be removed'));
    }
  }
}

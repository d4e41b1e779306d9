/**
 * The rooms of one round of a class: machines with a seat kept for each student, or a race. What opens the seats is held in
 * memory alone; after a restart everybody gets a new token for the seat that is theirs.
 */
import {
  type Activity,
  activityOf,
  conceptsAsked,
  isOpen,
  type Lesson,
  NOBODY,
  type Place,
  present,
  roomIn,
} from '../../shared/classroom/index.ts';
import { kindsAbout } from '../../shared/drills/index.ts';
import { createRace, type Race, raceTerms } from '../../shared/race/index.ts';
import { type Scenario, withPolicies, withProcesses } from '../../shared/scenario/index.ts';
import type { House } from '../house.ts';
import { freshSeed, freshSeeds, type Races } from '../races.ts';
import type { Contest } from '../rooms/contest.ts';
import { Refusal } from '../rooms/refusal.ts';
import type { Table } from '../rooms/table.ts';

/** The first question waits so much longer, in ms, for whom the class has just sent to it. */
const ARRIVAL_MS = 20_000;

/** What is written down of them. */
export interface KeptRooms {
  machines: { code: string /** Who sits where: student by seat, NOBODY for an AI. */; students: number[] }[];
  race: { code: string; race: Race /** Student by number of the racer. */; students: number[] } | null;
  /** Ids of all matches that the class ever had. */
  matches: string[];
}

interface Seat {
  code: string;
  token: string;
}

export class ClassRooms {
  kept: KeptRooms = { machines: [], race: null, matches: [] };
  private readonly house: House;
  private readonly races: Races;
  /** What opens a student's seat now. */
  private readonly seats = new Map<number, Seat>();

  constructor(house: House, races: Races) {
    this.house = house;
    this.races = races;
  }

  knows = (scenario: string): boolean => this.house.scenarios.has(scenario);

  tableOf = (code: string): Table | undefined => this.house.table(code);

  tables = (): Table[] => this.kept.machines.flatMap(({ code }) => this.house.table(code) ?? []);

  contest = (): Contest | undefined =>
    this.kept.race === null ? undefined : this.races.contest(this.kept.race.code);

  /** Machines for the groups of a round, all running. */
  async openMachines(
    activity: Extract<Activity, { do: 'machines' | 'big' }>,
    { groups, students }: Lesson,
  ): Promise<void> {
    const file = this.house.scenarios.get(activity.scenario);
    if (file === undefined) throw new Error(`no scenario ${activity.scenario}`);
    const scenario = activity.do === 'big' && activity.policies ? withPolicies(file) : file;
    if (!this.house.fits(groups.length - this.tables().length))
      throw new Refusal('tooMany', `this server has no room for ${groups.length} more machines now`);
    const size = activity.do === 'machines' ? activity.size : 0;
    const before = this.kept;
    this.kept = { ...before, machines: [], race: null };
    this.seats.clear();
    try {
      for (const { kernel, processes } of groups) {
        const fitting = withProcesses(scenario, Math.max(size, processes.length));
        await this.openMachine(fitting, [kernel, ...processes], students);
      }
    } catch (error) {
      this.leave(this.kept);
      this.kept = before;
      throw error;
    }
    this.leave(before);
    for (const table of this.tables()) {
      table.start();
      await table.save();
    }
  }

  async openRace(activity: Extract<Activity, { do: 'drills' }>, lesson: Lesson): Promise<Contest> {
    this.leaveAll();
    const { questions, level, speed } = activity;
    const concepts = conceptsAsked(activity);
    const seeds = freshSeeds(questions);
    const terms = raceTerms(kindsAbout(concepts), freshSeed(), { level, speed, seeds }, concepts);
    const race = createRace(terms);
    const code = this.races.freshCode();
    this.kept.race = { code, race, students: [] };
    const contest = await this.races.open(code, '', race);
    contest.kept = true;
    for (const student of present(lesson)) this.enterRace(contest, student, lesson.students[student]!.name);
    return contest;
  }

  /** After a restart: the race's room is opened again; machines come back by their journals. */
  async restore(kept: KeptRooms, paused: boolean): Promise<Contest | null> {
    this.kept = kept;
    // A machine that is over sleeps until somebody asks for it.
    for (const { code } of kept.machines) await this.house.wake(code);
    for (const table of this.tables()) {
      table.seats.closed = true;
      if (paused) table.pause();
    }
    if (kept.race === null) return null;
    for (const racer of kept.race.race.racers) racer.present = false;
    const contest = await this.races.open(kept.race.code, '', kept.race.race);
    contest.kept = true;
    return contest;
  }

  setSpeed(permille: number): void {
    for (const table of this.tables()) table.setSpeed(permille);
  }

  /** After a restart machines wait for people: with the first of the class all of them go on. */
  wake(): void {
    for (const table of this.tables()) table.wake();
  }

  /** What somebody is called now, at their machine as well. */
  rename(student: number, name: string): void {
    for (const { code, students } of this.kept.machines)
      if (students.includes(student)) this.house.table(code)?.seats.rename(students.indexOf(student), name);
  }

  /** Whether all that was opened for an activity is over. */
  isOver(activity: Activity | null): boolean {
    if (activity?.do === 'drills') return this.contest()?.race.phase === 'over';
    if (activity === null || activity.do === 'talk') return false;
    return this.tables().every(({ phase }) => phase === 'over');
  }

  /** Who comes while a round runs gets a seat in it where one is free. */
  seatLate(lesson: Lesson, student: number): void {
    if (!isOpen(lesson)) return;
    const { name } = lesson.students[student]!;
    const contest = this.contest();
    const asking = activityOf(lesson)?.do === 'drills' && contest?.race.phase !== 'over';
    if (contest !== undefined && asking) this.enterRace(contest, student, name);
    const group = roomIn(lesson);
    if (group >= 0 && this.squeeze(group, student, name)) lesson.groups[group]!.processes.push(student);
  }

  /** A late comer takes the first seat that only an AI has; false when there is none. */
  private squeeze(group: number, student: number, name: string): boolean {
    const machine = this.kept.machines[group];
    const table = machine === undefined ? undefined : this.house.table(machine.code);
    if (machine === undefined || table === undefined || table.phase === 'over') return false;
    const seat = machine.students.findIndex((owner, at) => at > 0 && owner === NOBODY);
    if (seat > 0) this.seatAt(machine, table, seat, student, name);
    return seat > 0;
  }

  enterRace(contest: Contest, student: number, name: string): void {
    const { racer, token } = contest.enter(name);
    this.kept.race!.students[racer] = student;
    contest.present(racer, false, Date.now() + ARRIVAL_MS);
    this.seats.set(student, { code: contest.code, token });
  }

  /** Where a student is to be in this round; null when they have no seat in it. */
  placeOf(student: number): Place | null {
    const machine = this.kept.machines.find(({ students }) => students.includes(student));
    if (machine !== undefined) {
      const token = this.tokenFor(student, machine.code, () => {
        return this.house.table(machine.code)?.seats.rekey(machine.students.indexOf(student));
      });
      if (token === null) return null;
      return { at: 'machine', code: machine.code, seat: token, machine: this.kept.machines.indexOf(machine) };
    }
    const { race } = this.kept;
    const racer = race?.students.indexOf(student) ?? -1;
    if (race === null || racer < 0) return null;
    const token = this.tokenFor(student, race.code, () => this.contest()?.rekey(racer));
    return token === null ? null : { at: 'race', code: race.code, seat: token };
  }

  /** Somebody taken out of the class leaves the room that they are in, and can't come back to it. */
  expel(student: number): void {
    this.seats.delete(student);
    for (const machine of this.kept.machines) {
      const seat = machine.students.indexOf(student);
      if (seat < 0) continue;
      machine.students[seat] = NOBODY;
      const table = this.house.table(machine.code);
      table?.watcher?.evict(seat);
      table?.absent(seat, false, Date.now());
    }
    const racer = this.kept.race?.students.indexOf(student) ?? -1;
    if (racer >= 0) this.contest()?.act({ do: 'remove', racer }, Date.now());
  }

  /** What opens the kernel's seat of the big machine for the teacher. */
  kernelSeat(): { code: string; seat: string } | null {
    const [machine] = this.kept.machines;
    if (machine === undefined || machine.students[0] !== NOBODY) return null;
    const place = this.tokenFor(NOBODY, machine.code, () => this.reserveKernel(machine.code));
    return place === null ? null : { code: machine.code, seat: place };
  }

  /** Ends what is still running: what was reached counts. */
  async finish(): Promise<void> {
    for (const table of this.tables()) await table.finish();
    // What was answered to an open question counts.
    this.contest()?.act({ do: 'show' }, Date.now());
    this.contest()?.act({ do: 'end' }, Date.now());
  }

  closeRace(): void {
    this.contest()?.close();
  }

  /** Removes the journals of all matches. */
  async forget(): Promise<void> {
    this.leaveAll();
    for (const id of this.kept.matches) await this.house.store.forget(id);
  }

  /** The rooms of the last round are nobody's business any more. */
  private leaveAll(): void {
    this.leave(this.kept);
    this.kept = { ...this.kept, machines: [], race: null };
    this.seats.clear();
  }

  private leave({ machines, race }: KeptRooms): void {
    for (const { code } of machines) this.house.table(code)?.watcher?.close();
    if (race !== null) this.races.contest(race.code)?.close();
  }

  private async openMachine(
    scenario: Scenario,
    people: readonly number[],
    students: Lesson['students'],
  ): Promise<void> {
    const seats = Array<string>(scenario.processes.length + 1).fill('');
    const { id, code } = await this.house.make(scenario, seats, 'class');
    this.kept.matches.push(id);
    const machine = { code, students: seats.map(() => NOBODY) };
    this.kept.machines.push(machine);
    const table = this.house.table(code)!;
    table.seats.closed = true;
    people.forEach((student, seat) => {
      if (student !== NOBODY) this.seatAt(machine, table, seat, student, students[student]!.name);
    });
  }

  private seatAt(
    machine: KeptRooms['machines'][number],
    table: Table,
    seat: number,
    student: number,
    name: string,
  ): void {
    machine.students[seat] = student;
    this.seats.set(student, { code: machine.code, token: table.seats.reserve(seat, name, Date.now()) });
  }

  private reserveKernel = (code: string): string | undefined =>
    this.house.table(code)?.seats.reserve(0, '', Date.now());

  private tokenFor(student: number, code: string, make: () => string | undefined): string | null {
    const known = this.seats.get(student);
    if (known?.code === code) return known.token;
    const token = make();
    if (token === undefined) return null;
    this.seats.set(student, { code, token });
    return token;
  }
}

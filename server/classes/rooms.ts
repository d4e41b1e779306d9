/**
 * The rooms of one round of a class: machines with a seat kept for each student, or a race. What opens the seats is held in
 * memory alone; after a restart everybody gets a new token for the seat that is theirs.
 */
import {
  type Activity,
  conceptsAsked,
  type Group,
  NOBODY,
  type Place,
} from '../../shared/classroom/index.ts';
import { kindsAbout } from '../../shared/drills/index.ts';
import { createRace, type Race, raceTerms } from '../../shared/race/index.ts';
import { type Scenario, withProcesses } from '../../shared/scenario/index.ts';
import type { House } from '../house.ts';
import { freshSeed, freshSeeds, type Races } from '../races.ts';
import type { Contest } from '../rooms/contest.ts';
import type { Table } from '../rooms/table.ts';

/** What is written down of them. */
export interface KeptRooms {
  machines: { code: string /** Who sits where: student by seat, NOBODY for an AI. */; students: number[] }[];
  race: { code: string; race: Race /** Student by number of the racer. */; students: number[] } | null;
}

interface Seat {
  code: string;
  token: string;
}

export class ClassRooms {
  kept: KeptRooms = { machines: [], race: null };
  private readonly house: House;
  private readonly races: Races;
  /** What opens a student's seat now, and what opens the view of a machine. */
  private readonly seats = new Map<number, Seat>();
  private readonly keys = new Map<string, string>();

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
    groups: readonly Group[],
    name: (student: number) => string,
  ): Promise<void> {
    this.leaveAll();
    const scenario = this.house.scenarios.get(activity.scenario);
    if (scenario === undefined) throw new Error(`no scenario ${activity.scenario}`);
    for (const group of groups) await this.openMachine(scenario, group, name);
    for (const table of this.tables()) {
      table.start();
      await table.save();
    }
  }

  async openRace(
    activity: Extract<Activity, { do: 'drills' }>,
    students: readonly number[],
    name: (student: number) => string,
  ): Promise<Contest> {
    this.leaveAll();
    const { questions, level, speed } = activity;
    const kinds = kindsAbout(conceptsAsked(activity));
    const terms = raceTerms(kinds, freshSeed(), { level, speed, seeds: freshSeeds(questions) });
    const race = createRace(terms);
    const code = this.races.freshCode();
    this.kept.race = { code, race, students: [] };
    const contest = await this.races.open(code, '', race);
    contest.kept = true;
    for (const student of students) this.enterRace(contest, student, name(student));
    return contest;
  }

  /** After a restart: the race's room is opened again; machines come back by their journals. */
  async restore(kept: KeptRooms): Promise<Contest | null> {
    this.kept = kept;
    for (const table of this.tables()) table.seats.closed = true;
    if (kept.race === null) return null;
    for (const racer of kept.race.race.racers) racer.present = false;
    const contest = await this.races.open(kept.race.code, '', kept.race.race);
    contest.kept = true;
    return contest;
  }

  /** A late comer takes the first seat that only an AI has. */
  squeeze(group: number, student: number, name: string): void {
    const machine = this.kept.machines[group];
    const table = machine === undefined ? undefined : this.house.table(machine.code);
    if (machine === undefined || table === undefined) return;
    const seat = machine.students.findIndex((owner, at) => at > 0 && owner === NOBODY);
    if (seat > 0) this.seatAt(machine, table, seat, student, name);
  }

  enterRace(contest: Contest, student: number, name: string): void {
    const { racer, token } = contest.enter(name);
    this.kept.race!.students[racer] = student;
    contest.present(racer, false, Date.now());
    this.seats.set(student, { code: contest.code, token });
  }

  /** Where a student is to be in this round; null when they have no seat in it. */
  placeOf(student: number): Place | null {
    const machine = this.kept.machines.find(({ students }) => students.includes(student));
    if (machine !== undefined) {
      const token = this.tokenFor(student, machine.code, () => {
        return this.house.table(machine.code)?.seats.rekey(machine.students.indexOf(student));
      });
      return token === null ? null : { at: 'machine', code: machine.code, seat: token };
    }
    const { race } = this.kept;
    const racer = race?.students.indexOf(student) ?? -1;
    if (race === null || racer < 0) return null;
    const token = this.tokenFor(student, race.code, () => this.contest()?.rekey(racer));
    return token === null ? null : { at: 'race', code: race.code, seat: token };
  }

  /** What opens the kernel's seat of the big machine for the teacher. */
  kernelSeat(): { code: string; seat: string } | null {
    const [machine] = this.kept.machines;
    if (machine === undefined || machine.students[0] !== NOBODY) return null;
    const place = this.tokenFor(NOBODY, machine.code, () => this.reserveKernel(machine.code));
    return place === null ? null : { code: machine.code, seat: place };
  }

  /** What opens the whole view of a machine. */
  keyOf(code: string): string {
    const known = this.keys.get(code) ?? this.house.table(code)?.keys.issue() ?? '';
    this.keys.set(code, known);
    return known;
  }

  /** Ends what is still running: what was reached counts. */
  async finish(): Promise<void> {
    for (const table of this.tables()) await table.finish();
    this.contest()?.act({ do: 'end' }, Date.now());
  }

  /** The rooms of the last round are nobody's business any more. */
  private leaveAll(): void {
    for (const table of this.tables()) table.watcher?.close();
    this.contest()?.close();
    this.kept = { machines: [], race: null };
    this.seats.clear();
    this.keys.clear();
  }

  private async openMachine(
    scenario: Scenario,
    { kernel, processes }: Group,
    name: (student: number) => string,
  ): Promise<void> {
    const fitting = withProcesses(scenario, processes.length);
    const seats = Array<string>(fitting.processes.length + 1).fill('');
    const { code, hostKey } = await this.house.make(fitting, seats, 'class');
    const machine = { code, students: seats.map(() => NOBODY) };
    this.kept.machines.push(machine);
    this.keys.set(code, hostKey);
    const table = this.house.table(code)!;
    table.seats.closed = true;
    [kernel, ...processes].forEach((student, seat) => {
      if (student !== NOBODY) this.seatAt(machine, table, seat, student, name(student));
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

/** What is written down of a round: how each student and each machine did, and what was answered. */
import { NOBODY } from '../../shared/classroom/index.ts';
import type { MatchResult } from '../../shared/protocol/index.ts';
import { type AnswerData, type MachineData, type PlayData, playOf } from '../../shared/report/index.ts';
import type { Entry } from '../store/classes.ts';
import type { ClassRooms } from './rooms.ts';

interface Where {
  activity: number;
  round: number;
}

/** Plays of the students by number, and of the machines by number. */
export function playsOf(
  rooms: ClassRooms,
  where: Where,
): { plays: Entry<PlayData>[]; machines: Entry<MachineData>[] } {
  const plays: Entry<PlayData>[] = [];
  const machines: Entry<MachineData>[] = [];
  rooms.kept.machines.forEach(({ code, students }, machine) => {
    const table = rooms.tableOf(code);
    const result: MatchResult | null = table?.result ?? null;
    if (table === undefined || result === null) return;
    machines.push({ ...where, who: machine, data: { match: table.match.id, students, result } });
    students.forEach((student, seat) => {
      if (student === NOBODY) return;
      plays.push({ ...where, who: student, data: playOf(result, seat, machine, table.match) });
    });
  });
  return { plays, machines };
}

/** The answers of the race's round that is shown; its number is the question's. */
export function answersOf(rooms: ClassRooms, activity: number): Entry<AnswerData>[] {
  const kept = rooms.kept.race;
  if (kept === null || kept.race.drill === null) return [];
  const { race, students } = kept;
  const { kind, concept } = kept.race.drill.question;
  return race.racers.flatMap(({ given }, racer) => {
    const who = students[racer];
    if (given === null || who === undefined) return [];
    const { right, share, misconception } = given.grade;
    return [{ activity, round: race.round, who, data: { kind, concept, right, share, misconception } }];
  });
}

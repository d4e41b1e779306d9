/**
 * What the students of a class did, on its way to disk, and summed up from there: figures are never added to, so that a
 * round that is repeated, or written twice after a restart, counts once.
 */
import type { Lesson } from '../../shared/classroom/index.ts';
import type { AnswerData, PlayData } from '../../shared/report/index.ts';
import type { ClassStore, Entry } from '../store/classes.ts';
import { answersOf, playsOf } from './record.ts';
import type { ClassRooms } from './rooms.ts';

/** What a student got wrong last is what they are offered to practise. */
const MOST_WRONG = 5;

export class Ledger {
  private readonly store: ClassStore;
  private readonly id: string;
  private unwritten: Entry<AnswerData>[] = [];
  /** The last round of a race that was taken. */
  private taken = -1;

  constructor(store: ClassStore, id: string) {
    this.store = store;
    this.id = id;
  }

  /** A new race has begun. */
  begin(): void {
    this.taken = -1;
  }

  /** Takes the answers of a race's round once it is shown. */
  takeAnswers(rooms: ClassRooms, activity: number): void {
    const race = rooms.kept.race?.race;
    if (race?.phase !== 'shown' || race.round === this.taken) return;
    this.taken = race.round;
    this.unwritten.push(...answersOf(rooms, activity));
  }

  /** Brings what was taken to disk; what can't be written stays for the next time. */
  async flush(lesson: Lesson): Promise<void> {
    const entries = this.unwritten;
    if (entries.length === 0) return;
    this.unwritten = [];
    try {
      await this.store.enter('answers', this.id, entries);
    } catch (error) {
      this.unwritten = [...entries, ...this.unwritten];
      throw error;
    }
    await this.tally(lesson);
  }

  /** Writes down how the machines of a round, and those at them, did. */
  async endRound(rooms: ClassRooms, lesson: Lesson): Promise<void> {
    const { plays, machines } = playsOf(rooms, { activity: lesson.at, round: lesson.round });
    if (machines.length === 0) return;
    const where = { activity: lesson.at, round: lesson.round };
    await this.store.replace('plays', this.id, where, plays);
    await this.store.replace('machines', this.id, where, machines);
    await this.tally(lesson);
  }

  /** Sums up for each student what is on disk. */
  private async tally({ students }: Lesson): Promise<void> {
    const answers = await this.store.entries<AnswerData>('answers', this.id);
    const plays = await this.store.entries<PlayData>('plays', this.id);
    for (const student of students)
      Object.assign(student, { work: 0, led: 0, right: 0, asked: 0, wrong: [], turns: 0 });
    for (const { who, data } of plays) {
      if (data.seat > 0) students[who]!.work += data.work;
      // Who was dealt the kernel's seat and never came has their turn still to come.
      else if (data.here > 0) {
        students[who]!.turns += 1;
        students[who]!.led += data.work;
      }
    }
    for (const { who, data } of answers) {
      const student = students[who]!;
      const others = student.wrong.filter((one) => one !== data.concept);
      student.asked += 1;
      student.right += data.right ? 1 : 0;
      student.wrong = data.right ? others : [data.concept, ...others].slice(0, MOST_WRONG);
    }
  }
}

/** Somebody in a class without a browser: joins through the SDK, goes where the class sends them, and plays there by an AI. */
import { Client, type Room } from 'colyseus.js';
import { createAi } from '../../shared/ai/index.ts';
import type {
  ClassJoin,
  ClassState,
  ClassWelcome,
  LessonInfo,
  LookInfo,
  Place,
  TeachAction,
  TeachReply,
} from '../../shared/classroom/index.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/index.ts';
import { join, type Person } from './person.ts';
import { joinRace, someAnswer, type TestRacer } from './racer.ts';
import { Waiting } from './waiting.ts';

export interface Pupil {
  room: Room<unknown, ClassState>;
  welcome: ClassWelcome;
  places: Place[];
  lesson: LessonInfo | null;
  /** The machine that everybody is shown. */
  look: LookInfo | null;
  /** Everything that came, as text: to look for what must not be in it. */
  heard: string[];
  closed: number | null;
  teach(action: TeachAction | object): Promise<TeachReply>;
  place(): Place | undefined;
  until(met: () => boolean, what: string, patience?: number): Promise<void>;
  leave(): Promise<void>;
  /** Breaks the line without saying goodbye. */
  drop(): void;
}

/** Opens a class over HTTP. */
export async function openClass(
  url: string,
  plan?: unknown,
): Promise<{ id: string; code: string; teacherKey: string }> {
  const response = await fetch(`${url}/api/classes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(plan === undefined ? {} : { plan }),
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

/** Questions, machines for four rounds, and a talk, all short. */
export const SHORT_PLAN = {
  id: 'short',
  minutes: 15,
  activities: [
    { do: 'drills', minutes: 1, set: 'translation', questions: 2 },
    { do: 'machines', minutes: 2, scenario: 'classic-short', rounds: 4, size: 3 },
    { do: 'talk', minutes: 1, text: 'Who waited, and for whom?' },
  ],
};

/** A class with its teacher and these students. */
export async function classOf(url: string, names: readonly string[], plan: unknown = SHORT_PLAN) {
  const made = await openClass(url, plan);
  const teacher = await joinClass(url, made.code, { key: made.teacherKey });
  const pupils: Pupil[] = [];
  for (const name of names) pupils.push(await joinClass(url, made.code, { name }));
  return { ...made, teacher, pupils };
}

export async function joinClass(
  url: string,
  code: string,
  options: Omit<ClassJoin, 'version'>,
): Promise<Pupil> {
  const room = await new Client(url).joinById<ClassState>(code, { version: PROTOCOL_VERSION, ...options });
  room.reconnection.enabled = false;
  const waiting = new Waiting();
  const pupil: Pupil = {
    room,
    welcome: null as unknown as ClassWelcome,
    places: [],
    lesson: null,
    look: null,
    heard: [],
    closed: null,
    teach: (action) => room.request('teach', action),
    place: () => pupil.places.at(-1),
    until: (met, what, patience) => waiting.until(met, what, patience),
    async leave() {
      await room.leave(true);
    },
    drop() {
      room.connection.close(4999);
    },
  };
  const hear = <T>(type: string, take: (message: T) => void) =>
    room.onMessage(type, (message: T) => {
      pupil.heard.push(JSON.stringify(message));
      take(message);
      waiting.heard();
    });
  hear<ClassWelcome>('welcome', (message) => {
    pupil.welcome = message;
  });
  hear<Place>('place', (place) => pupil.places.push(place));
  hear<LookInfo | null>('look', (look) => {
    pupil.look = look;
  });
  hear<LessonInfo>('lesson', (lesson) => {
    pupil.lesson = lesson;
  });
  room.onStateChange(() => waiting.heard());
  room.onError(() => {});
  room.onLeave((reason) => {
    pupil.closed = reason;
    waiting.heard();
  });
  await pupil.until(() => pupil.welcome !== null && room.state?.stage !== undefined, 'the welcome');
  return pupil;
}

/** Plays a seat by an AI, over the wire, until the line is closed. */
function playByAi(person: Person, seed: number): void {
  const { seat, shape } = person.welcome;
  const ai = createAi(seat === 0 ? 'clock' : 'greedy', shape, { seed, seat, reaction: 0 });
  let heardUpTo = 0;
  const play = () => {
    if (person.closed !== null || person.result !== null) return;
    const events = person.events.slice(heardUpTo);
    heardUpTo = person.events.length;
    for (const command of ai.turn(person.ints, events).commands) {
      void person
        .command(command)
        .then((answer) => {
          if (!('refused' in answer)) ai.answered(command, answer as Parameters<typeof ai.answered>[1]);
        })
        .catch(() => {});
    }
  };
  person.room.onMessage('view', play);
  play();
}

/** Follows a pupil wherever the class sends them; returns what counts the visits, and stops when the pupil's line closes. */
export function follow(url: string, pupil: Pupil, seed: number): { played: string[]; answered: number } {
  const visits = { played: [] as string[], answered: 0 };
  let there: { leave(): Promise<void> } | null = null;
  const go = async (place: Place): Promise<void> => {
    const old = there;
    there = null;
    await old?.leave().catch(() => {});
    if (place.at === 'machine') {
      const person = await join(url, place.code, { seat: place.seat });
      there = person;
      visits.played.push(place.code);
      playByAi(person, seed);
    }
    if (place.at === 'race') {
      const racer = await joinRace(url, place.code, { seat: place.seat });
      there = racer;
      const answer = (one: TestRacer) => {
        const question = one.questions.at(-1);
        if (question === undefined || question.given !== null) return;
        void one.answer(someAnswer(question.question, seed + question.round)).then(
          (reply) => {
            if (reply.ok) visits.answered += 1;
          },
          () => {},
        );
      };
      racer.room.onMessage('question', () => answer(racer));
      answer(racer);
    }
  };
  let gone: Promise<void> = Promise.resolve();
  const next = (place: Place) => {
    gone = gone.then(() => go(place)).catch(() => {});
  };
  pupil.room.onMessage('place', next);
  if (pupil.place() !== undefined) next(pupil.place()!);
  pupil.room.onLeave(() => {
    gone = gone.then(() => there?.leave()).catch(() => {});
  });
  return visits;
}

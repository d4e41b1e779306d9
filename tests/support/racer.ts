/** Somebody in a race without a browser: joins through the SDK, keeps what arrives, and answers. */
import { Client, type Room } from 'colyseus.js';
import type { Answer } from '../../shared/drills/index.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/index.ts';
import type {
  RaceJoin,
  RaceQuestion,
  RaceShown,
  RaceState,
  RaceWelcome,
  RaceWish,
  Reply,
} from '../../shared/race/index.ts';
import { Waiting } from './waiting.ts';

export interface TestRacer {
  room: Room<unknown, RaceState>;
  welcome: RaceWelcome;
  questions: RaceQuestion[];
  shown: RaceShown[];
  closed: number | null;
  answer(answer: unknown, round?: number): Promise<Reply>;
  host(action: object): Promise<Reply>;
  until(met: () => boolean, what: string): Promise<void>;
  leave(): Promise<void>;
}

/** Opens a race over HTTP. */
export async function openRace(url: string, wish: RaceWish = {}): Promise<{ code: string; hostKey: string }> {
  const response = await fetch(`${url}/api/races`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

export async function joinRace(
  url: string,
  code: string,
  options: Omit<RaceJoin, 'version'>,
): Promise<TestRacer> {
  const room = await new Client(url).joinById<RaceState>(code, { version: PROTOCOL_VERSION, ...options });
  room.reconnection.enabled = false;
  const waiting = new Waiting();
  const racer: TestRacer = {
    room,
    welcome: null as unknown as RaceWelcome,
    questions: [],
    shown: [],
    closed: null,
    answer: (answer, round = racer.questions.at(-1)?.round ?? 0) => room.request('answer', { round, answer }),
    host: (action) => room.request('host', action),
    until: (met, what) => waiting.until(met, what),
    async leave() {
      await room.leave(true);
    },
  };
  room.onMessage('welcome', (welcome: RaceWelcome) => {
    racer.welcome = welcome;
    waiting.heard();
  });
  room.onMessage('question', (question: RaceQuestion) => {
    racer.questions.push(question);
    waiting.heard();
  });
  room.onMessage('shown', (shown: RaceShown) => {
    racer.shown.push(shown);
    waiting.heard();
  });
  room.onStateChange(() => waiting.heard());
  room.onError(() => {});
  room.onLeave((code) => {
    racer.closed = code;
    waiting.heard();
  });
  await racer.until(
    () => racer.welcome !== null && room.state?.phase !== undefined,
    'the welcome and the state',
  );
  return racer;
}

/** Something that fits a question, by a number. */
export function someAnswer({ form }: RaceQuestion['question'], by: number): Answer {
  switch (form.type) {
    case 'choice':
      return by % form.options.length;
    case 'choices':
      return [by % form.options.length];
    case 'pick':
      return form.from[by % form.from.length]!;
    case 'picks':
      return form.from.slice(0, 1 + (by % form.count));
    case 'order':
      return form.items.map((_, at) => (at + by) % form.items.length);
    case 'number':
      return form.min + (by % (form.max - form.min + 1));
    case 'fields':
      return form.fields.map(({ max }) => by % (max + 1));
  }
}

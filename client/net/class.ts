/** The visit to a class: what a join asks for, where it sends a student, and the lesson as teacher and projector see it. */
import { signal } from '@preact/signals';
import type { Room } from 'colyseus.js';
import type {
  ClassJoin,
  ClassReport,
  ClassState,
  ClassWelcome,
  LessonInfo,
  LookInfo,
  Place,
  Plan,
  TeachAction,
  TeachReply,
} from '../../shared/classroom/index.ts';
import { recall, remember } from '../ui/memory.ts';
import { classLine } from './line.ts';
import { askServer } from './reach.ts';
import { keepTicket, ticketOf } from './resume.ts';
import { classLink } from './store.ts';

interface ClassInfo {
  code: string;
  stage: string;
  at: number;
  round: number;
  steps: number;
  paused: boolean;
  locked: boolean;
  count: number;
}

export const classroom = signal<ClassInfo | null>(null);
export const me = signal<ClassWelcome | null>(null);
/** Where one is to be; null before the first word of it. */
export const place = signal<Place | null>(null);
/** For teacher and projector. */
export const lesson = signal<LessonInfo | null>(null);
/** The machine that everybody is shown while all stands still. */
export const look = signal<LookInfo | null>(null);
/** What moves oneself to another device; '' where it isn't known. */
export const rejoin = signal('');

/** The key of a class just opened, until the teacher has seen it; it is shown this once. */
export const unshown = signal<{ code: string; key: string } | null>(null);

/** Keeps the key of a teacher's link on the device. False, and nothing kept, where it isn't the class's. */
export async function takeKey(code: string, key: string): Promise<boolean> {
  const response = await reportBy(code, 'json', key);
  if (response?.ok) keepTicket(code, { hostKey: key, kind: 'classroom' });
  return response?.ok === true;
}

export const retryClass = classLine.retry;

/** Opens a class; resolves with its code, or the key of the sentence that says why not. */
export async function openClass(plan: string | Plan): Promise<{ code: string } | { error: string }> {
  try {
    const response = await askServer('/api/classes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ plan }),
    });
    if (!response.ok)
      return {
        error: response.status === 429 || response.status === 503 ? 'error.full' : 'error.unreachable',
      };
    const { code, teacherKey }: { code: string; teacherKey: string } = await response.json();
    keepTicket(code, { hostKey: teacherKey, kind: 'classroom' });
    unshown.value = { code, key: teacherKey };
    return { code };
  } catch {
    return { error: 'error.unreachable' };
  }
}

export async function fetchPlans(): Promise<Plan[]> {
  const response = await askServer('/api/classes/plans').catch(() => null);
  if (response === null || !response.ok) return [];
  const { plans }: { plans: Plan[] } = await response.json();
  return plans;
}

/** The report as it is now, or the status that refused it; null when nobody answered. */
export async function fetchReport(code: string): Promise<ClassReport | number | null> {
  const response = await reportBy(code, 'json');
  if (response === null) return null;
  return response.ok ? response.json() : response.status;
}

/** The report as a file, for a download: `json`, or `csv` with the table that is wanted. */
export async function reportFile(code: string, file: string): Promise<Blob | null> {
  const response = await reportBy(code, file);
  return response?.ok ? response.blob() : null;
}

const reportBy = (code: string, file: string, key = ticketOf(code).hostKey): Promise<Response | null> =>
  askServer(`/api/classes/${code}/report.${file}`, {
    headers: { authorization: `Bearer ${key}` },
  }).catch(() => null);

export interface Wish {
  name: string;
  /** For the teacher alone. */
  real?: string;
  /** The code for another device. */
  rejoin?: string;
  /** The projector's, with its key. */
  key?: string;
}

export function enterClass(code: string, wish: Wish): void {
  forget();
  rejoin.value = wish.rejoin ?? recall(`rejoin.${code}`) ?? '';
  classLine.go<ClassState>({
    code,
    options: () => optionsFor(code, wish),
    listen: (joined) => listen(joined, code),
    lost: () => {},
  });
}

/** The next class begins with nothing of this one, not even for a moment. */
export function leaveClass(): void {
  classLine.hangUp();
  forget();
}

function forget(): void {
  classroom.value = null;
  me.value = null;
  place.value = null;
  lesson.value = null;
  look.value = null;
  refused.value = null;
}

function optionsFor(code: string, wish: Wish): Omit<ClassJoin, 'version'> {
  const { token, hostKey } = ticketOf(code);
  if (wish.rejoin !== undefined && token === '') return { rejoin: wish.rejoin };
  if (wish.key !== undefined) return { key: wish.key, projector: true };
  if (hostKey !== '') return { key: hostKey };
  return {
    ...(token === '' ? {} : { seat: token }),
    ...(wish.name === '' ? {} : { name: wish.name }),
    ...(wish.real ? { real: wish.real } : {}),
  };
}

/** What the class refused last, and its answer: null where none came. Null once something was done again. */
export const refused = signal<{ what: TeachAction['do']; reply: TeachReply | null } | null>(null);

export async function teach(action: TeachAction): Promise<TeachReply | null> {
  const reply = await classLine.request<TeachAction, TeachReply>('teach', action);
  refused.value = reply?.ok === true ? null : { what: action.do, reply };
  return reply;
}

function listen(joined: Room<unknown, ClassState>, code: string): void {
  joined.onMessage('welcome', (message: ClassWelcome) => {
    if (message.token !== '') keepTicket(code, { token: message.token, kind: 'classroom' });
    if (message.rejoin !== '') {
      rejoin.value = message.rejoin;
      remember(`rejoin.${code}`, message.rejoin);
    }
    me.value = message;
    classLink.state.value = 'open';
  });
  joined.onMessage('place', (message: Place) => {
    place.value = message;
  });
  joined.onMessage('look', (message: LookInfo | null) => {
    look.value = message;
  });
  joined.onMessage('lesson', (message: LessonInfo) => {
    lesson.value = message;
  });
  joined.onStateChange((state) => {
    const { code, stage, at, round, steps, paused, locked, count } = state;
    if (stage === 'over') keepTicket(code, { over: true });
    classroom.value = { code, stage, at, round, steps, paused, locked, count };
  });
}

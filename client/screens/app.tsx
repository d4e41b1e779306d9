/**
 * Which screen is shown: by the route, and inside a room by its phase and one's seat. Leaving a room's page
 * leaves the room.
 */
import { effect, signal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { bring, t } from '../i18n/index.ts';
import { arrive, loadSession } from '../net/create.ts';
import { link } from '../net/store.ts';
import { type Route, route } from '../route.ts';
import { Announcer } from '../ui/announce.tsx';
import { Hatches } from '../ui/hatch.tsx';
import { Home } from './home.tsx';
import { Join } from './join.tsx';
import { Ladder } from './ladder.tsx';
import { Lost } from './lost.tsx';
import { Unfetched } from './unfetched.tsx';

effect(() => {
  document.title = `${t(`title.${route.value.at}`)} · Ring Zero`;
});

type SchoolRoute = Extract<Route, { at: 'class' | 'project' | 'report' }>;

function Screen() {
  const here = route.value;
  if (unfetched.value === here) return <Unfetched at={here.at} />;
  if (here.at === 'home') return <Home />;
  if (here.at === 'drills')
    return study.value === null ? null : <study.value.Drills atOnce={here.atOnce} about={here.about} />;
  if (here.at === 'race') return race.value === null ? null : <race.value.Race code={here.code} />;
  if (here.at === 'class' || here.at === 'project' || here.at === 'report') {
    const Class = school.value;
    return Class === null ? null : <Class here={here} />;
  }
  if (here.at === 'manual') return study.value === null ? null : <study.value.Manual id={here.id} />;
  if (here.at === 'ladder') return <Ladder />;
  if (here.at === 'join') return <Join code={here.code} />;
  if (here.at === 'unknown') return <Lost title={t('lost.route')} text={t('lost.routeText')} />;
  const Room = room.value;
  return Room === null ? null : <Room code={here.code} />;
}

/** Lobby, games and result: a chunk of their own, fetched on the way to the first room. */
const room = signal<ComponentType<{ code: string }> | null>(null);

async function fetchRoom(): Promise<void> {
  if (room.peek() !== null) return;
  const { Room } = await import('./room.tsx');
  room.value = Room;
}

/** Drills and manual bring the simulation's generators and words of their own; a race the line to a room as well. */
const study = signal<{
  Drills: ComponentType<{ atOnce: boolean; about: string }>;
  Manual: ComponentType<{ id: string }>;
} | null>(null);
const race = signal<{ Race: ComponentType<{ code: string }> } | null>(null);

/** A class: teacher, projector and report, and the rooms that it sends students to. */
const school = signal<ComponentType<{ here: SchoolRoute }> | null>(null);

async function fetchSchool(): Promise<void> {
  if (school.peek() !== null) return;
  const [{ School }] = await Promise.all([import('./class/school.tsx'), bring('drills'), bring('class')]);
  school.value = School;
}

async function fetchRace(): Promise<void> {
  if (race.peek() !== null) return;
  const [{ Race }] = await Promise.all([import('./race/index.tsx'), bring('drills')]);
  race.value = { Race };
}

async function fetchStudy(): Promise<void> {
  if (study.peek() !== null) return;
  const [{ Drills }, { Manual }] = await Promise.all([
    import('./drills/index.tsx'),
    import('./manual/index.tsx'),
    bring('drills'),
  ]);
  study.value = { Drills, Manual };
}

/** The page of which a part could not be fetched; another visit to it tries again. */
const unfetched = signal<Route | null>(null);

/** Everything that a page needs beyond the first chunk, and the room it is about. */
async function fetchFor(here: Route): Promise<void> {
  if (here.at === 'drills' || here.at === 'manual') await fetchStudy();
  if (here.at === 'race') await fetchRace();
  if (here.at === 'class' || here.at === 'project' || here.at === 'report') await fetchSchool();
  if (here.at === 'machine') await Promise.all([fetchRoom(), arrive(here.code)]);
  if (here.at === 'watch') await Promise.all([fetchRoom(), arrive(here.code, here.key)]);
}

const OF_ROOMS: readonly Route['at'][] = ['machine', 'watch', 'race', 'class'];

async function leaveRoom(): Promise<void> {
  if (link.peek() !== 'idle') (await loadSession()).leave();
}

export function App() {
  useSignalEffect(() => {
    const here = route.value;
    fetchFor(here).catch(() => {
      unfetched.value = here;
    });
    if (!OF_ROOMS.includes(here.at)) void leaveRoom();
  });
  return (
    <>
      <Hatches />
      <Screen />
      <Announcer />
    </>
  );
}

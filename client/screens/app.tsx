/**
 * Which screen is shown: by the route, and inside a room by its phase and one's seat. Leaving a room's page
 * leaves the room.
 */
import { effect, useSignalEffect } from '@preact/signals';
import { t } from '../i18n/index.ts';
import { arrive, loadSession } from '../net/create.ts';
import { link } from '../net/store.ts';
import { route } from '../route.ts';
import { Announcer } from '../ui/announce.tsx';
import { Hatches } from '../ui/hatch.tsx';
import { Drills } from './drills.tsx';
import { Home } from './home.tsx';
import { Join } from './join.tsx';
import { Lost } from './lost.tsx';
import { Room } from './room.tsx';

effect(() => {
  document.title = `${t(`title.${route.value.at}`)} · Ring Zero`;
});

function Screen() {
  const here = route.value;
  if (here.at === 'home') return <Home />;
  if (here.at === 'drills') return <Drills />;
  if (here.at === 'join') return <Join code={here.code} />;
  if (here.at === 'unknown') return <Lost title={t('lost.route')} text={t('lost.routeText')} />;
  return <Room code={here.code} />;
}

export function App() {
  useSignalEffect(() => {
    const here = route.value;
    if (here.at === 'machine') void arrive(here.code);
    else if (here.at === 'watch') void arrive(here.code, here.key);
    else if (link.peek() !== 'idle') void loadSession().then((session) => session.leave());
  });
  return (
    <>
      <Hatches />
      <Screen />
      <Announcer />
    </>
  );
}

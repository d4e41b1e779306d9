/** The pages of a class by their route. */
import { useEffect } from 'preact/hooks';
import { takeKey } from '../../net/class.ts';
import { ClassPage } from './index.tsx';
import { Projector } from './projector.tsx';
import { Report } from './report.tsx';

type Here = { at: 'report'; code: string } | { at: 'class' | 'project'; code: string; key: string };

export function School({ here }: { here: Here }) {
  if (here.at === 'report') return <Report code={here.code} />;
  if (here.at === 'project') return <Projector code={here.code} projectorKey={here.key} />;
  return here.key === '' ? <ClassPage code={here.code} /> : <Arrival code={here.code} ownKey={here.key} />;
}

/** By the teacher's own link: its key goes out of the address before anything is shown. */
function Arrival({ code, ownKey }: { code: string; ownKey: string }) {
  useEffect(() => takeKey(code, ownKey), [code, ownKey]);
  return null;
}

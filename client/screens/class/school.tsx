/** The pages of a class by their route. */
import { ClassPage } from './index.tsx';
import { Projector } from './projector.tsx';
import { Report } from './report.tsx';

type Here = { at: 'class' | 'report'; code: string } | { at: 'project'; code: string; key: string };

export function School({ here }: { here: Here }) {
  if (here.at === 'project') return <Projector code={here.code} projectorKey={here.key} />;
  return here.at === 'report' ? <Report code={here.code} /> : <ClassPage code={here.code} />;
}

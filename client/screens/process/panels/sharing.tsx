/**
 * fork and what it leaves (AS4): the children with their jobs, those that ended and wait to be reaped, the jobs that a
 * child could run now, and the pages that are shared until somebody writes.
 */
import { PROCESS_STATES, type ProcessView, STATE } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Bar, Button } from '../../../ui/button.tsx';
import { Swatch } from '../../../ui/hatch.tsx';
import { letterOf } from '../../../ui/inks.ts';
import { markOf } from '../heap.ts';
import { ForkButton, mayFork, titleOf } from '../jobs.tsx';
import { ask, Part } from './ask.tsx';

export function Sharing({ view }: { view: ProcessView }) {
  const children = view.children.filter(({ pid }) => pid > 0);
  const zombies = children.filter(({ state }) => state === STATE.zombie).length;
  const limit = view.self[0].nprocLimit;
  return (
    <>
      <Part
        name="children"
        title={t('own.children', { count: children.length, of: Math.max(0, limit - 1) })}
        rule="AS4"
      >
        {children.length === 0 && <p class="empty small">{t('own.noChildren')}</p>}
        <ul class="rows">
          {children.map((child) => (
            <Child key={child.pid} child={child} />
          ))}
        </ul>
        {children.length > 0 && (
          <Button
            testId="wait"
            off={zombies === 0}
            small={t('own.zombies', { count: zombies })}
            onClick={() => void ask({ op: 'wait' })}
          >
            wait
          </Button>
        )}
      </Part>
      <Ready view={view} />
      <Shared view={view} />
    </>
  );
}

function Child({ child }: { child: ProcessView['children'][number] }) {
  const { pid, state, title, done, accesses } = child;
  const name = PROCESS_STATES[state] ?? 'unused';
  return (
    <li class="row" data-testid="child">
      <Swatch pid={pid} />
      <span class="grow">
        <b>{t('own.child', { who: letterOf(pid) })}</b>{' '}
        <span class="small">{title >= 0 ? titleOf(title) : t(`state.${name}`)}</span>
        {title >= 0 && (
          <Bar share={accesses > 0 ? done / accesses : 0} label={t('own.childJob', { who: letterOf(pid) })} />
        )}
      </span>
    </li>
  );
}

function Ready({ view }: { view: ProcessView }) {
  const ready = view.jobs.filter((job) => job.id > 0 && mayFork(view, job));
  return (
    <Part name="forkable" title={t('own.forkable')}>
      {ready.length === 0 && <p class="small">{t('own.noForkable')}</p>}
      {ready.map((job) => (
        <div key={job.id} class="row">
          <span class="mark mono">{markOf(view, job.id)}</span>
          <span class="grow">{titleOf(job.title)}</span>
          <ForkButton job={job.id} view={view} />
        </div>
      ))}
    </Part>
  );
}

function Shared({ view }: { view: ProcessView }) {
  const count = view.pages.filter(({ cow }) => cow === 1).length;
  return <p class="small">{t('own.cowPages', { count })}</p>;
}

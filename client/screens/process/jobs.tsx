/**
 * Jobs held: how far they are, when they are due, how compact the layout of their buffers is; with whom and how a joint
 * one is done, and the fork that lets a child run one that waits.
 */

import { JOB_KINDS, JOB_STATES, PATTERNS, type ProcessView, VIAS } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { order, refusals } from '../../net/command.ts';
import { seconds } from '../../net/store.ts';
import { Bar, Button } from '../../ui/button.tsx';
import { letterOf } from '../../ui/inks.ts';
import { Named } from '../../ui/readOn.tsx';
import { Asked } from '../../ui/why.tsx';
import { Refusal } from '../header.tsx';
import { forks } from './choice.ts';
import {
  hasPlace,
  isForkable,
  type Job,
  layoutOf,
  markOf,
  nextBuffer,
  type Offer,
  pointersOf,
  sizesOf,
} from './heap.ts';

const TITLES = 10;
export const titleOf = (title: number): string => t(`job.title.${((title % TITLES) + TITLES) % TITLES}`);

/** What a job reaches beyond its own buffers, in words; empty for a plain one. */
export function beyondText(row: Job | Offer): string {
  const kind = JOB_KINDS[row.kind] ?? 'plain';
  if (kind === 'plain') return '';
  return t(`process.beyondJob.${kind}`, {
    file: row.file,
    who: letterOf(row.peer),
    count: row.items,
  });
}

export function Jobs({ view }: { view: ProcessView }) {
  const held = view.jobs.filter((job) => job.id > 0);
  return (
    <section class="part" aria-labelledby="jobs">
      <h2 id="jobs">
        <Named as="jobs">{t('process.jobs')}</Named>
      </h2>
      {held.length === 0 && <p class="empty small">{t('process.noJobs')}</p>}
      {held.map((job) => (
        <Held key={job.id} job={job} view={view} />
      ))}
      <Refusal of={refusals.value.jobs} />
    </section>
  );
}

function Held({ job, view }: { job: Job; view: ProcessView }) {
  const { tick } = view.machine[0];
  const state = JOB_STATES[job.state] ?? 'packing';
  const late = job.dueAt >= 0 && tick > job.dueAt;
  const layout = layoutOf(view, job);
  const share = job.accesses > 0 ? job.done / job.accesses : 0;
  return (
    <article class={`card job ${state}`} data-testid="job">
      <div class="spread">
        <h3>
          <span class="mark mono" title={t('process.jobMark', { mark: markOf(view, job.id) })}>
            {markOf(view, job.id)}
          </span>{' '}
          {titleOf(job.title)}
        </h3>
        <Asked rule={late ? 'UM2' : 'AC1'}>
          <b>+{late ? Math.floor(job.reward / 2) : job.reward}</b>
        </Asked>
      </div>
      <div class="spread small">
        <p>{t(`process.job.${state}`, { done: job.done, accesses: job.accesses })}</p>
        <p class={late ? 'late mono' : 'mono'}>
          {late ? t('process.late') : t('process.dueIn', { time: seconds(job.dueAt - tick) })}
        </p>
      </div>
      {state === 'packing' ? (
        <Buffers job={job} view={view} />
      ) : (
        <Bar share={share} label={titleOf(job.title)} />
      )}
      <Beyond job={job} />
      {mayFork(view, job) && (
        <div class="row">
          <ForkButton job={job.id} view={view} />
        </div>
      )}
      <div class="spread small">
        <p class="muted">
          {t('process.layout', { count: layout.pages, best: layout.atBest })} ·{' '}
          {t(`pattern.${PATTERNS[job.pattern]}`)}
          {job.overrun > 0 && ` · ${t('process.overrun', { count: job.overrun })}`}
        </p>
        <button
          type="button"
          class="textual"
          onClick={() => void order({ op: 'abandon', job: job.id }, 'jobs')}
        >
          {t('process.abandon')}
        </button>
      </div>
    </article>
  );
}

/** What the job does outside its buffers: its file and way, or its partner and the pieces handed over. */
function Beyond({ job }: { job: Job }) {
  const beyond = beyondText(job);
  if (beyond === '') return null;
  const via = VIAS[job.via];
  const done = job.items > 0 ? t('process.moved', { moved: job.moved, items: job.items }) : '';
  return (
    <p class="small" data-testid="beyond">
      {[beyond, via === undefined ? '' : t('process.by', { via: t(`via.${via}`) }), done]
        .filter((text) => text !== '')
        .join(' · ')}
    </p>
  );
}

/** Whether a child could run this job now. */
export const mayFork = (view: ProcessView, job: Job): boolean => forks.value && isForkable(view, job);

/** Off at the limit of processes: a child that has ended counts until one waits for it. */
export function ForkButton({ job, view }: { job: number; view: ProcessView }) {
  const full = !hasPlace(view);
  return (
    <Button
      testId="fork"
      off={full}
      small={t(full ? 'process.forkFull' : 'process.forkNote')}
      onClick={() => void order({ op: 'fork', job }, 'jobs')}
    >
      fork
    </Button>
  );
}

/** The buffers of a job still being packed: placed ones filled, the next one outlined. */
function Buffers({ job, view }: { job: Job; view: ProcessView }) {
  const pointers = pointersOf(job);
  const next = nextBuffer(view);
  return (
    <ul class="buffers">
      {sizesOf(job).map((size, index) => {
        const placed = pointers[index] >= 0;
        const now = next?.job.id === job.id && next.buffer === index;
        const state = placed ? 'placed' : now ? 'now' : 'later';
        return (
          <li key={index} class={state} style={{ flexGrow: size }}>
            <span class="hidden">{t(`process.buffer.${state}`)} </span>
            {size}
          </li>
        );
      })}
    </ul>
  );
}

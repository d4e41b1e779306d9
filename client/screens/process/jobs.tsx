/**
 * Jobs held and jobs offered: what they need, what they pay, when they are due, and how compact the layout
 * of their buffers is.
 */
import { JOB_STATES, PATTERNS, type ProcessView } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { order, refusals } from '../../net/command.ts';
import { seconds } from '../../net/store.ts';
import { Bar, Button } from '../../ui/button.tsx';
import { Refusal } from '../header.tsx';
import { accept } from './choice.ts';
import {
  type Job,
  layoutOf,
  markOf,
  nextBuffer,
  type Offer,
  offerRoom,
  pointersOf,
  sizesOf,
} from './heap.ts';

const TITLES = 10;
export const titleOf = (title: number): string => t(`job.title.${((title % TITLES) + TITLES) % TITLES}`);

export function Jobs({ view }: { view: ProcessView }) {
  const held = view.jobs.filter((job) => job.id > 0);
  return (
    <section class="part" aria-labelledby="jobs">
      <h2 id="jobs">{t('process.jobs')}</h2>
      {held.length === 0 && <p class="empty small">{t('process.noJobs')}</p>}
      {held.map((job) => (
        <Held key={job.id} job={job} view={view} />
      ))}
      <Refusal text={refusals.value.jobs} />
    </section>
  );
}

export function Offers({ view }: { view: ProcessView }) {
  return (
    <section class="part" aria-labelledby="offers">
      <h2 id="offers">{t('process.offers')}</h2>
      <div class="offers">
        {view.offers.map((offer, place) =>
          offer.id > 0 ? (
            <OfferCard key={offer.id} offer={offer} place={place} view={view} />
          ) : (
            <p key={-place - 1} class="empty small">
              {t('process.offerSoon')}
            </p>
          ),
        )}
      </div>
      <Refusal text={refusals.value.offers} />
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
        <b>+{late ? Math.floor(job.reward / 2) : job.reward}</b>
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

function OfferCard({ offer, place, view }: { offer: Offer; place: number; view: ProcessView }) {
  const { pages, room, fits } = offerRoom(view, offer);
  return (
    <article class="card offer">
      <div class="grow">
        <div class="spread">
          <h3>{titleOf(offer.title)}</h3>
          <b>+{offer.reward}</b>
        </div>
        <div class="spread small">
          <p>
            {t('process.needs', { sizes: sizesOf(offer).join(', ') })}
            <span class="muted">
              {' · '}
              {t(`pattern.${PATTERNS[offer.pattern]}`)}
              {offer.overrun > 0 && ` · ${t('process.overrun', { count: offer.overrun })}`}
            </span>
          </p>
          <p class="mono due">{t('process.within', { time: seconds(offer.due) })}</p>
        </div>
        {!fits && (
          <p class="small muted" data-testid="too-big">
            {t(pages > room ? 'process.tooBig' : 'process.scattered', { pages, room })}
          </p>
        )}
      </div>
      <Button testId={`offer-${place + 1}`} keys={String(place + 1)} onClick={() => accept(view, place)}>
        {t('process.accept')}
        <span class="hidden"> {titleOf(offer.title)}</span>
      </Button>
    </article>
  );
}

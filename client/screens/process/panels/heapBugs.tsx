/**
 * Bugs of one's own heap, to be made on purpose (UM3): what leaks, what runs over its end, and what a stale pointer would
 * do. Each says beforehand what it would meet.
 */
import type { ProcessView } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { hex4 } from '../../../ui/hex.ts';
import { freeAll } from '../choice.ts';
import { leftovers, markOf } from '../heap.ts';
import { titleOf } from '../jobs.tsx';
import { lastFreed } from '../marks.ts';
import { Collector } from '../more.tsx';
import { ask, Part } from './ask.tsx';
import { isReused, metAt, overrunMeets } from './bugs.ts';

export function HeapBugs({ view }: { view: ProcessView }) {
  return (
    <>
      <Leaks view={view} />
      <Overruns view={view} />
      <Stale view={view} />
    </>
  );
}

function Leaks({ view }: { view: ProcessView }) {
  const left = leftovers(view);
  const cells = left.reduce((sum, { size }) => sum + size, 0);
  return (
    <Part name="leaks" title={t('own.leaks')} rule="UM3">
      <p class="small" data-testid="leaks">
        {left.length === 0 ? t('own.noLeaks') : t('own.leaksText', { count: left.length, cells })}
      </p>
      <div class="row wrap">
        <Button off={left.length === 0} onClick={() => freeAll(view)}>
          {t('own.freeAll')}
        </Button>
        <Collector view={view} />
      </div>
    </Part>
  );
}

/** Buggy jobs, held and offered: where the write past the end goes. */
function Overruns({ view }: { view: ProcessView }) {
  const held = view.jobs.filter(({ id, overrun }) => id > 0 && overrun > 0);
  const offered = view.offers.filter(({ id, overrun }) => id > 0 && overrun > 0);
  return (
    <Part name="overruns" title={t('own.overruns')} rule="UM3">
      {held.length + offered.length === 0 && <p class="small">{t('own.noOverruns')}</p>}
      <ul class="rows small">
        {held.map((job) => {
          const met = overrunMeets(view, job);
          return (
            <li key={job.id} data-testid="overrun">
              <span class="mark mono">{markOf(view, job.id)}</span> {titleOf(job.title)}:{' '}
              {met === null ? t('own.overrun.unplaced') : t(`own.overrun.${met.what}`, { mark: met.mark })}
            </li>
          );
        })}
        {offered.map((offer) => (
          <li key={`offer-${offer.id}`}>
            {t('own.overrun.offered', { job: titleOf(offer.title), reward: offer.reward })}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** The pointer freed last: reading it, writing to it, freeing it again. */
function Stale({ view }: { view: ProcessView }) {
  const pointer = lastFreed.value;
  if (pointer < 0) {
    return (
      <Part name="stale" title={t('own.stale')} rule="UM3">
        <p class="small">{t('own.noStale')}</p>
      </Part>
    );
  }
  const { what, mark } = metAt(view, pointer);
  const twice = isReused(view, pointer) ? 'reused' : 'gone';
  return (
    <Part name="stale" title={t('own.stale')} rule="UM3">
      <p class="small" data-testid="stale">
        {t('own.staleAt', { address: hex4(pointer) })} {t(`own.staleMeets.${what}`, { mark })}
      </p>
      <div class="row wrap">
        <Button testId="stale-read" onClick={() => void ask({ op: 'touch', address: pointer, write: false })}>
          {t('own.staleRead')}
        </Button>
        <Button testId="stale-write" onClick={() => void ask({ op: 'touch', address: pointer, write: true })}>
          {t('own.staleWrite')}
        </Button>
        <Button testId="free-twice" onClick={() => void ask({ op: 'free', ptr: pointer })}>
          {t('own.freeTwice')}
        </Button>
      </div>
      <p class="notice small">
        <b>{t('own.freeTwice')}:</b> {t(`own.twice.${twice}`, { mark })}
      </p>
    </Part>
  );
}

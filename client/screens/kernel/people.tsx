/**
 * User space as the kernel sees it: a card for each process with its state, frames, job and score. On a
 * phone one line each.
 */

import { type KernelView, PROCESS_STATES, STATE } from '../../../shared/sim/index.ts';
import { language, t } from '../../i18n/index.ts';
import { Bar } from '../../ui/button.tsx';
import { Swatch } from '../../ui/hatch.tsx';
import { letterOf } from '../../ui/inks.ts';
import { Named } from '../../ui/readOn.tsx';
import { nameOf } from '../log.ts';
import { titleOf } from '../process/jobs.tsx';
import { trapTitle } from '../trapText.ts';
import { isInterrupt, type Process, present } from './reading.ts';

/** More than fit one below the other: they are sorted by need, in slim rows. */
const MANY = 8;

/** How much somebody needs the kernel: waiting for a decision, then blocked, at a limit, at work; the dead last. */
function needOf(process: Process, view: KernelView): number {
  if (view.traps.some((trap) => trap.id > 0 && trap.pid === process.pid && trap.stage === 0)) return 0;
  if (process.state === STATE.blocked) return 1;
  if (process.rss >= process.rssLimit) return 2;
  if (process.state === STATE.running) return 3;
  return process.state === STATE.dead || process.state === STATE.zombie ? 5 : 4;
}

/** Everybody there is; a few stay in their places, children behind their parents. */
function byNeed(view: KernelView): Process[] {
  const all = present(view);
  if (all.length > MANY) return all.sort((a, b) => needOf(a, view) - needOf(b, view) || a.pid - b.pid);
  return all.sort((a, b) => (a.parent || a.pid) - (b.parent || b.pid) || a.pid - b.pid);
}

export function People({ view }: { view: KernelView }) {
  const many = present(view).length > MANY;
  return (
    <section class={many ? 'people many' : 'people'} aria-labelledby="people">
      <h2 id="people">
        <Named as="people">{t('kernel.people')}</Named>
      </h2>
      {many && <p class="muted small">{t('kernel.byNeed', { count: present(view).length })}</p>}
      {/* Nobody in it takes the focus: the list does, to be scrolled by keys. */}
      <ul tabIndex={many ? 0 : undefined} aria-labelledby="people">
        {byNeed(view).map((process) => (
          <Person key={process.pid} process={process} view={view} slim={many} />
        ))}
      </ul>
      <p class="muted small wide-only">{t('kernel.peopleNote')}</p>
    </section>
  );
}

/** German nouns keep their capital inside a sentence. */
const inSentence = (words: string): string => (language.value === 'de' ? words : words.toLowerCase());

function stateOf(process: Process, view: KernelView): string {
  const state = PROCESS_STATES[process.state] ?? 'idle';
  const trap = view.traps.find((one) => one.id > 0 && one.pid === process.pid && !isInterrupt(one));
  if (state === 'blocked' && trap !== undefined)
    return t('kernel.waitingFor', { what: inSentence(trapTitle(trap)) });
  if (state === 'zombie') return t('kernel.zombie', { who: letterOf(process.parent) });
  if ((state === 'dead' || state === 'starting') && process.startAt >= 0) {
    const ticks = Math.max(0, process.startAt - view.machine[0].tick);
    return t(`state.${state}In`, { time: Math.ceil(ticks / 10) });
  }
  return t(`state.${state}`);
}

const nameFor = (process: Process): string =>
  process.parent > 0
    ? t('kernel.childOf', { who: letterOf(process.parent) })
    : nameOf(process.pid) || t('role.ai');

interface PersonProps {
  process: Process;
  view: KernelView;
  slim: boolean;
}

function Person({ process, view, slim }: PersonProps) {
  const { pid, parent, jobTitle, jobDone, jobAccesses } = process;
  const full = process.rss >= process.rssLimit;
  return (
    <li class={parent > 0 ? 'card person child' : 'card person'} data-testid={`process-${pid}`}>
      <Swatch pid={pid} />
      <div class="grow">
        <h3>
          {letterOf(pid)} · {nameFor(process)}
        </h3>
        <p class="mono person-state">{stateOf(process, view)}</p>
      </div>
      {parent === 0 && !slim && <b class="figure">{process.score}</b>}
      {slim ? (
        <span class={full ? 'mono full' : 'mono'}>
          {t('kernel.pages', { rss: process.rss, limit: process.rssLimit })}
        </span>
      ) : (
        <div class="person-job">
          <Bar
            share={jobAccesses > 0 ? jobDone / jobAccesses : 0}
            label={t('kernel.progress', { who: letterOf(pid) })}
          />
          <p class="spread small">
            <span class="person-title">{jobTitle >= 0 ? titleOf(jobTitle) : t('kernel.noJob')}</span>
            <span class={full ? 'mono full' : 'mono'}>
              {t('kernel.pages', { rss: process.rss, limit: process.rssLimit })}
            </span>
          </p>
        </div>
      )}
    </li>
  );
}

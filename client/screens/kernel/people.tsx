/**
 * User space as the kernel sees it: a card for each process with its state, frames, job and score. On a
 * phone one line each.
 */
import { type KernelView, PROCESS_STATES } from '../../../shared/sim/index.ts';
import { language, t } from '../../i18n/index.ts';
import { Bar } from '../../ui/button.tsx';
import { Swatch } from '../../ui/hatch.tsx';
import { letterOf } from '../../ui/inks.ts';
import { nameOf } from '../log.ts';
import { titleOf } from '../process/jobs.tsx';
import { trapTitle } from '../trapText.ts';

type Process = KernelView['processes'][number];

export function People({ view }: { view: KernelView }) {
  return (
    <section class="people" aria-labelledby="people">
      <h2 id="people">{t('kernel.people')}</h2>
      <ul>
        {view.processes.map((process) => (
          <Person key={process.pid} process={process} view={view} />
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
  const trap = view.traps.find((one) => one.id > 0 && one.pid === process.pid);
  if (state === 'blocked' && trap !== undefined)
    return t('kernel.waitingFor', { what: inSentence(trapTitle(trap)) });
  if ((state === 'dead' || state === 'starting') && process.startAt >= 0) {
    const ticks = Math.max(0, process.startAt - view.machine[0].tick);
    return t(`state.${state}In`, { time: Math.ceil(ticks / 10) });
  }
  return t(`state.${state}`);
}

function Person({ process, view }: { process: Process; view: KernelView }) {
  const { pid, jobTitle, jobDone, jobAccesses } = process;
  const full = process.rss >= process.rssLimit;
  return (
    <li class="card person" data-testid={`process-${pid}`}>
      <Swatch pid={pid} />
      <div class="grow">
        <h3>
          {letterOf(pid)} · {nameOf(pid) || t('role.ai')}
        </h3>
        <p class="mono person-state">{stateOf(process, view)}</p>
      </div>
      <b class="figure">{process.score}</b>
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
    </li>
  );
}

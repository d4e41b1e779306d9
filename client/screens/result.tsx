/**
 * After the match: who reached what, how the kernel's score came about, and how its evictions compare with
 * what other policies would have needed on the same references.
 */

import type { MatchResult } from '../../shared/protocol/message.ts';
import { RESULT } from '../about.ts';
import { has, t } from '../i18n/index.ts';
import { decimal } from '../i18n/numbers.ts';
import { makeMatch, making } from '../net/create.ts';
import { SCENARIOS } from '../net/scenarios.ts';
import { seconds, welcome } from '../net/store.ts';
import { Button } from '../ui/button.tsx';
import { ConceptLink } from '../ui/conceptLink.tsx';
import { Swatch } from '../ui/hatch.tsx';
import { hex2 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';
import { ReadOn } from '../ui/readOn.tsx';
import { isLessonFor, LessonEnd } from './lessonEnd.tsx';
import { isLed, otherPart } from './lessons.ts';
import { Plain } from './plain.tsx';

const share = (permille: number): string => decimal(permille / 1000, 3);

export function ResultScreen({ result }: { result: MatchResult | null }) {
  if (result === null) {
    return (
      <Plain>
        <h1>{t('result.title')}</h1>
        <p aria-busy="true">{t('result.coming')}</p>
        <div class="skeleton" />
      </Plain>
    );
  }
  const seat = welcome.value?.seat ?? -1;
  const mine = seat === 0 ? result.kernel.score : result.processes.find((one) => one.pid === seat)?.score;
  // The first lessons haven't come to replacement yet, nor a process there to what a kernel is measured by.
  const early = isLessonFor(result.scenario, seat) && isLed(result.scenario);
  return (
    <Plain wide>
      <div class="result" data-testid="result">
        <section class="result-head">
          <div>
            <h1>{t('result.title')}</h1>
            <p class="lead">{t(`scenario.${result.scenario}`)}</p>
          </div>
          {mine !== undefined && !isLessonFor(result.scenario, seat) && (
            <p class="result-score">
              <span data-testid="score">{mine}</span>
              <small>
                {t(seat === 0 ? 'result.asKernel' : 'result.asProcess', { who: letterOf(Math.max(1, seat)) })}
              </small>
            </p>
          )}
        </section>
        {seat >= 0 && <LessonEnd result={result} seat={seat} />}
        <div class="result-columns">
          <Processes result={result} seat={seat} />
          <div class="stack">
            {(seat <= 0 || !early) && <KernelSum result={result} />}
            {!early && <Regret result={result} seat={seat} />}
          </div>
        </div>
        <Again result={result} seat={seat} />
      </div>
    </Plain>
  );
}

const named = (name: string, ai: string): string =>
  ai === '' ? name || t('role.guest') : `${t('role.ai')} · ${has(`ai.${ai}`) ? t(`ai.${ai}`) : ai}`;

function Processes({ result, seat }: { result: MatchResult; seat: number }) {
  return (
    <section class="card" aria-labelledby="each">
      <h2 id="each">{t('result.each')}</h2>
      <table class="figures-table">
        <thead>
          <tr>
            <th scope="col">{t('result.process')}</th>
            <th scope="col">{t('figure.score')}</th>
            <th scope="col">{t('figure.work')}</th>
            <HeadOf about="waited">{t('result.waited')}</HeadOf>
            <HeadOf about="crashes">{t('process.fact.crashes')}</HeadOf>
            <HeadOf about="secrets">{t('process.fact.secrets')}</HeadOf>
          </tr>
        </thead>
        <tbody>
          {result.processes.map((one) => (
            <ProcessRow key={one.pid} one={one} mine={one.pid === seat} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HeadOf({ about, children }: { about: 'waited' | 'crashes' | 'secrets'; children: string }) {
  return (
    <th scope="col">
      <ConceptLink id={RESULT[about][0]}>{children}</ConceptLink>
    </th>
  );
}

function ProcessRow({ one, mine }: { one: MatchResult['processes'][number]; mine: boolean }) {
  const busy = one.runTicks + one.waitTicks;
  // On a phone the heads of the columns stand under the figures.
  return (
    <tr class={mine ? 'mine' : ''}>
      <th scope="row">
        <span class="row">
          <Swatch pid={one.pid} />
          <span>
            <span class="hidden">{letterOf(one.pid)} </span>
            {named(one.name, one.ai)}
            {mine && <b> · {t('lobby.you')}</b>}
          </span>
        </span>
      </th>
      <td data-head={t('figure.score')}>
        <b>{one.score}</b>
      </td>
      <td data-head={t('figure.work')}>{one.work}</td>
      <td data-head={t('result.waited')}>
        {busy === 0 ? '0 %' : `${Math.round((100 * one.waitTicks) / busy)} %`}
      </td>
      <td data-head={t('process.fact.crashes')}>{one.crashes}</td>
      <td data-head={t('process.fact.secrets')}>{one.secrets}</td>
    </tr>
  );
}

function KernelSum({ result }: { result: MatchResult }) {
  const before = Math.floor((result.work * result.fairness) / 1000);
  const fines = (['breach', 'panic', 'killed', 'missed'] as const)
    .filter((name) => result.fines[name] > 0)
    .map((name) => t(`result.fine.${name}`, { points: result.fines[name] }));
  return (
    <section class="card" aria-labelledby="sum">
      <div class="spread">
        <h2 id="sum">{t('result.kernel', { name: named(result.kernel.name, result.kernel.ai) })}</h2>
        <b class="figure">{result.kernel.score}</b>
      </div>
      <p class="sum">
        {t('result.sum', { work: result.work, fairness: share(result.fairness), before })}{' '}
        {fines.length > 0 ? t('result.less', { fines: fines.join(', ') }) : t('result.noFines')}
      </p>
      <p class="small muted">
        {t('result.incidents', { breaches: result.breaches, panics: result.panics, kills: result.kills })}
      </p>
      <p class="small muted">{t('result.fairness')}</p>
      <ReadOn about={RESULT.kernel} />
    </section>
  );
}

function Regret({ result, seat }: { result: MatchResult; seat: number }) {
  const { own, policies, references, frames } = result.regret;
  const bars = [{ policy: 'own', faults: own }, ...policies];
  const most = Math.max(1, ...bars.map((bar) => bar.faults));
  // Where memory sufficed, every policy does as well as every other: nothing to compare.
  const alike = bars.every(({ faults }) => faults === own);
  if (alike) {
    return (
      <section class="card" aria-labelledby="regret">
        <h2 id="regret">{t('result.regret')}</h2>
        <p>{t('result.sufficed', { count: own })}</p>
        <ReadOn about={RESULT.regret} />
      </section>
    );
  }
  return (
    <section class="card" aria-labelledby="regret">
      <h2 id="regret">{t('result.regret')}</h2>
      <p class="small muted">{t('result.regretText', { references, frames })}</p>
      <dl class="regret">
        {bars.map(({ policy, faults }) => (
          <div key={policy} class={policy === 'own' ? 'own' : ''}>
            <dt>{policy === 'own' ? t('result.own') : policy.toUpperCase()}</dt>
            <dd>
              <span class="regret-bar" style={{ width: `${Math.max(1, (78 * faults) / most)}%` }} />
              <b>{faults}</b>
            </dd>
          </div>
        ))}
      </dl>
      <p class="small">{verdict(result, seat)}</p>
      <ReadOn about={RESULT.regret} />
    </section>
  );
}

function verdict({ regret }: MatchResult, seat: number): string {
  const { tick, pid, vpn, betterPid, betterVpn } = regret.avoidable;
  // A process is told of its own pages only.
  if (tick < 0) return t(seat > 0 ? 'result.noneOfYours' : 'result.noneAvoidable');
  return t('result.avoidable', {
    time: seconds(tick),
    who: letterOf(pid),
    page: hex2(vpn),
    betterWho: letterOf(Math.max(1, betterPid)),
    betterPage: hex2(betterVpn),
  });
}

function Again({ result, seat }: { result: MatchResult; seat: number }) {
  const scenario = SCENARIOS.find(({ id }) => id === result.scenario)?.id ?? 'classic';
  const role = seat === 0 ? 'kernel' : 'process';
  const lesson = isLessonFor(scenario, seat);
  const other = seat === 0 ? 'process' : 'kernel';
  // The other side of a lesson that has none for it stays away.
  const from = lesson ? otherPart(scenario, role) : { id: scenario, role: other };
  const busy = making.value === 'busy';
  return (
    <div class="row wrap">
      {!lesson && (
        <Button
          kind="main"
          testId="again"
          disabled={busy}
          onClick={() => void makeMatch(scenario, { role, start: true })}
        >
          {t('result.again')}
        </Button>
      )}
      {from !== null && (
        <Button
          testId="other-role"
          disabled={busy}
          onClick={() => void makeMatch(from.id, { role: other, start: true })}
        >
          {t(`result.other.${other}`)}
        </Button>
      )}
      <a class="button" href="#/">
        {t('lost.home')}
      </a>
      {making.value.startsWith('error') && <p role="alert">{t(making.value)}</p>}
    </div>
  );
}

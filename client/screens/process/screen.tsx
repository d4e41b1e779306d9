/**
 * The process player's screen. One column with the orders under the thumb on a phone; on a wide screen the
 * address space, heap and jobs lie on the user's side and one's traps beyond the boundary.
 */

import type { ProcessView } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { order, refusals } from '../../net/command.ts';
import { processView } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { Hatch, Swatch } from '../../ui/hatch.tsx';
import { type Keys, useKeys } from '../../ui/keys.ts';
import { narrow } from '../../ui/narrow.ts';
import { Named } from '../../ui/readOn.tsx';
import { Asked } from '../../ui/why.tsx';
import { advise } from '../advice.ts';
import { GameHeader, machineTitle, Refusal } from '../header.tsx';
import { JustNowSheet, Log, OpenJustNow } from '../justNow.tsx';
import { stillToTry } from '../lessonState.ts';
import { nameOf } from '../log.ts';
import { PanicSheet, Paused, Waiting } from '../states.tsx';
import { AddressSpace, Legend } from './address.tsx';
import { accept, actAtCursor, fit, forks, freeAll, malloc, moveCursor, slot, taken } from './choice.ts';
import { leftovers, nextBuffer, roomFor } from './heap.ts';
import { Jobs } from './jobs.tsx';
import { More } from './more.tsx';
import { Offers } from './offers.tsx';
import { Drawer, hasDrawer } from './panels/drawer.tsx';
import { HeapStrip } from './strip.tsx';
import { OwnTraps } from './traps.tsx';

const grow = (): void => void order({ op: 'brk', pages: 1 }, 'dock');

function keysOf(view: ProcessView | null): Keys {
  if (view === null) return {};
  const row = 8 * view.self[0].cellsPerPage;
  return {
    '1': () => accept(view, 0),
    '2': () => accept(view, 1),
    '3': () => accept(view, 2),
    '4': () => accept(view, 3),
    m: () => malloc(view),
    f: () => freeAll(view),
    b: grow,
    ArrowLeft: () => moveCursor(view, -1),
    ArrowRight: () => moveCursor(view, 1),
    ArrowUp: () => moveCursor(view, -row),
    ArrowDown: () => moveCursor(view, row),
    Enter: () => actAtCursor(view),
  };
}

export function ProcessScreen() {
  const view = processView.value;
  useKeys(keysOf(view));
  if (view === null) return <Waiting />;
  const self = view.self[0];
  return (
    <div class="game process" data-testid="process-screen">
      <GameHeader
        face={<Swatch pid={self.pid} />}
        title={nameOf(self.pid) || t('process.me')}
        under={t('process.under', { machine: machineTitle() })}
        figures={[{ key: 'score', value: String(self.score), testId: 'score' }]}
      />
      <main id="main" tabIndex={-1} class="process-main">
        <div class="col-space">
          <AddressSpace view={view} />
          <Legend />
          {!narrow.value && (hasDrawer() ? <Drawer view={view} offers={true} /> : <Offers view={view} />)}
        </div>
        <div class="col-work">
          <NextStep view={view} />
          <HeapStrip view={view} />
          <Jobs view={view} />
          {narrow.value && <Offers view={view} />}
          <More view={view} />
        </div>
        <div class="rule-v" aria-hidden="true">
          <Hatch of="rule" />
        </div>
        {!narrow.value && (
          <aside class="col-kernel" aria-label={t('process.beyond')}>
            <h2>
              <Named as="traps">{t('process.boundary')}</Named>
            </h2>
            <OwnTraps view={view} />
            <Scores view={view} />
            <h2>{t('log.title')}</h2>
            <Log most={5} />
          </aside>
        )}
      </main>
      <Dock view={view} />
      <JustNowSheet>
        <Scores view={view} />
      </JustNowSheet>
      <PanicSheet />
      <Paused />
    </div>
  );
}

function NextStep({ view }: { view: ProcessView }) {
  const chosen = { fit: fit.value, slot: slot.value, forks: forks.value };
  const advice = advise(view, { ...chosen, wanted: stillToTry.value });
  return (
    <p class="next-step" data-testid="next-step" data-target={advice.target}>
      <b>{t('advice.next')}</b> {t(advice.key, advice.values)}
    </p>
  );
}

function Facts({ view }: { view: ProcessView }) {
  const self = view.self[0];
  const facts = [
    ['as', `${self.asPages} / ${self.asLimit}`],
    ['minor', self.minorFaults],
    ['major', self.majorFaults],
    ['crashes', self.crashes],
    ['secrets', self.secrets],
    ['nice', self.nice],
  ] as const;
  return (
    <dl class="facts small">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt class="muted">{t(`process.fact.${name}`)}</dt>
          <dd class="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Everybody's score, and one's own figures. */
function Scores({ view }: { view: ProcessView }) {
  return (
    <>
      <Asked rule="score">
        <h2>{t('process.scores')}</h2>
      </Asked>
      <ul class="scores">
        {view.roster.map((one) => (
          <li key={one.pid} class="row">
            <Swatch pid={one.pid} />
            <span class="grow">{nameOf(one.pid) || t('role.ai')}</span>
            <b>{one.score}</b>
          </li>
        ))}
      </ul>
      <Facts view={view} />
    </>
  );
}

function Dock({ view }: { view: ProcessView }) {
  const next = nextBuffer(view);
  const full = next !== null && !roomFor(view, taken(next.size), fit.value);
  return (
    <footer class="dock">
      {narrow.value && (
        <>
          <div class="rule-h" aria-hidden="true">
            <Hatch of="rule" />
          </div>
          <div class="dock-traps">
            <OwnTraps view={view} />
            <OpenJustNow />
          </div>
        </>
      )}
      <div class="dock-say">
        <Refusal of={refusals.value.dock ?? refusals.value.more} />
      </div>
      <div class="dock-buttons">
        <Button
          kind="main"
          testId="malloc"
          keys="M"
          off={next === null || full}
          small={t(full ? 'process.atLimit' : 'process.userSpace')}
          onClick={() => malloc(view)}
        >
          {next === null ? 'malloc' : t('process.mallocSize', { size: next.size })}
        </Button>
        <Button
          testId="free-all"
          keys="F"
          off={leftovers(view).length === 0}
          small={t('process.leftoversCount', { count: leftovers(view).length })}
          onClick={() => freeAll(view)}
        >
          {t('process.free')}
        </Button>
        <Button testId="brk" keys="B" small={t('process.viaSyscall')} onClick={grow}>
          {t('process.moreMemory')}
        </Button>
      </div>
      <p class="keys muted small hint">{t('process.keys')}</p>
    </footer>
  );
}

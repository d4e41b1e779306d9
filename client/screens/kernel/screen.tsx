/**
 * The kernel player's screen: people on the user's side, traps across the boundary, RAM and what is known
 * of the picked frame beyond it, orders below.
 */

import type { KernelView } from '../../../shared/sim/index.ts';
import { Board } from '../../board/board.tsx';
import { columnsOf, tilesOf } from '../../board/model.ts';
import { slotColumns } from '../../board/swap.tsx';
import { t } from '../../i18n/index.ts';
import { share } from '../../i18n/numbers.ts';
import { kernelView, room } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { Hatch } from '../../ui/hatch.tsx';
import { useKeys } from '../../ui/keys.ts';
import { narrow } from '../../ui/narrow.ts';
import { Named } from '../../ui/readOn.tsx';
import { Asked } from '../../ui/why.tsx';
import { GameHeader, machineTitle } from '../header.tsx';
import { JustNowSheet, Log } from '../justNow.tsx';
import { panelsNow } from '../panels.ts';
import { PanicSheet, Paused, Waiting } from '../states.tsx';
import { Actions, kernelKeys, Queues } from './actions.tsx';
import { BoardTools, canZoom, hasTools, outlinesNow } from './boardTools.tsx';
import { pick, pickAt, picked, sheet, zoomed } from './choice.ts';
import { Brief, Detail, hintFor } from './detail.tsx';
import { hasInstruments, Instruments, isInstrumentOpen } from './panels/index.tsx';
import { People } from './people.tsx';
import { Sheets } from './sheets.tsx';
import { Traps } from './traps.tsx';

export function KernelScreen() {
  const view = kernelView.value;
  useKeys(view === null ? {} : kernelKeys);
  if (view === null) return <Waiting />;
  const machine = view.machine[0];
  const info = room.value;
  const panel = !narrow.value && isInstrumentOpen();
  return (
    <div class="game kernel" data-testid="kernel-screen">
      <GameHeader
        title={t(`scenario.${info?.scenario}`)}
        under={t('kernel.under', { machine: machineTitle() })}
        figures={[
          { key: 'score', value: String(machine.kernelScore), testId: 'score' },
          { key: 'work', value: String(machine.work), extra: true },
          { key: 'fairness', value: share(machine.fairness), rule: 'score', extra: true },
          {
            key: 'free',
            value: `${view.kernel[0].freeFrames} / ${view.frames.length}`,
            testId: 'free-frames',
          },
        ]}
      />
      <main id="main" tabIndex={-1} class={`kernel-main ${columns()}`}>
        <People view={view} />
        <div class="rule-v" aria-hidden="true">
          <Hatch of="rule" />
        </div>
        <div class="kernel-traps">
          <Traps view={view} />
          {!narrow.value && <JustNow />}
        </div>
        <section class="kernel-board" aria-labelledby="ram" style={roomFor(view)}>
          <div class="board-head">
            <h2 id="ram">
              <Named as="ram">{t(hasTools(view) ? 'kernel.ramShort' : 'kernel.ram')}</Named>
            </h2>
            <BoardTools view={view} />
          </div>
          <Board
            view={view}
            picked={picked.value}
            onPick={pick}
            onCursor={pickAt}
            hint={hintFor(view, tilesOf(view))?.pfn}
            outlines={outlinesNow()}
            zoomed={zoomed.value && canZoom(view)}
          />
        </section>
        <div class="kernel-side">
          {panel && <Brief view={view} />}
          {!narrow.value && <Instruments view={view} still={false} />}
          {!panel && <Detail view={view} />}
          {narrow.value && hasInstruments() && <OpenInstruments />}
          <Queues view={view} />
          <Legend />
          <p class="narrow-only small muted">{t('kernel.largerHelps')}</p>
        </div>
      </main>
      <Actions />
      <Sheets view={view} />
      <JustNowSheet>
        <Figures machine={machine} />
      </JustNowSheet>
      <PanicSheet />
      <Paused />
    </div>
  );
}

/** What a phone's board takes in height, as the style sheet counts it: rows to columns, and rows of swap slots. */
function roomFor({ frames, swap }: KernelView): { [property: string]: number } {
  const columns = columnsOf(frames.length);
  const rows = Math.ceil(frames.length / columns);
  return { '--tall': rows / columns, '--slot-rows': Math.ceil(swap.length / slotColumns(swap.length)) };
}

/** How much room the panels take beside the board. */
const columns = (): string =>
  narrow.value || !hasInstruments() ? '' : isInstrumentOpen() ? 'with-panel' : 'with-tabs';

function OpenInstruments() {
  return (
    <Button
      testId="open-instruments"
      onClick={() => {
        sheet.value = 'instruments';
      }}
    >
      {t('panel.name')}
    </Button>
  );
}

function JustNow() {
  return (
    <section class="card just-now" aria-labelledby="just-now">
      <h2 id="just-now">{t('log.title')}</h2>
      <Log most={4} />
    </section>
  );
}

/** The score with what the header has no room for on a phone. */
function Figures({ machine }: { machine: KernelView['machine'][number] }) {
  const figures = [
    ['score', machine.kernelScore],
    ['work', machine.work],
    ['fairness', share(machine.fairness)],
  ] as const;
  return (
    <>
      <Asked rule="score">
        <h2>{t('process.scores')}</h2>
      </Asked>
      <dl class="facts small">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt class="muted">{t(`figure.${name}`)}</dt>
            <dd class="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function Legend() {
  return (
    <ul class="legend small" aria-label={t('process.legend')}>
      <li>
        <i class="dot" /> <Named as="referenced">{t('mark.referenced')}</Named>
      </li>
      <li>
        <i class="wedge" /> <Named as="dirty">{t('mark.dirty')}</Named>
      </li>
      <li>
        <i class="key untouched" /> <Named as="free">{t('frame.free')}</Named>
      </li>
      {panelsNow.value.has('sharing') &&
        (['cow', 'cache', 'shm'] as const).map((way) => (
          <li key={way}>
            <i class={`share-mark ${way}`} /> {t(`panel.sharing.${way}`)}
          </li>
        ))}
    </ul>
  );
}

/**
 * The projector's view: the kernel's board and everybody's score, large and without orders. Needs the
 * host's key; without a view the server was not convinced.
 */

import { signal } from '@preact/signals';
import { Board } from '../board/board.tsx';
import { t } from '../i18n/index.ts';
import { share } from '../i18n/numbers.ts';
import { kernelView, room } from '../net/store.ts';
import { Hatch } from '../ui/hatch.tsx';
import { Named } from '../ui/readOn.tsx';
import { GameHeader, machineTitle } from './header.tsx';
import { Queues } from './kernel/actions.tsx';
import { BoardTools, canZoom, hasTools, outlinesNow } from './kernel/boardTools.tsx';
import { zoomed } from './kernel/choice.ts';
import { hasInstruments, Instruments } from './kernel/panels/index.tsx';
import { People } from './kernel/people.tsx';
import { Legend } from './kernel/screen.tsx';
import { Traps } from './kernel/traps.tsx';
import { PanicSheet, Paused, Waiting } from './states.tsx';

/** A watcher may point at a frame, for the class to look at; nothing is sent. */
const pointed = signal(-1);

export function Spectator() {
  const view = kernelView.value;
  if (view === null) return <Waiting />;
  const info = room.value;
  const machine = view.machine[0];
  return (
    <div class="game spectator" data-testid="spectator">
      <GameHeader
        title={t(`scenario.${info?.scenario}`)}
        under={t('spectator.under', { machine: machineTitle() })}
        figures={[
          { key: 'code', value: info?.code ?? '', testId: 'watch-code' },
          { key: 'kernelScore', value: String(machine.kernelScore), testId: 'score' },
          { key: 'work', value: String(machine.work) },
          { key: 'fairness', value: share(machine.fairness) },
          { key: 'free', value: `${view.kernel[0].freeFrames} / ${view.frames.length}` },
        ]}
      />
      <main id="main" tabIndex={-1} class={hasInstruments() ? 'spectator-main with-panel' : 'spectator-main'}>
        <People view={view} />
        <div class="rule-v" aria-hidden="true">
          <Hatch of="rule" />
        </div>
        <div class="kernel-traps">
          <Traps view={view} still />
          <Queues view={view} />
          <Legend />
        </div>
        <section class="kernel-board" aria-labelledby="ram">
          <div class="board-head">
            <h2 id="ram">
              <Named as="ram">{t(hasTools(view) ? 'kernel.ramShort' : 'kernel.ram')}</Named>
            </h2>
            <BoardTools view={view} />
          </div>
          <Board
            view={view}
            picked={pointed.value}
            outlines={outlinesNow()}
            zoomed={zoomed.value && canZoom(view)}
            onPick={(pfn) => {
              pointed.value = pointed.value === pfn ? -1 : pfn;
            }}
          />
        </section>
        {hasInstruments() && (
          <div class="kernel-side">
            <Instruments view={view} still always />
          </div>
        )}
      </main>
      <PanicSheet />
      <Paused />
    </div>
  );
}

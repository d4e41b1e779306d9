/**
 * The calls that are not needed every minute: mmap and munmap, nice, poking at an address with its risk told,
 * signals to oneself, and leaving. A lesson shows those that have to do with what it brings in.
 */

import { signal } from '@preact/signals';
import { collect, gcPause, type ProcessView, type Signal, VMA_KINDS } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { order, refuse } from '../../net/command.ts';
import { seconds } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { hex2 } from '../../ui/hex.ts';
import { narrow } from '../../ui/narrow.ts';
import { Named } from '../../ui/readOn.tsx';
import { panelsNow, useful } from '../panels.ts';
import { blocksOf, heapRange } from './heap.ts';
import { Drawer, hasDrawer } from './panels/drawer.tsx';
import { range } from './range.ts';

const MMAP = VMA_KINDS.indexOf('mmap');
const address = signal('');
const pages = signal(2);
/** Those that do anything to oneself: stopping is refused, going on needs a stop first. */
const OWN = ['SIGKILL', 'SIGSEGV'] as const satisfies readonly Signal[];

export function More({ view }: { view: ProcessView }) {
  const drawer = narrow.value && hasDrawer();
  return (
    <details class="more" data-testid="more-calls" open={drawer}>
      <summary>{t(drawer ? 'process.more.titleToo' : 'process.more.title')}</summary>
      <div class="stack">
        {drawer && <Drawer view={view} offers={false} />}
        {useful('tables', 'tlb', 'heapBugs') && <Poke view={view} />}
        {useful('tables', 'limits', 'heapBugs') && <Mapping view={view} />}
        {!panelsNow.value.has('heapBugs') && (
          <div>
            <Collector view={view} />
            <Named as="collector">{t('concept.gc')}</Named>
          </div>
        )}
        {useful('messages') && <Own view={view} />}
        <div class="row wrap">
          {useful('sharing', 'messages', 'policies') && <Nice view={view} />}
          <Button onClick={() => void order({ op: 'exit' }, 'more')}>{t('process.more.exit')}</Button>
        </div>
      </div>
    </details>
  );
}

function Nice({ view }: { view: ProcessView }) {
  const { nice } = view.self[0];
  return (
    <>
      <Button onClick={() => void order({ op: 'nice', value: Math.min(19, nice + 5) }, 'more')}>
        {t('process.more.nicer', { nice })}
      </Button>
      <Button onClick={() => void order({ op: 'nice', value: Math.max(0, nice - 5) }, 'more')}>
        {t('process.more.lessNice')}
      </Button>
    </>
  );
}

/** Runs of pages of the mmap area, so that one tap unmaps one of them. */
function mappings(view: ProcessView): { vpn: number; pages: number }[] {
  const runs: { vpn: number; pages: number }[] = [];
  view.pages.forEach((page, vpn) => {
    if (page.vma !== MMAP) return;
    const last = runs[runs.length - 1];
    if (last !== undefined && last.vpn + last.pages === vpn) last.pages++;
    else runs.push({ vpn, pages: 1 });
  });
  return runs;
}

function Mapping({ view }: { view: ProcessView }) {
  return (
    <div class="row wrap">
      <label class="row small">
        {t('process.more.pages')}
        <input
          class="input narrow"
          type="number"
          min={1}
          max={16}
          value={pages.value}
          onInput={(event) => {
            pages.value = Math.max(1, Number(event.currentTarget.value) || 1);
          }}
        />
      </label>
      <Button testId="mmap" onClick={() => void order({ op: 'mmap', pages: pages.peek() }, 'more')}>
        mmap
      </Button>
      <Button testId="brk-down" onClick={() => void order({ op: 'brk', pages: -pages.peek() }, 'more')}>
        {t('process.more.brkDown')}
      </Button>
      {mappings(view).map((run) => (
        <Button key={run.vpn} onClick={() => void order({ op: 'munmap', ...run }, 'more')}>
          munmap {hex2(run.vpn)}
        </Button>
      ))}
    </div>
  );
}

/** Garbage collection, with what it would free and what it costs beforehand. */
export function Collector({ view }: { view: ProcessView }) {
  const { from, to } = heapRange(view);
  const alive = view.jobs.map((job) => job.id);
  const cells = collect(blocksOf(view), alive).reduce((sum, block) => sum + block.size, 0);
  const cost = t('process.more.gcCost', { count: cells, time: seconds(gcPause(to - from)) });
  return (
    <div class="row wrap">
      <Button testId="gc" small={cost} onClick={() => void order({ op: 'gc' }, 'more')}>
        {t('process.more.gc')}
      </Button>
    </div>
  );
}

/** The address typed, or else the first of the page that is picked in the address space. */
function Poke({ view }: { view: ProcessView }) {
  const picked =
    range.value === null ? '' : `0x${(range.value.vpn * view.self[0].cellsPerPage).toString(16)}`;
  const shown = address.value || picked;
  const poke = (write: boolean): void => {
    const text = shown.trim().replace(/^0x/i, '');
    const cell = /^[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : -1;
    if (cell < 0 || cell > 0xffff) refuse('more', t('process.more.badAddress', { end: end.toString(16) }));
    else void order({ op: 'touch', address: cell, write }, 'more');
  };
  const end = view.pages.length * view.self[0].cellsPerPage - 1;
  return (
    <fieldset class="choices">
      <legend>{t('process.more.poke', { end: end.toString(16) })}</legend>
      <input
        class="input narrow mono"
        aria-label={t('process.more.address')}
        placeholder="0x2a"
        data-testid="poke-address"
        value={shown}
        onInput={(event) => {
          address.value = event.currentTarget.value;
        }}
      />
      <Button testId="poke-read" onClick={() => poke(false)}>
        {t('process.more.read')}
      </Button>
      <Button testId="poke-write" onClick={() => poke(true)}>
        {t('process.more.write')}
      </Button>
      <p class="small">{t('process.more.risk')}</p>
    </fieldset>
  );
}

function Own({ view }: { view: ProcessView }) {
  const { pid } = view.self[0];
  return (
    <fieldset class="choices">
      <legend>
        <Named as="signals">{t('process.more.signal')}</Named>
      </legend>
      {OWN.map((name) => (
        <Button key={name} onClick={() => void order({ op: 'kill', pid, signal: name }, 'more')}>
          <span class="mono">{name}</span>
        </Button>
      ))}
      <p class="small">{t('process.more.signalNote')}</p>
    </fieldset>
  );
}

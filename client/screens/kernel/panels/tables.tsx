/**
 * The page tables of one process as the two levels they are, the leaf at hand entry by entry; and beside them what its
 * processor remembers of them, which may be out of date.
 */
import { useSignal } from '@preact/signals';
import { type KernelView, PAGE_STATES, VMA_KINDS } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { hex2 } from '../../../ui/hex.ts';
import { letterOf } from '../../../ui/inks.ts';
import { panelsNow } from '../../panels.ts';
import { picked, subjectNow, trapNow } from '../choice.ts';
import { give } from '../orders.ts';
import { BIT_LETTERS, bitsText, type Entry, type Leaf, leavesOf, tlbOf } from '../reading.ts';
import { FrameChip, PanelCard, type PanelProps, ProcessChooser } from './parts.tsx';

/** The page that is at hand: the picked frame's, else the trap's; -1 when neither is this process's. */
function pageAtHand(view: KernelView, pid: number): number {
  const frame = view.frames[picked.value];
  if (frame !== undefined && frame.pid === pid && frame.vpn >= 0) return frame.vpn;
  const trap = trapNow.value;
  return trap !== null && trap.pid === pid ? trap.vpn : -1;
}

export function TablePanel({ view, still }: PanelProps) {
  const pid = subjectNow.value;
  const leaves = leavesOf(view, pid);
  const chosen = useSignal(-1);
  const page = pageAtHand(view, pid);
  const near = leaves.findIndex(({ entries }) => entries.some(({ vpn }) => vpn === page));
  const built = leaves.findIndex(({ pfn }) => pfn >= 0);
  const open = chosen.value >= 0 ? chosen.value : near >= 0 ? near : Math.max(0, built);
  const directory = view.processes[pid - 1]?.directory ?? -1;
  return (
    <PanelCard name="tables" rule="AS2">
      <ProcessChooser view={view} />
      <p class="row small">
        <span>{t('panel.tables.directory', { who: letterOf(pid) })}</span>
        {directory >= 0 && <FrameChip pfn={directory} still={still} />}
      </p>
      <ol class="leaves" aria-label={t('panel.tables.leaves')}>
        {leaves.map((leaf, at) => (
          <li key={at}>
            <LeafButton
              leaf={leaf}
              at={at}
              open={open === at}
              onOpen={() => {
                chosen.value = at;
              }}
            />
          </li>
        ))}
      </ol>
      <Rows leaf={leaves[open]} page={page} still={still} />
      <p class="small muted">{t('panel.tables.bits', { letters: BIT_LETTERS.join(' ') })}</p>
    </PanelCard>
  );
}

const stateOf = (entry: Entry): string => PAGE_STATES[entry.state] ?? 'none';

interface LeafProps {
  leaf: Leaf;
  at: number;
  open: boolean;
  onOpen: () => void;
}

function LeafButton({ leaf, at, open, onOpen }: LeafProps) {
  const where = leaf.pfn >= 0 ? t('board.frame', { frame: hex2(leaf.pfn) }) : t('panel.tables.notBuilt');
  return (
    <button
      type="button"
      class={leaf.pfn >= 0 ? 'leaf' : 'leaf missing'}
      aria-pressed={open}
      aria-label={t('panel.tables.leaf', { at, where })}
      onClick={onOpen}
    >
      <span class="mono" aria-hidden="true">
        {leaf.pfn >= 0 ? hex2(leaf.pfn) : '··'}
      </span>
      <span class="leaf-entries" aria-hidden="true">
        {leaf.entries.map((entry) => (
          <i key={entry.vpn} class={stateOf(entry)} />
        ))}
      </span>
    </button>
  );
}

function Rows({ leaf, page, still }: { leaf: Leaf | undefined; page: number; still: boolean }) {
  if (leaf === undefined) return null;
  return (
    <table class="ptes">
      <caption class="hidden">{t('panel.tables.entries')}</caption>
      <thead>
        <tr class="small muted">
          <th scope="col">{t('panel.tables.page')}</th>
          <th scope="col">{t('panel.tables.area')}</th>
          <th scope="col">{t('panel.tables.where')}</th>
          <th scope="col">{t('panel.tables.flags')}</th>
        </tr>
      </thead>
      <tbody>
        {leaf.entries.map((entry) => (
          <tr key={entry.vpn} class={entry.vpn === page ? 'at-hand' : ''}>
            <th scope="row" class="mono">
              {hex2(entry.vpn)}
            </th>
            <td class="small">{t(`vma.short.${VMA_KINDS[entry.vma] ?? 'none'}`)}</td>
            <td>
              <Where entry={entry} still={still} />
            </td>
            <td class="mono">{bitsText(entry.bits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Where({ entry, still }: { entry: Entry; still: boolean }) {
  const state = stateOf(entry);
  if (state === 'resident' && entry.where >= 0) return <FrameChip pfn={entry.where} still={still} />;
  if (state === 'out' && entry.where >= 0)
    return <span class="mono">{t('panel.tables.slot', { slot: entry.where })}</span>;
  if (state === 'none') return null;
  return <span class="small muted">{t(`panel.tables.state.${state}`)}</span>;
}

export function TlbPanel({ view, still }: PanelProps) {
  const pid = subjectNow.value;
  const held = tlbOf(view, pid);
  const stale = held.filter((one) => one.stale).length;
  return (
    <PanelCard name="tlb" rule="AC4">
      {!panelsNow.value.has('tables') && <ProcessChooser view={view} />}
      {held.length === 0 && <p class="small muted">{t('panel.tlb.empty', { who: letterOf(pid) })}</p>}
      <ul class="tlb-list">
        {held.map((one) => (
          <li key={one.vpn} class={one.stale ? 'mono stale' : 'mono'}>
            {hex2(one.vpn)} → {hex2(one.pfn)}
            {one.stale && <b>{t('panel.tlb.stale')}</b>}
          </li>
        ))}
      </ul>
      {stale > 0 && <p class="small warn">{t('panel.tlb.warn', { count: stale, who: letterOf(pid) })}</p>}
      {!still && (
        <Button testId="flush-process" onClick={() => void give({ op: 'flush', pid })}>
          {t('panel.tlb.flush', { who: letterOf(pid) })}
        </Button>
      )}
    </PanelCard>
  );
}

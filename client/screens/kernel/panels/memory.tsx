/**
 * The kernel's own memory: what it is for as a bar that grows and shrinks, its slab caches object by object, and the two
 * windows through which it reaches high memory.
 */

import { slab as slabs } from '../../../../shared/sim/index.ts';
import { USES } from '../../../about.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { ConceptLink } from '../../../ui/conceptLink.tsx';
import { give } from '../orders.ts';
import { kernelUse } from '../reading.ts';
import { FrameChip, PanelCard, type PanelProps } from './parts.tsx';

export function KernelMapPanel({ view }: PanelProps) {
  const uses = kernelUse(view).filter(({ count }) => count > 0);
  const ram = view.frames.length;
  const { kernelFrames } = view.kernel[0];
  return (
    <PanelCard name="kernelMap" rule="FR3">
      <p class="spread">
        <b>{t('panel.frames', { count: kernelFrames })}</b>
        <span class="small">
          {t('panel.kernelMap.share', { percent: Math.round((kernelFrames * 100) / ram) })}
        </span>
      </p>
      <div class="stacked-bar" aria-hidden="true">
        {uses.map(({ kind, count }) => (
          <span key={kind} class={`weave ${kind}`} style={{ width: `${(count * 100) / ram}%` }} />
        ))}
      </div>
      <ul class="uses small">
        {uses.map(({ kind, count }) => (
          <li key={kind}>
            <i class={`weave ${kind}`} aria-hidden="true" />
            <span>
              <ConceptLink id={USES[kind]} apart>
                {t(`panel.kernelMap.use.${kind}`)}
              </ConceptLink>
            </span>
            <b class="mono">{count}</b>
          </li>
        ))}
      </ul>
    </PanelCard>
  );
}

const NAMED = 4;

export function SlabPanel({ view, still }: PanelProps) {
  return (
    <PanelCard name="slab" rule="KM1">
      <ul class="caches">
        {view.caches.map(({ slabs: count, objects, capacity }, index) => {
          if (count === 0 && index >= NAMED) return null;
          const { name } = slabs.CACHES[index];
          return (
            <li key={name}>
              <p class="spread small">
                <b class="mono">{name}</b>
                <span class="mono">
                  <span class="hidden">{t('panel.slab.line', { slabs: count, objects, capacity })}</span>
                  <span aria-hidden="true">
                    {objects}/{capacity} · {t('panel.frames', { count })}
                  </span>
                </span>
              </p>
              <Dots objects={objects} capacity={capacity} slabs={count} />
            </li>
          );
        })}
      </ul>
      {!still && (
        <div class="row">
          <Button testId="shrink" onClick={() => void give({ op: 'shrink' })}>
            {t('panel.slab.shrink')}
          </Button>
          <p class="small">{t('panel.slab.shrinkText')}</p>
        </div>
      )}
    </PanelCard>
  );
}

const ROW = 32;

/** A dot an object, filled when it is in use; how they lie in the slabs isn't told. */
function Dots({ objects, capacity, slabs: count }: { objects: number; capacity: number; slabs: number }) {
  if (count === 0) return <p class="small muted">{t('panel.slab.none')}</p>;
  const rows = Math.ceil(capacity / ROW);
  return (
    <svg class="dots" viewBox={`0 0 ${ROW * 8} ${rows * 8}`} width={ROW * 8} aria-hidden="true">
      {Array.from({ length: capacity }, (_, at) => (
        <circle
          key={at}
          cx={(at % ROW) * 8 + 4}
          cy={Math.floor(at / ROW) * 8 + 4}
          r={2.6}
          class={at < objects ? 'in-use' : ''}
        />
      ))}
    </svg>
  );
}

export function HighmemPanel({ view, still }: PanelProps) {
  return (
    <PanelCard name="highmem" rule="FR2" note={t('panel.highmem.note')}>
      <ol class="kmap">
        {view.kmap.map(({ pfn }, slot) => (
          <li key={slot} class={pfn >= 0 ? 'used' : ''}>
            <span class="small muted">{t('panel.highmem.slot', { slot })}</span>
            {pfn >= 0 ? <FrameChip pfn={pfn} still={still} /> : <span>{t('panel.highmem.empty')}</span>}
          </li>
        ))}
      </ol>
    </PanelCard>
  );
}

/**
 * The idea as a picture: a process on its side, the boundary, a trap crossing it, RAM on the other side. It
 * moves a little, one frame at a time, unless less motion is asked for. Decoration only.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { letterOf } from '../ui/inks.ts';
import { calm } from '../ui/theme.ts';

const COLUMNS = 8;
const FIRST = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 1, 3, 3, 3, 1, 1, 4, 4, 2, 2, 2, -1, 3, 4, 4, 4, 1, 2, 4, 4, 1,
  1, -1, 3, 3,
];
/** Frames that change, one a step: [frame, owner]. */
const STEPS = [
  [26, 2],
  [37, 1],
  [13, -1],
  [13, 4],
  [26, -1],
  [26, 3],
  [37, -1],
  [37, 2],
  [13, 3],
  [26, 1],
] as const;
const SIZE = 46;
const GAP = 4;
const LEFT = 196;

function Tile({ index, owner }: { index: number; owner: number }) {
  const x = LEFT + (index % COLUMNS) * (SIZE + GAP);
  const y = 14 + Math.floor(index / COLUMNS) * (SIZE + GAP);
  const fill = owner < 0 ? 'none' : `url(#hatch-${owner === 0 ? 'kernel' : owner})`;
  const mark = owner > 0 && index % 3 === 0;
  return (
    <g>
      <rect class={owner < 0 ? 'hole' : 'edge'} x={x} y={y} width={SIZE} height={SIZE} rx="5" fill={fill} />
      {owner > 0 && (
        <>
          <rect class="label" x={x + 5} y={y + 5} width="16" height="17" rx="2" />
          <text x={x + 13} y={y + 18} class="who">
            {letterOf(owner)}
          </text>
        </>
      )}
      {mark && <circle class="mark" cx={x + SIZE - 9} cy={y + 10} r="4" />}
      <text x={x + 6} y={y + SIZE - 6} class={owner === 0 ? 'address paper' : 'address'}>
        {(index + 8).toString(16).padStart(2, '0')}
      </text>
    </g>
  );
}

function People() {
  return (
    <g>
      {[1, 2, 3, 4].map((pid, row) => (
        <g key={pid} transform={`translate(8 ${14 + row * 62})`}>
          <rect class="edge card-fill" width="146" height="52" rx="6" />
          <rect class="edge" x="9" y="9" width="34" height="34" rx="4" fill={`url(#hatch-${pid})`} />
          <rect class="label" x="18" y="17" width="16" height="18" rx="2" />
          <text x="26" y="31" class="who">
            {letterOf(pid)}
          </text>
          <rect class="edge card-fill" x="54" y="30" width="80" height="8" rx="4" />
          <rect class="mark" x="54" y="30" width={[52, 24, 66, 38][row]} height="8" rx="4" />
        </g>
      ))}
    </g>
  );
}

export function Picture() {
  const step = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!calm.peek()) step.value++;
    }, 1700);
    return () => clearInterval(timer);
  }, [step]);
  const owners = [...FIRST];
  for (let done = 0; done < step.value % (STEPS.length + 1); done++) owners[STEPS[done][0]] = STEPS[done][1];
  const crossing = step.value % 2 === 1;
  return (
    <svg class="picture" viewBox="0 0 602 278" role="img" aria-label={t('home.picture')}>
      <rect class="side" x="176" y="0" width="426" height="278" />
      <rect x="168" y="0" width="10" height="278" fill="url(#hatch-rule)" />
      <People />
      {owners.map((owner, index) => (
        // The frames never change places.
        <Tile key={index} index={index} owner={owner} />
      ))}
      <g class={crossing ? 'cross over' : 'cross'}>
        <rect class="trap" x="92" y="90" width="104" height="36" rx="6" />
        <rect class="edge" x="100" y="98" width="20" height="20" rx="3" fill="url(#hatch-2)" />
        <rect class="line" x="128" y="101" width="56" height="5" rx="2" />
        <rect class="line" x="128" y="111" width="38" height="5" rx="2" />
      </g>
    </svg>
  );
}

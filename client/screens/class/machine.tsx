/** A machine in small: its frames by owner, and what is going on in it, told by shape and word as well as by colour. */
import { useMemo } from 'preact/hooks';
import { type Alarm, type MachineInfo, OWNERS } from '../../../shared/classroom/index.ts';
import { columnsOf } from '../../board/model.ts';
import { t } from '../../i18n/index.ts';
import { fillOf } from '../../ui/hatch.tsx';
import { letterOf } from '../../ui/inks.ts';

/** More frames than this are drawn without their letters. */
const LETTERED = 300;
/** A tile with the line beside it: two repeats of a hatch. */
const TILE = 16;

export const machineName = (at: number): string => t('class:machine.name', { number: at + 1 });

interface BoardProps {
  frames: string;
  title: string;
  letters?: boolean;
}

/** A tile a frame in address order: by its owner's hatch, and a letter where there is room for one. */
export function MiniBoard({ frames, title, letters = true }: BoardProps) {
  const tiles = useMemo(() => draw([...frames], letters && frames.length <= LETTERED), [frames, letters]);
  const free = [...frames].filter((letter) => letter === '.').length;
  const label = t('class:machine.board', { title, free, count: frames.length });
  const columns = columnsOf(frames.length);
  const rows = Math.ceil(frames.length / columns);
  return (
    <svg
      class="mini-board"
      role="img"
      aria-label={label}
      viewBox={`-1 -1 ${columns * TILE + 2} ${rows * TILE + 2}`}
    >
      {tiles}
    </svg>
  );
}

function draw(frames: readonly string[], letters: boolean) {
  const columns = columnsOf(frames.length);
  return frames.map((letter, at) => {
    const x = (at % columns) * TILE;
    const y = Math.floor(at / columns) * TILE;
    const owner = letter === '.' || letter === '#' ? 0 : letter.charCodeAt(0) - OWNERS;
    const free = letter === '.';
    const fill = free ? 'none' : fillOf(owner > 0 ? owner : 'kernel');
    return (
      <g key={at}>
        <rect
          class={free ? 'free' : ''}
          x={x + 1}
          y={y + 1}
          width={TILE - 2}
          height={TILE - 2}
          rx="2"
          fill={fill}
        />
        {letters && owner > 0 && (
          <text x={x + TILE / 2} y={y + TILE / 2}>
            {letterOf(owner)}
          </text>
        )}
      </g>
    );
  });
}

/** What is going on in a machine; brief where there is little room. */
export function State({
  machine,
  brief = false,
}: {
  machine: Pick<MachineInfo, 'alarm' | 'over'>;
  brief?: boolean;
}) {
  const { alarm, over } = machine;
  if (alarm === '') return over && !brief ? <span class="class-done">{t('class:machine.over')}</span> : null;
  return (
    <b class="class-alarm">
      <Sign alarm={alarm} />
      {t(`class:${brief ? 'brief' : 'alarm'}.${alarm}`)}
    </b>
  );
}

/** A sign of its own for each alarm: to and fro, full, an eye, a cross. */
const SIGNS: { [alarm in Exclude<Alarm, ''>]: string } = {
  thrashing: 'M3 7h11M11 3.5l3.5 3.5L11 10.5M17 13H6M9 9.5L5.5 13L9 16.5',
  oom: 'M4 4v12h12V4M4 8h12M4 12h12',
  breach:
    'M2 10c2-3.7 4.8-5.5 8-5.5s6 1.8 8 5.5c-2 3.7-4.8 5.5-8 5.5S4 13.7 2 10zM10 7.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8',
  panic: 'M4 4l12 12M16 4L4 16',
};

function Sign({ alarm }: { alarm: Exclude<Alarm, ''> }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={SIGNS[alarm]} />
    </svg>
  );
}

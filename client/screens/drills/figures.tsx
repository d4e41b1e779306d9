/**
 * The figures of a drill, drawn from their data alone: tiles, stretches of memory, tables, reference strings. Where the
 * form asks for a place on one, its tiles, blocks or rows can be picked.
 */
import type { Figure } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Hatch } from '../../ui/hatch.tsx';
import { Legend } from './marks.tsx';
import { type Picking, Place } from './place.tsx';
import { Rows } from './rows.tsx';
import { type Piece, pieces, rowsOf } from './shape.ts';
import { tell, write } from './words.ts';

/** More tiles than this are drawn smaller, so that a board fits a phone. */
const MANY = 16;
/** A table of no more rows is read before the board on a narrow screen. */
const SHORT = 8;

const isBrief = (figure: Figure): boolean =>
  figure.type === 'refs' || (figure.type === 'table' && figure.rows.length <= SHORT);

/** All figures of a situation. pickingOf: how places on one are picked, if they are. */
export function Board({
  figures,
  pickingOf = () => undefined,
}: {
  figures: readonly Figure[];
  pickingOf?: (index: number, figure: Figure) => Picking | undefined;
}) {
  return (
    <div class="drill-board">
      {figures.map((figure, index) => (
        <FigureView key={index} figure={figure} picking={pickingOf(index, figure)} />
      ))}
    </div>
  );
}

function FigureView({ figure, picking }: { figure: Figure; picking?: Picking }) {
  return (
    <figure class={isBrief(figure) ? 'drill-figure short-one' : 'drill-figure'}>
      <figcaption class="muted">{tell(figure.name)}</figcaption>
      {figure.type === 'tiles' && <Tiles figure={figure} picking={picking} />}
      {figure.type === 'blocks' && <Blocks figure={figure} picking={picking} />}
      {figure.type === 'table' && <Rows figure={figure} picking={picking} />}
      {figure.type === 'refs' && (
        <ol class="drill-refs mono">
          {figure.refs.map((page, at) => (
            <li key={at} class={at === figure.at ? 'now' : at > figure.at ? 'later' : ''}>
              {page}
            </li>
          ))}
        </ol>
      )}
      <Legend figure={figure} />
    </figure>
  );
}

interface Props<Type> {
  figure: Extract<Figure, { type: Type }>;
  picking?: Picking;
}

function Tiles({ figure, picking }: Props<'tiles'>) {
  const all = pieces(figure.tiles, picking?.from ?? []);
  return (
    <ol class={all.length > MANY ? 'drill-tiles many' : 'drill-tiles'}>
      {all.map((piece) => (
        <Tile key={piece.tile.id} piece={piece} picking={picking} />
      ))}
    </ol>
  );
}

function Tile({ piece: { tile, to }, picking }: { piece: Piece; picking?: Picking }) {
  const { id, label, below, owner, marks = [] } = tile;
  if (to !== null) {
    const run = { from: String(write(below ?? String(id))), to: String(write(to.below ?? String(to.id))) };
    return (
      <li class="run">
        <div class="drill-place run">{t('drills:ui.run', run)}</div>
      </li>
    );
  }
  return (
    <li>
      <Place id={id} picking={picking} marks={marks}>
        {owner !== undefined && <Hatch of={owner === 0 ? 'kernel' : owner} />}
        <b>{write(label)}</b>
        {below !== undefined && <small>{write(below)}</small>}
      </Place>
    </li>
  );
}

/** Blocks as long as their sizes say, in rows of the same length. */
function Blocks({ figure, picking }: Props<'blocks'>) {
  const { narrow, wide } = rowsOf(figure.blocks);
  return (
    <ol class="drill-blocks" style={{ '--narrow': narrow, '--wide': wide }}>
      {figure.blocks.map(({ id, address, size, label, used, marks = [] }) => (
        <li key={id} style={{ '--size': size }}>
          <Place id={id} picking={picking} marks={marks} used={used}>
            {used && <Hatch of={1} />}
            {label !== '' && <b>{label}</b>}
            <small>{size}</small>
            <i class="drill-address">{address}</i>
          </Place>
        </li>
      ))}
    </ol>
  );
}

/**
 * The figures of a question as HTML: tables and references as text, boards as pictures that stand beside it. What address
 * a picture gets is the format's affair: a file of a package, a file inside the question, the picture itself.
 */
import type { Figure } from '../question.ts';
import type { Told } from '../tell.ts';
import { escapeText } from './html.ts';
import { figureSvg } from './svg.ts';

export interface Picture {
  /** Unique in its question; its address in the HTML as it comes. */
  name: string;
  svg: string;
}

export interface Drawn {
  html: string;
  pictures: readonly Picture[];
}

const cell = (tag: 'th' | 'td', value: string | number): string =>
  `<${tag}>${escapeText(String(value))}</${tag}>`;
const row = (tag: 'th' | 'td', values: readonly (string | number)[]): string =>
  `<tr>${values.map((value) => cell(tag, value)).join('')}</tr>`;

/** The classes draw lines where Moodle shows it; QTI allows a class but no border. */
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `<table class="table table-bordered w-auto"><thead>${row('th', head)}</thead><tbody>${rows.map((one) => row('td', one)).join('')}</tbody></table>`;

const isBoard = ({ type }: Told<Figure>): boolean => type === 'tiles' || type === 'blocks';

function figureHtml(figure: Told<Figure>, picture: string): string {
  const name = `<p><em>${escapeText(figure.name)}</em></p>`;
  if (figure.type === 'table') return name + table(figure.head, figure.rows);
  if (figure.type === 'refs') return `${name}<p><code>${escapeText(figure.refs.join(' '))}</code></p>`;
  return `${name}<p><img alt="${escapeText(figureText(figure))}" src="${picture}"/></p>`;
}

/** What a picture shows, for who can't see it. */
function figureText(figure: Told<Figure>): string {
  if (figure.type === 'tiles')
    return figure.tiles
      .map(({ label, below = '', marks = [] }) => [label, below, ...marks].join(' ').trim())
      .join('; ');
  if (figure.type === 'blocks')
    return figure.blocks
      .map(({ address, size, label, used }) => `${address}: ${size} ${used ? label : 'free'}`)
      .join('; ');
  return '';
}

export function drawFigures(figures: readonly Told<Figure>[]): Drawn {
  const name = (at: number): string => `board-${at + 1}.svg`;
  return {
    html: figures.map((figure, at) => figureHtml(figure, name(at))).join(''),
    pictures: figures.flatMap((figure, at) =>
      isBoard(figure) ? [{ name: name(at), svg: figureSvg(figure) }] : [],
    ),
  };
}

/** The HTML with each picture at its address. No text can hold what is replaced: its quotes are escaped. */
export const htmlWith = ({ html, pictures }: Drawn, address: (picture: Picture) => string): string =>
  pictures.reduce(
    (text, picture) => text.replace(`src="${picture.name}"`, () => `src="${escapeText(address(picture))}"`),
    html,
  );

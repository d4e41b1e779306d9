/** A board of tiles or blocks as an SVG picture, for files that go to other tools. Marks are written out. */
import type { Figure } from '../question.ts';
import type { Told } from '../tell.ts';
import { escapeText } from './html.ts';

const TILE = 84;
const GAP = 6;
const COLUMNS = 8;

interface Box {
  lines: readonly string[];
  used: boolean;
  bold: boolean;
}

function boxesOf(figure: Told<Figure>): Box[] {
  if (figure.type === 'tiles') {
    return figure.tiles.map(({ label, below = '', owner, marks = [] }) => ({
      lines: [label, below, ...marks].filter((line) => line !== ''),
      used: owner !== undefined,
      bold: marks.includes('hand') || marks.includes('asked'),
    }));
  }
  if (figure.type !== 'blocks') return [];
  return figure.blocks.map(({ address, size, label, used, marks = [] }) => ({
    lines: [label, `${size} at ${address}`, ...marks].filter((line) => line !== ''),
    used,
    bold: false,
  }));
}

export function figureSvg(figure: Told<Figure>): string {
  const boxes = boxesOf(figure);
  const columns = Math.max(1, Math.min(COLUMNS, boxes.length));
  const width = columns * (TILE + GAP) + GAP;
  const height = Math.ceil(boxes.length / columns) * (TILE + GAP) + GAP;
  const drawn = boxes.map(({ lines, used, bold }, at) => {
    const x = GAP + (at % columns) * (TILE + GAP);
    const y = GAP + Math.floor(at / columns) * (TILE + GAP);
    const words = lines.map(
      (line, row) => `<text x="${x + TILE / 2}" y="${y + 24 + row * 18}">${escapeText(line)}</text>`,
    );
    const dash = used ? '' : ' stroke-dasharray="4 3"';
    return `<rect x="${x}" y="${y}" width="${TILE}" height="${TILE}" rx="6" fill="${used ? '#fbe3b5' : '#fbf8ef'}" stroke="#1b1a17" stroke-width="${bold ? 4 : 1.5}"${dash}/>${words.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="13" text-anchor="middle">${drawn.join('')}</svg>`;
}

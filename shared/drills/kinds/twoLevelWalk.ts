/** A page through a directory and its leaf table: both indices and the frame (AS1). */
import { splitVpn } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';

const ENTRIES = { 1: 4, 2: 8, 3: 16 } as const;
const NAMES = ['A', 'B'] as const;

/** Three entries of each leaf table, in their order, and the frames in them. */
function leavesOf(dice: Dice, entries: number): { leaf: number; pfn: number }[][] {
  const pfns = dice.some(
    Array.from({ length: 64 }, (_, pfn) => pfn),
    6,
  );
  return NAMES.map((_, table) =>
    dice
      .some(
        Array.from({ length: entries }, (__, leaf) => leaf),
        3,
      )
      .sort((a, b) => a - b)
      .map((leaf, at) => ({ leaf, pfn: pfns[3 * table + at]! })),
  );
}

export const twoLevelWalk: Kind = {
  id: 'two-level-walk',
  concept: 'page-table',
  make(dice: Dice, level: Level): Made {
    const entries = ENTRIES[level];
    const directories = dice.some([0, 1, 2, 3], 2).sort((a, b) => a - b);
    const leaves = leavesOf(dice, entries);
    const table = dice.below(2);
    const row = dice.below(3);
    const asked = leaves[table]![row]!;
    const vpn = directories[table]! * entries + asked.leaf;
    const { directory, leaf } = splitVpn(vpn, entries);
    const top = (at?: number): Figure =>
      tableFigure(
        say('two-level-walk.directory'),
        ['index', 'table'],
        directories.map((index, which) => [index, NAMES[which]!]),
        at,
      );
    const low = (which: number, at?: number): Figure =>
      tableFigure(
        say('two-level-walk.leaf', { name: NAMES[which]! }),
        ['index', 'pfn'],
        leaves[which]!.map((one) => [one.leaf, one.pfn]),
        at,
      );
    const board = (inTop?: number, inLeaf?: number) => [
      top(inTop),
      ...NAMES.map((_, which) => low(which, which === table ? inLeaf : undefined)),
    ];
    const field = (name: string, max: number) => ({ name: say(`figure.${name}`), base: 10, max }) as const;
    const values = { vpn, entries, directory, leaf, name: NAMES[table]!, pfn: asked.pfn };
    return {
      ask: say('two-level-walk.ask', { vpn, entries }),
      figures: board(),
      form: {
        type: 'fields',
        fields: [field('directoryIndex', 255), field('leafIndex', 255), field('pfn', 255)],
      },
      answer: [directory, leaf, asked.pfn],
      steps: [
        { say: say('two-level-walk.split', values), figures: board() },
        { say: say('two-level-walk.top', values), figures: board(table) },
        { say: say('two-level-walk.bottom', values), figures: board(table, row) },
      ],
      slips: vpn === asked.pfn ? [] : [{ answer: [directory, leaf, vpn], misconception: 'vpn-is-pfn' }],
    };
  },
};

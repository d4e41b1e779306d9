/** Two processes use the same virtual address: where each ends up (AS1, isolation). */
import { translate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { hex, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const PAGE_SIZE = { 1: 16, 2: 64, 3: 256 } as const;

/** Two page tables over the same pages and different frames. */
function tablesOf(dice: Dice): { vpns: number[]; tables: Map<number, number>[] } {
  const pfns = dice.some(
    Array.from({ length: 16 }, (_, pfn) => pfn),
    6,
  );
  const vpns = dice
    .some(
      Array.from({ length: 8 }, (_, vpn) => vpn),
      3,
    )
    .sort((a, b) => a - b);
  return {
    vpns,
    tables: [0, 1].map((which) => new Map(vpns.map((vpn, at) => [vpn, pfns[3 * which + at]!]))),
  };
}

export const sameAddress: Kind = {
  id: 'same-address',
  concept: 'isolation',
  also: ['virtual-address', 'page-table'],
  make(dice: Dice, level: Level): Made {
    const size = PAGE_SIZE[level];
    const { vpns, tables } = tablesOf(dice);
    const address = dice.pick(vpns) * size + dice.below(size);
    const found = tables.map((table) => translate(address, size, table, null));
    const figure = (which: number, at?: number) =>
      tableFigure(
        say('figure.pageTableOf', { pid: which + 1 }),
        ['vpn', 'pfn'],
        vpns.map((vpn) => [hex(vpn), hex(tables[which]!.get(vpn)!)]),
        at,
      );
    const { vpn, offset } = found[0]!;
    const row = vpns.indexOf(vpn);
    const answer = found.map(({ physical }) => physical!);
    const field = (pid: number) =>
      ({ name: say('figure.physicalOf', { pid }), base: 16, max: 16 * size - 1 }) as const;
    const step = (which: number) => ({
      say: say('same-address.walk', {
        pid: which + 1,
        vpn: hex(vpn),
        pfn: hex(tables[which]!.get(vpn)!),
        offset: hex(offset),
        physical: hex(answer[which]!),
      }),
      figures: [figure(0, which === 0 ? row : undefined), figure(1, which === 1 ? row : undefined)],
    });
    return {
      ask: say('same-address.ask', { address: hex(address), size }),
      figures: [figure(0), figure(1)],
      form: { type: 'fields', fields: [field(1), field(2)] },
      answer,
      steps: [
        step(0),
        step(1),
        {
          say: say('same-address.both', { address: hex(address) }),
          figures: [figure(0, row), figure(1, row)],
        },
      ],
      slips: answer.map((one) => ({
        answer: [one, one],
        misconception: 'same-address-same-memory' as const,
      })),
    };
  },
};

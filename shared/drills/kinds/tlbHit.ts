/** An address meets a set-associative TLB and a page table: hit, walk, or fault (AS2). */
import { translate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { hex, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const SETS = { 1: 1, 2: 2, 3: 4 } as const;
const OUTCOMES = ['hit', 'walk', 'fault'] as const;
const PAGE_SIZE = 16;
const some = (dice: Dice, from: number, count: number) =>
  dice.some(
    Array.from({ length: from }, (_, at) => at),
    count,
  );

export const tlbHit: Kind = {
  id: 'tlb-hit',
  concept: 'tlb',
  also: ['virtual-address', 'page-table'],
  make(dice: Dice, level: Level): Made {
    const wanted = OUTCOMES[dice.below(3)]!;
    const sets = SETS[level];
    const [pfns, vpns] = [some(dice, 32, 6), some(dice, 16, 9)];
    const table = new Map(vpns.slice(0, 6).map((vpn, at) => [vpn, pfns[at]!]));
    const entries = vpns
      .slice(0, 3)
      .map((vpn) => ({ set: vpn % sets, tag: (vpn - (vpn % sets)) / sets, pfn: table.get(vpn)! }));
    const vpn = dice.pick({ hit: vpns.slice(0, 3), walk: vpns.slice(3, 6), fault: vpns.slice(6) }[wanted]);
    const address = vpn * PAGE_SIZE + dice.below(PAGE_SIZE);
    const found = translate(address, PAGE_SIZE, table, { sets, entries });
    const outcome = found.tlbHit ? 'hit' : found.fault ? 'fault' : 'walk';
    const sorted = [...entries].sort((a, b) => a.set - b.set);
    const pages = [...table.keys()].sort((a, b) => a - b);
    const buffer = (at?: number) =>
      tableFigure(
        say('figure.tlb'),
        ['set', 'tag', 'pfn'],
        sorted.map(({ set, tag, pfn }) => [set, hex(tag), hex(pfn)]),
        at,
      );
    const walked = (at?: number) =>
      tableFigure(
        say('figure.pageTable', { size: PAGE_SIZE }),
        ['vpn', 'pfn'],
        pages.map((page) => [hex(page), hex(table.get(page)!)]),
        at,
      );
    const entry = sorted.findIndex(({ set, tag }) => set === found.tlbIndex && tag === found.tlbTag);
    const options = dice.shuffle(OUTCOMES);
    const values = { vpn: hex(vpn), set: found.tlbIndex!, tag: hex(found.tlbTag!), size: PAGE_SIZE, sets };
    const at = outcome === 'walk' ? pages.indexOf(vpn) : undefined;
    return {
      ask: say('tlb-hit.ask', { address: hex(address), size: PAGE_SIZE, sets }),
      figures: [buffer(), walked()],
      form: { type: 'choice', options: options.map((one) => say(`tlb-hit.${one}`)) },
      answer: options.indexOf(outcome),
      steps: [
        { say: say('tlb-hit.split', { address: hex(address), ...values }), figures: [buffer(), walked()] },
        {
          say: say(`tlb-hit.then.${outcome}`, values),
          figures: [buffer(entry < 0 ? undefined : entry), walked(at)],
        },
      ],
    };
  },
};

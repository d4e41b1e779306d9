/** An address through the TLB first, then through the page table: set, tag, hit or not, physical address (AS2). */
import { translate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { bufferFigure, bufferOf, pageTableFigure, somePages } from '../pageTables.ts';
import { hex } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const PAGE_SIZE = { 1: 16, 2: 64, 3: 64 } as const;
const SETS = { 1: 2, 2: 4, 3: 8 } as const;
const PAGES = { 1: 16, 2: 32, 3: 64 } as const;
const FRAMES = 64;

export const translateTlb: Kind = {
  id: 'translate-tlb',
  concept: 'tlb',
  also: ['page-table', 'virtual-address'],
  make(dice: Dice, level: Level): Made {
    const [size, sets] = [PAGE_SIZE[level], SETS[level]];
    const { pages } = somePages(dice, { of: PAGES[level], frames: FRAMES, mapped: 6 });
    const known = dice.some([...pages.keys()], 3);
    const tlb = bufferOf(pages, known, sets);
    const wanted = dice.chance(50) ? known : [...pages.keys()].filter((vpn) => !known.includes(vpn));
    const address = dice.pick(wanted) * size + dice.between(1, size - 1);
    const { vpn, offset, tlbIndex, tlbTag, tlbHit, physical } = translate(address, size, pages, tlb);
    const [set, tag] = [tlbIndex!, tlbTag!];
    const hit = tlbHit ? 1 : 0;
    const before = [bufferFigure(tlb), pageTableFigure(pages, size)];
    const found = [bufferFigure(tlb, set, tag), pageTableFigure(pages, size, hit === 1 ? -1 : vpn)];
    const field = (name: string, base: 10 | 16, max: number) => ({ name: say(name), base, max }) as const;
    const values = { vpn: hex(vpn), offset: hex(offset), set, tag: hex(tag), size, sets };
    const pfn = hex(pages.get(vpn)!);
    return {
      ask: say('translate-tlb.ask', { address: hex(address), size, sets }),
      figures: before,
      form: {
        type: 'fields',
        fields: [
          field('figure.set', 10, sets - 1),
          field('figure.tag', 16, PAGES[level] - 1),
          field('translate-tlb.isHit', 10, 1),
          field('figure.physical', 16, FRAMES * size - 1),
        ],
      },
      answer: [set, tag, hit, physical!],
      steps: [
        { say: say('translate-tlb.split', { address: hex(address), ...values }), figures: before },
        {
          say: say(hit === 1 ? 'translate-tlb.hit' : 'translate-tlb.miss', { ...values, pfn }),
          figures: found,
        },
        {
          say: say('translate-tlb.join', {
            set,
            tag: hex(tag),
            hit,
            pfn,
            size,
            offset: hex(offset),
            physical: hex(physical!),
          }),
          figures: found,
        },
      ],
      slips: physical === address ? [] : [{ answer: [set, tag, hit, address], misconception: 'vpn-is-pfn' }],
    };
  },
};

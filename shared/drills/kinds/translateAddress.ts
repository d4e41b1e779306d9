/** A virtual address through a page table: VPN, offset and physical address (AS1, AS2). */
import { translate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { pageTableFigure, somePages } from '../pageTables.ts';
import { hex } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const PAGE_SIZE = { 1: 16, 2: 64, 3: 256 } as const;
const FRAMES = 32;

export const translateAddress: Kind = {
  id: 'translate-address',
  concept: 'page-table',
  also: ['virtual-address'],
  make(dice: Dice, level: Level): Made {
    const size = PAGE_SIZE[level];
    const { pages } = somePages(dice, { of: 16, frames: FRAMES, mapped: 4 });
    const address = dice.pick([...pages.keys()]) * size + dice.between(1, size - 1);
    const { vpn, offset, physical } = translate(address, size, pages, null);
    const field = (name: string) =>
      ({ name: say(`figure.${name}`), base: 16, max: FRAMES * size - 1 }) as const;
    const values = { vpn: hex(vpn), offset: hex(offset), pfn: hex(pages.get(vpn)!), size };
    const figures = [pageTableFigure(pages, size, vpn)];
    return {
      ask: say('translate-address.ask', { address: hex(address), size }),
      figures: [pageTableFigure(pages, size)],
      form: { type: 'fields', fields: [field('vpn'), field('offset'), field('physical')] },
      answer: [vpn, offset, physical!],
      steps: [
        {
          say: say('translate-address.split', { address: hex(address), ...values }),
          figures: [pageTableFigure(pages, size)],
        },
        { say: say('translate-address.walk', values), figures },
        { say: say('translate-address.join', { ...values, physical: hex(physical!) }), figures },
      ],
      slips: physical === address ? [] : [{ answer: [vpn, offset, address], misconception: 'vpn-is-pfn' }],
    };
  },
};

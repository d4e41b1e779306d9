/** A virtual address through a page table: VPN, offset and physical address (AS1, AS2). */
import { translate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { hex } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const PAGE_SIZE = { 1: 16, 2: 64, 3: 256 } as const;

export const translateAddress: Kind = {
  id: 'translate-address',
  concept: 'page-table',
  also: ['virtual-address'],
  make(dice: Dice, level: Level): Made {
    const pageSize = PAGE_SIZE[level];
    const vpns = dice
      .some(
        Array.from({ length: 16 }, (_, vpn) => vpn),
        4,
      )
      .sort((a, b) => a - b);
    const pfns = dice.some(
      Array.from({ length: 32 }, (_, pfn) => pfn),
      4,
    );
    const table = new Map(vpns.map((vpn, at) => [vpn, pfns[at]!]));
    const asked = dice.pick(vpns);
    const address = asked * pageSize + dice.between(1, pageSize - 1);
    const { vpn, offset, physical } = translate(address, pageSize, table, null);
    const pfn = table.get(vpn)!;
    const figure = (at?: number) =>
      ({
        type: 'table',
        name: say('figure.pageTable', { size: pageSize }),
        head: [say('figure.vpn'), say('figure.pfn')],
        rows: vpns.map((page) => [hex(page), hex(table.get(page)!)]),
        ...(at === undefined ? {} : { at }),
      }) as const;
    const field = (name: string, max: number) => ({ name: say(`figure.${name}`), base: 16, max }) as const;
    const most = 32 * pageSize;
    return {
      ask: say('translate-address.ask', { address: hex(address), size: pageSize }),
      figures: [figure()],
      form: { type: 'fields', fields: [field('vpn', most), field('offset', most), field('physical', most)] },
      answer: [vpn, offset, physical!],
      steps: [
        {
          say: say('translate-address.split', {
            address: hex(address),
            vpn: hex(vpn),
            offset: hex(offset),
            size: pageSize,
          }),
          figures: [figure()],
        },
        {
          say: say('translate-address.walk', { vpn: hex(vpn), pfn: hex(pfn) }),
          figures: [figure(vpns.indexOf(vpn))],
        },
        {
          say: say('translate-address.join', {
            pfn: hex(pfn),
            offset: hex(offset),
            physical: hex(physical!),
            size: pageSize,
          }),
          figures: [figure(vpns.indexOf(vpn))],
        },
      ],
      slips: physical === address ? [] : [{ answer: [vpn, offset, address], misconception: 'vpn-is-pfn' }],
    };
  },
};

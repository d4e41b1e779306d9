/** Which frame a kernel pointer reaches: the direct map lays low memory out in a row from a fixed address on (FR2). */
import { translate } from '../../sim/index.ts';
import type { Kind } from '../kind.ts';
import { type Figure, type Made, say, type Tile } from '../question.ts';

const SIZES = {
  1: { page: 16, low: 10, high: 2 },
  2: { page: 64, low: 14, high: 4 },
  3: { page: 256, low: 20, high: 6 },
} as const;

const hex = (value: number): string => `0x${value.toString(16).toUpperCase()}`;

export const directMapAddress: Kind = {
  id: 'direct-map-address',
  concept: 'direct-map',
  make(dice, level): Made {
    const { page, low, high } = SIZES[level];
    // At level 1 the map begins at a round address, as it does on a real machine.
    const base = level === 1 ? dice.between(4, 15) * 16 : dice.between(64, 255);
    const pages = new Map(Array.from({ length: low }, (_, pfn) => [base + pfn, pfn]));
    const address = (base + dice.below(low)) * page + dice.below(page);
    const { vpn, offset, physical } = translate(address, page, pages, null);
    const pfn = pages.get(vpn)!;
    const figure = (at = -1): Figure => ({
      type: 'tiles',
      name: say('direct-map-address.ram', { page, base: hex(base * page) }),
      tiles: Array.from(
        { length: low + high },
        (_, id): Tile => ({
          id,
          label: String(id),
          ...(id < low ? { owner: 0 } : { below: 'HIGHMEM', owner: 0 }),
          marks: id === at ? ['asked'] : [],
        }),
      ),
    });
    const values = { address: hex(address), base: hex(base * page), difference: address - base * page };
    return {
      ask: say('direct-map-address.ask', { address: hex(address) }),
      figures: [figure()],
      form: { type: 'pick', figure: 0, from: Array.from({ length: low + high }, (_, id) => id) },
      answer: pfn,
      steps: [
        { say: say('direct-map-address.subtract', values), figures: [figure()] },
        {
          say: say('direct-map-address.frame', { page, pfn, offset, physical: hex(physical!) }),
          figures: [figure(pfn)],
        },
      ],
    };
  },
};

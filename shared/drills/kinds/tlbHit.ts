/** An address meets a set-associative TLB and a page table: hit, walk, or fault (AS2). */
import { translate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { bufferFigure, bufferOf, pageTableFigure, somePages } from '../pageTables.ts';
import { hex } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const SETS = { 1: 1, 2: 2, 3: 4 } as const;
const OUTCOMES = ['hit', 'walk', 'fault'] as const;
const SIZE = 16;

export const tlbHit: Kind = {
  id: 'tlb-hit',
  concept: 'tlb',
  also: ['virtual-address', 'page-table'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.pick(OUTCOMES);
    const sets = SETS[level];
    const { pages, absent } = somePages(dice, { of: 16, frames: 32, mapped: 6, missing: 3 });
    const known = dice.some([...pages.keys()], 3);
    const others = [...pages.keys()].filter((page) => !known.includes(page));
    const tlb = bufferOf(pages, known, sets);
    const address = dice.pick({ hit: known, walk: others, fault: absent }[wanted]) * SIZE + dice.below(SIZE);
    const { vpn, tlbHit: isHit, fault, tlbIndex, tlbTag } = translate(address, SIZE, pages, tlb);
    const outcome = isHit ? 'hit' : fault ? 'fault' : 'walk';
    const options = dice.shuffle(OUTCOMES);
    const values = { vpn: hex(vpn), set: tlbIndex!, tag: hex(tlbTag!), size: SIZE, sets };
    const before = [bufferFigure(tlb), pageTableFigure(pages, SIZE)];
    const after = [
      bufferFigure(tlb, tlbIndex!, tlbTag!),
      pageTableFigure(pages, SIZE, outcome === 'walk' ? vpn : -1),
    ];
    return {
      ask: say('tlb-hit.ask', { address: hex(address), size: SIZE, sets }),
      figures: before,
      form: { type: 'choice', options: options.map((one) => say(`tlb-hit.${one}`)) },
      answer: options.indexOf(outcome),
      steps: [
        { say: say('tlb-hit.split', { address: hex(address), ...values }), figures: before },
        { say: say(`tlb-hit.then.${outcome}`, values), figures: after },
      ],
    };
  },
};

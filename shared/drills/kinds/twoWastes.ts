/** Memory lost inside blocks by rounding up, and free memory that is not in one piece (PA1, PA2). */
import { buddy } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type BusyZone, zoneFigure } from '../memoryFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { worked } from '../worked.ts';

const FRAMES = { 1: 16, 2: 32, 3: 64 } as const;
const LARGEST = 8;

/** The order of the smallest block for so many frames. */
const orderFor = (frames: number): number => 32 - Math.clz32(frames - 1);

/** A zone with blocks for requests of any size, the size on each; some were given back. */
function draw(dice: Dice, level: Level): BusyZone {
  for (;;) {
    const zone = buddy.createZone(0, FRAMES[level]);
    let used: { address: number; order: number; label: string }[] = [];
    for (let misses = 0; misses < 3; ) {
      const asked = dice.between(1, LARGEST);
      const order = orderFor(asked);
      const address = buddy.allocPages(zone, order);
      if (address < 0) misses++;
      else used.push({ address, order, label: String(asked) });
    }
    used = used.filter(({ address, order }) => {
      const freed = dice.chance(40);
      if (freed) buddy.freePages(zone, address, order);
      return !freed;
    });
    if (used.length > 1 && buddy.freeBlocks(zone).length > 1) return { zone, used };
  }
}

export const twoWastes: Kind = {
  id: 'two-wastes',
  concept: 'fragmentation',
  also: ['buddy'],
  make(dice, level): Made {
    const busy = draw(dice, level);
    const { zone, used } = busy;
    const taken = used.reduce((sum, { order }) => sum + (1 << order), 0);
    const asked = used.reduce((sum, { label }) => sum + Number(label), 0);
    const [free, largest] = [buddy.freeCount(zone), buddy.largestFree(zone)];
    const answer = [taken - asked, free - largest];
    const figures = [zoneFigure(busy)];
    const field = (name: string) => ({ name: say(`two-wastes.${name}`), base: 10, max: 64 }) as const;
    return {
      ask: say('two-wastes.ask'),
      figures,
      form: { type: 'fields', fields: [field('internal'), field('external')] },
      answer,
      steps: worked([
        {
          say: say('two-wastes.inside', { taken, asked, waste: taken - asked }),
          figures,
          found: [[say('two-wastes.internal'), taken - asked]],
        },
        {
          say: say('two-wastes.outside', { free, largest, outside: free - largest }),
          figures,
          found: [[say('two-wastes.external'), free - largest]],
        },
      ]),
      slips:
        answer[0] === answer[1]
          ? []
          : [{ answer: [answer[1]!, answer[0]!], misconception: 'internal-is-external' }],
    };
  },
};

/** Where new memory of a process begins: the break moves up, mmap comes down from the stack, the stack grows down (AS1). */
import { VMA, VMA_KINDS } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const board = ({ machine }: Driven): Figure => ({
  type: 'tiles',
  name: say('figure.space'),
  tiles: Array.from({ length: machine.param.pages }, (_, vpn) => {
    const kind = machine.vma[vpn]!;
    return {
      id: vpn,
      label: kind === VMA.none ? '-' : say(`area.${VMA_KINDS[kind]!}`),
      below: String(vpn),
      ...(kind > VMA.null ? { owner: 1 } : {}),
    };
  }),
});

export const growWhere: Kind = {
  id: 'grow-where',
  concept: 'process-memory',
  also: ['mmap'],
  make(dice: Dice, level: Level): Made {
    const how = dice.pick(['brk', 'mmap', 'stack'] as const);
    const pages = dice.between(18, 30);
    const stackMax = dice.between(2, 2 + level);
    const small = stillMachine({
      processes: 1,
      frames: 48,
      pages,
      textPages: dice.between(1, 3),
      stackMax,
    });
    const { machine } = small;
    small.done(1, { op: 'brk', pages: dice.between(1, 4) });
    for (let count = dice.below(1 + level); count > 0; count--)
      small.done(1, { op: 'mmap', pages: dice.between(1, 2) });
    const size = dice.between(1, 3);
    const before = Uint8Array.from(machine.vma);
    const first = board(small);
    if (how === 'stack') small.touch(1, pages - stackMax, true);
    else small.done(1, { op: how, pages: size });
    const answer = machine.vma.findIndex((kind, vpn) => vpn < pages && kind !== before[vpn]);
    const values = { pages: size, stackMax, answer, last: pages - 1 };
    return {
      ask: say(`grow-where.ask.${how}`, { count: size, stackMax }),
      figures: [first],
      form: { type: 'number', min: 0, max: pages - 1, unit: say('unit.pageNumber') },
      answer,
      steps: [{ say: say(`grow-where.then.${how}`, values), figures: [board(small)] }],
    };
  },
};

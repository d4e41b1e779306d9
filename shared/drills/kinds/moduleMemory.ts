/** How a module can get its memory: kmalloc in one piece, vmalloc scattered and with a table, and not for a device (KM1). */
import { MODULE, MODULE_NEEDS, type ModuleName, zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { sought } from '../sought.ts';
import { worked } from '../worked.ts';

const OUTCOMES = ['neither', 'kmalloc', 'vmalloc', 'both'] as const;
const FRAMES = { 1: 16, 2: 24, 3: 32 } as const;

interface Board {
  frames: number;
  module: ModuleName;
  free: number[];
  kmalloc: boolean;
  vmalloc: boolean;
}

/** Whether the machine loads the module that way, with only these frames free. */
function loads(
  frames: number,
  free: readonly number[],
  module: ModuleName,
  how: 'kmalloc' | 'vmalloc',
): boolean {
  const small = smallMachine({ frames, kernelFrames: 2, dmaShare: 0 });
  for (let pfn = 0; pfn < frames; pfn++)
    if (zones.isFreeFrame(small.machine, pfn) && !free.includes(pfn)) zones.takeAt(small.machine, pfn);
  return small.give(0, { op: 'load', module, how }) >= 0;
}

/** Free frames of chance, now and then a whole block of them. Frames 0 to 7 are the kernel's and the process's. */
function draw(dice: Dice, level: Level): Board {
  const frames = FRAMES[level];
  const module = dice.pick(['nic', 'blk', 'blk'] as const);
  const start = 4 * dice.between(2, frames / 4 - 1);
  const block = dice.chance(45) ? [0, 1, 2, 3].map((at) => start + at) : [];
  const rest = Array.from({ length: frames - 8 }, (_, at) => at + 8);
  const some = dice.some(rest, dice.pick([1, 2, 3, 4, 5, 6]));
  const free = rest.filter((pfn) => block.includes(pfn) || some.includes(pfn));
  const kmalloc = loads(frames, free, module, 'kmalloc');
  const vmalloc = loads(frames, free, module, 'vmalloc');
  return { frames, module, free, kmalloc, vmalloc };
}

const needs = (module: string, pages: number, dma: boolean): Figure =>
  table(
    say('module-memory.module'),
    [say('module-memory.name'), say('module-memory.pages'), say('module-memory.device')],
    [[module, pages, dma ? '✓' : '–']],
  );

const board = ({ frames, free }: Board): Figure => ({
  type: 'tiles',
  name: say('module-memory.ram'),
  tiles: Array.from({ length: frames }, (_, id) => ({
    id,
    label: free.includes(id) ? String(id) : '×',
    ...(free.includes(id) ? {} : { owner: 0 }),
  })),
});

export const moduleMemory: Kind = {
  id: 'module-memory',
  concept: 'vmalloc',
  also: ['slab', 'fragmentation'],
  make(dice, level): Made {
    const one = sought(
      dice,
      () => draw(dice, level),
      ({ kmalloc, vmalloc }) => ({ at: (kmalloc ? 1 : 0) + (vmalloc ? 2 : 0), of: OUTCOMES.length }),
    );
    const { module, kmalloc, vmalloc, free } = one;
    const end = OUTCOMES[(kmalloc ? 1 : 0) + (vmalloc ? 2 : 0)]!;
    const { order, dma } = MODULE_NEEDS[MODULE[module]]!;
    const options = dice.shuffle(OUTCOMES);
    const figures = [needs(module, 1 << order, dma), board(one)];
    const values = { pages: 1 << order, free: free.length };
    return {
      ask: say('module-memory.ask'),
      figures,
      form: { type: 'choice', options: options.map((name) => say(`module-memory.${name}`)) },
      answer: options.indexOf(end),
      steps: worked([
        {
          say: say(`module-memory.kmalloc-${kmalloc ? 'yes' : 'no'}`, values),
          figures,
          found: [[say('module-memory.kmalloc'), kmalloc ? '✓' : '–']],
        },
        {
          say: dma
            ? say('module-memory.vmalloc-dma')
            : say(`module-memory.vmalloc-${vmalloc ? 'yes' : 'no'}`, { ...values, need: values.pages + 1 }),
          figures,
          found: [[say('module-memory.vmalloc'), vmalloc ? '✓' : '–']],
        },
        { say: say(`module-memory.so-${end}`), figures },
      ]),
      slips:
        end === 'kmalloc' || end === 'vmalloc'
          ? [{ answer: options.indexOf('both'), misconception: 'kmalloc-is-vmalloc' }]
          : [],
    };
  },
};

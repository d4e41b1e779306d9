/** How many frames the kernel's small objects take: each cache packs its own into slabs (KM1). */
import { slab } from '../../sim/index.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Made, say } from '../question.ts';

const ROWS = { 1: 2, 2: 3, 3: 4 } as const;
const MOST = { 1: 9, 2: 20, 3: 30 } as const;
const CACHES = ['task', 'vma', 'inode', 'message', 'kmalloc-128', 'kmalloc-256', 'kmalloc-1024'] as const;

export const slabFrames: Kind = {
  id: 'slab-frames',
  concept: 'slab',
  also: ['kernel-balance'],
  make(dice, level): Made {
    const names = dice.some(CACHES, ROWS[level]);
    const objects = names.map(() => dice.between(2, MOST[level]));
    const state = slab.createSlabs();
    let frames = 0;
    const taken = names.map((name, row) => {
      const before = frames;
      for (let one = 0; one < objects[row]!; one++)
        slab.slabAlloc(state, slab.cacheOf(name), 1, () => frames++);
      return frames - before;
    });
    const size = (name: slab.CacheName): number => slab.CACHES[slab.cacheOf(name)]!.size;
    const board = (at?: number): Figure =>
      table(
        say('slab-frames.caches', { bytes: slab.SLAB_BYTES }),
        [say('slab-frames.cache'), say('slab-frames.size'), say('slab-frames.objects')],
        names.map((name, row) => [name, size(name), objects[row]!]),
        at,
      );
    const all = objects.reduce((sum, count) => sum + count, 0);
    return {
      ask: say('slab-frames.ask', { bytes: slab.SLAB_BYTES }),
      figures: [board()],
      form: { type: 'number', min: 0, max: 200, unit: say('unit.frames') },
      answer: frames,
      steps: [
        ...names.map((name, row) => ({
          say: say('slab-frames.row', {
            cache: name,
            fit: slab.objectsPerSlab(size(name)),
            objects: objects[row]!,
            frames: taken[row]!,
          }),
          figures: [board(row)],
        })),
        { say: say('slab-frames.sum', { sum: taken.join(' + '), frames }), figures: [board()] },
      ],
      slips: all === frames ? [] : [{ answer: all, misconception: 'slab-takes-a-page' }],
    };
  },
};

/** In which slab of its cache a new object goes: the fullest that has room, so that others empty out (KM1). */
import { slab } from '../../sim/index.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Made, say } from '../question.ts';

const CACHES = ['task', 'inode', 'message', 'vma', 'kmalloc-256', 'kmalloc-512'] as const;
const SLABS = { 1: 4, 2: 5, 3: 6 } as const;

const used = ({ objects }: slab.Slab): number => objects.filter((holder) => holder > 0).length;

const board = (slabs: readonly slab.Slab[], at?: number): Figure =>
  table(
    say('slab-place.slabs'),
    [say('figure.frame'), say('figure.used'), say('figure.slots')],
    slabs.map((one) => [one.pfn, used(one), one.objects.length]),
    at,
  );

export const slabPlace: Kind = {
  id: 'slab-place',
  concept: 'slab',
  make(dice, level): Made {
    const name = dice.pick(CACHES);
    const cache = slab.cacheOf(name);
    const slots = slab.objectsPerSlab(slab.CACHES[cache]!.size);
    const frames = dice.some(
      Array.from({ length: 40 }, (_, pfn) => pfn + 8),
      SLABS[level],
    );
    // One is full, one empty, the others between them, one of those the fullest.
    const fullest = dice.between(2, slots - 1);
    const fill = frames.map((_, at) => [slots, 0, fullest][at] ?? dice.between(1, fullest - 1));
    const slabs = dice.shuffle(
      frames.map((pfn, at) => ({
        cache,
        pfn,
        objects: Array.from({ length: slots }, (_, slot) => (slot < fill[at]! ? 1 : 0)),
      })),
    );
    const before = slabs.map((one) => ({ ...one, objects: [...one.objects] }));
    const pfn = slab.slabAlloc({ slabs }, cache, 2, () => -1);
    const answer = slabs.findIndex((one) => one.pfn === pfn);
    const full = before.filter((one) => used(one) === slots).map((one) => one.pfn);
    return {
      ask: say('slab-place.ask', { cache: name }),
      figures: [board(before)],
      form: { type: 'pick', figure: 0, from: before.map((_, row) => row) },
      answer,
      steps: [
        { say: say('slab-place.full', { frames: full.join(', ') }), figures: [board(before)] },
        {
          say: say('slab-place.fullest', { frame: pfn, used: used(before[answer]!), slots }),
          figures: [board(slabs, answer)],
        },
      ],
    };
  },
};

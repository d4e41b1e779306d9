/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { blockOrNot } from './blockOrNot.ts';
import { buddyAlloc } from './buddyAlloc.ts';
import { buddyMerge } from './buddyMerge.ts';
import { clockVictim } from './clockVictim.ts';
import { doubleFree } from './doubleFree.ts';
import { lruOrder } from './lruOrder.ts';
import { mallocHole } from './mallocHole.ts';
import { slabPlace } from './slabPlace.ts';
import { translateAddress } from './translateAddress.ts';

export const KINDS: readonly Kind[] = [
  clockVictim,
  lruOrder,
  translateAddress,
  blockOrNot,
  buddyAlloc,
  buddyMerge,
  doubleFree,
  mallocHole,
  slabPlace,
];

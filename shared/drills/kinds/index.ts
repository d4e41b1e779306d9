/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { blockOrNot } from './blockOrNot.ts';
import { buddyAlloc } from './buddyAlloc.ts';
import { buddyMerge } from './buddyMerge.ts';
import { clockVictim } from './clockVictim.ts';
import { copyOrMap } from './copyOrMap.ts';
import { directMapAddress } from './directMapAddress.ts';
import { dmaBuffer } from './dmaBuffer.ts';
import { doubleFree } from './doubleFree.ts';
import { kmapNeeded } from './kmapNeeded.ts';
import { lruOrder } from './lruOrder.ts';
import { mallocHole } from './mallocHole.ts';
import { registerAccess } from './registerAccess.ts';
import { slabPlace } from './slabPlace.ts';
import { translateAddress } from './translateAddress.ts';
import { zoneFallback } from './zoneFallback.ts';

export const KINDS: readonly Kind[] = [
  blockOrNot,
  buddyAlloc,
  buddyMerge,
  clockVictim,
  copyOrMap,
  directMapAddress,
  dmaBuffer,
  doubleFree,
  kmapNeeded,
  lruOrder,
  mallocHole,
  registerAccess,
  slabPlace,
  translateAddress,
  zoneFallback,
];

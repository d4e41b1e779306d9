/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { beladyFrames } from './beladyFrames.ts';
import { clockVictim } from './clockVictim.ts';
import { cowFrames } from './cowFrames.ts';
import { faultKind } from './faultKind.ts';
import { freeFrames } from './freeFrames.ts';
import { lruOrder } from './lruOrder.ts';
import { oomVictim } from './oomVictim.ts';
import { sameAddress } from './sameAddress.ts';
import { tlbHit } from './tlbHit.ts';
import { translateAddress } from './translateAddress.ts';
import { twoLevelWalk } from './twoLevelWalk.ts';
import { victimByTable } from './victimByTable.ts';
import { workingSetSize } from './workingSetSize.ts';

export const KINDS: readonly Kind[] = [
  beladyFrames,
  clockVictim,
  cowFrames,
  faultKind,
  freeFrames,
  lruOrder,
  oomVictim,
  sameAddress,
  tlbHit,
  translateAddress,
  twoLevelWalk,
  victimByTable,
  workingSetSize,
];

/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { batchCalls } from './batchCalls.ts';
import { beladyFrames } from './beladyFrames.ts';
import { clockVictim } from './clockVictim.ts';
import { cowFrames } from './cowFrames.ts';
import { crashWho } from './crashWho.ts';
import { dirtyTicks } from './dirtyTicks.ts';
import { eatChoice } from './eatChoice.ts';
import { enterKernel } from './enterKernel.ts';
import { faultKind } from './faultKind.ts';
import { frameLimit } from './frameLimit.ts';
import { freeFrames } from './freeFrames.ts';
import { growWhere } from './growWhere.ts';
import { houseLog } from './houseLog.ts';
import { lethalAccess } from './lethalAccess.ts';
import { libraryFrames } from './libraryFrames.ts';
import { lruOrder } from './lruOrder.ts';
import { mmapOrRead } from './mmapOrRead.ts';
import { niceOrder } from './niceOrder.ts';
import { oomVictim } from './oomVictim.ts';
import { sameAddress } from './sameAddress.ts';
import { shmOrMessage } from './shmOrMessage.ts';
import { slowdown } from './slowdown.ts';
import { tlbHit } from './tlbHit.ts';
import { translateAddress } from './translateAddress.ts';
import { twoLevelWalk } from './twoLevelWalk.ts';
import { victimByTable } from './victimByTable.ts';
import { whoMay } from './whoMay.ts';
import { workingSetSize } from './workingSetSize.ts';

export const KINDS: readonly Kind[] = [
  batchCalls,
  beladyFrames,
  clockVictim,
  cowFrames,
  crashWho,
  dirtyTicks,
  eatChoice,
  enterKernel,
  faultKind,
  frameLimit,
  freeFrames,
  growWhere,
  houseLog,
  lethalAccess,
  libraryFrames,
  lruOrder,
  mmapOrRead,
  niceOrder,
  oomVictim,
  sameAddress,
  shmOrMessage,
  slowdown,
  tlbHit,
  translateAddress,
  twoLevelWalk,
  victimByTable,
  whoMay,
  workingSetSize,
];

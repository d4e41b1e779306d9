/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { batchCalls } from './batchCalls.ts';
import { beladyBuy } from './beladyBuy.ts';
import { beladyFrames } from './beladyFrames.ts';
import { beladyRows } from './beladyRows.ts';
import { clockVictim } from './clockVictim.ts';
import { cowFrames } from './cowFrames.ts';
import { cowWhere } from './cowWhere.ts';
import { cowWorth } from './cowWorth.ts';
import { crashWho } from './crashWho.ts';
import { dirtyTicks } from './dirtyTicks.ts';
import { eatChoice } from './eatChoice.ts';
import { enterKernel } from './enterKernel.ts';
import { faultKind } from './faultKind.ts';
import { firstTouch } from './firstTouch.ts';
import { frameLimit } from './frameLimit.ts';
import { freeFrames } from './freeFrames.ts';
import { growWhere } from './growWhere.ts';
import { houseLog } from './houseLog.ts';
import { lethalAccess } from './lethalAccess.ts';
import { libraryFrames } from './libraryFrames.ts';
import { lruOrder } from './lruOrder.ts';
import { mmapOrRead } from './mmapOrRead.ts';
import { niceOrder } from './niceOrder.ts';
import { oomRoom } from './oomRoom.ts';
import { oomStrict } from './oomStrict.ts';
import { oomVictim } from './oomVictim.ts';
import { optVictim } from './optVictim.ts';
import { sameAddress } from './sameAddress.ts';
import { shmOrMessage } from './shmOrMessage.ts';
import { slowdown } from './slowdown.ts';
import { splitFrames } from './splitFrames.ts';
import { thrashWho } from './thrashWho.ts';
import { tlbHit } from './tlbHit.ts';
import { tlbOrder } from './tlbOrder.ts';
import { tlbStale } from './tlbStale.ts';
import { translateAddress } from './translateAddress.ts';
import { twoLevelWalk } from './twoLevelWalk.ts';
import { victimByTable } from './victimByTable.ts';
import { whoMay } from './whoMay.ts';
import { workingSetSize } from './workingSetSize.ts';

export const KINDS: readonly Kind[] = [
  batchCalls,
  beladyBuy,
  beladyFrames,
  beladyRows,
  clockVictim,
  cowFrames,
  cowWhere,
  cowWorth,
  crashWho,
  dirtyTicks,
  eatChoice,
  enterKernel,
  faultKind,
  firstTouch,
  frameLimit,
  freeFrames,
  growWhere,
  houseLog,
  lethalAccess,
  libraryFrames,
  lruOrder,
  mmapOrRead,
  niceOrder,
  oomRoom,
  oomStrict,
  oomVictim,
  optVictim,
  sameAddress,
  shmOrMessage,
  slowdown,
  splitFrames,
  thrashWho,
  tlbHit,
  tlbOrder,
  tlbStale,
  translateAddress,
  twoLevelWalk,
  victimByTable,
  whoMay,
  workingSetSize,
];

/** The kinds of drill: a new one is a file beside this and a line here. */
import type { ConceptId } from '../../concepts/index.ts';
import type { Kind } from '../kind.ts';
import { batchCalls } from './batchCalls.ts';
import { beladyBuy } from './beladyBuy.ts';
import { beladyFrames } from './beladyFrames.ts';
import { beladyRows } from './beladyRows.ts';
import { blockOrNot } from './blockOrNot.ts';
import { bootFrames } from './bootFrames.ts';
import { buddyAlloc } from './buddyAlloc.ts';
import { buddyMerge } from './buddyMerge.ts';
import { buddyRelease } from './buddyRelease.ts';
import { buddySplit } from './buddySplit.ts';
import { cacheShrink } from './cacheShrink.ts';
import { callPrice } from './callPrice.ts';
import { chooseKernel } from './chooseKernel.ts';
import { clockVictim } from './clockVictim.ts';
import { compactBlock } from './compactBlock.ts';
import { copyOrMap } from './copyOrMap.ts';
import { cowFrames } from './cowFrames.ts';
import { cowWhere } from './cowWhere.ts';
import { cowWorth } from './cowWorth.ts';
import { crashWho } from './crashWho.ts';
import { crossings } from './crossings.ts';
import { danglingWrite } from './danglingWrite.ts';
import { directMapAddress } from './directMapAddress.ts';
import { dirtyTicks } from './dirtyTicks.ts';
import { diskWait } from './diskWait.ts';
import { dmaBuffer } from './dmaBuffer.ts';
import { doubleFree } from './doubleFree.ts';
import { eatChoice } from './eatChoice.ts';
import { enterKernel } from './enterKernel.ts';
import { exitFrees } from './exitFrees.ts';
import { faultKind } from './faultKind.ts';
import { firstRefusal } from './firstRefusal.ts';
import { firstTouch } from './firstTouch.ts';
import { frameLimit } from './frameLimit.ts';
import { freeFrames } from './freeFrames.ts';
import { freeKeeps } from './freeKeeps.ts';
import { gcCollect } from './gcCollect.ts';
import { growWhere } from './growWhere.ts';
import { houseLog } from './houseLog.ts';
import { kmapNeeded } from './kmapNeeded.ts';
import { leakFind } from './leakFind.ts';
import { lethalAccess } from './lethalAccess.ts';
import { libraryFrames } from './libraryFrames.ts';
import { lruOrder } from './lruOrder.ts';
import { mallocCalls } from './mallocCalls.ts';
import { mallocHole } from './mallocHole.ts';
import { moduleMemory } from './moduleMemory.ts';
import { niceOrder } from './niceOrder.ts';
import { oomRoom } from './oomRoom.ts';
import { oomStrict } from './oomStrict.ts';
import { oomVictim } from './oomVictim.ts';
import { optVictim } from './optVictim.ts';
import { poolOrList } from './poolOrList.ts';
import { readOrMap } from './readOrMap.ts';
import { registerAccess } from './registerAccess.ts';
import { sameAddress } from './sameAddress.ts';
import { shmOrMessage } from './shmOrMessage.ts';
import { signalData } from './signalData.ts';
import { slabFrames } from './slabFrames.ts';
import { slabPlace } from './slabPlace.ts';
import { slowdown } from './slowdown.ts';
import { splitFrames } from './splitFrames.ts';
import { thrashWho } from './thrashWho.ts';
import { tlbHit } from './tlbHit.ts';
import { tlbOrder } from './tlbOrder.ts';
import { tlbStale } from './tlbStale.ts';
import { translateAddress } from './translateAddress.ts';
import { translateTlb } from './translateTlb.ts';
import { twoLevelWalk } from './twoLevelWalk.ts';
import { twoStacks } from './twoStacks.ts';
import { twoWastes } from './twoWastes.ts';
import { victimByTable } from './victimByTable.ts';
import { whatGoesDown } from './whatGoesDown.ts';
import { whichKernel } from './whichKernel.ts';
import { whichReserve } from './whichReserve.ts';
import { whoMay } from './whoMay.ts';
import { workingSetSize } from './workingSetSize.ts';
import { zoneFallback } from './zoneFallback.ts';

export const KINDS: readonly Kind[] = [
  batchCalls,
  beladyBuy,
  beladyFrames,
  beladyRows,
  blockOrNot,
  bootFrames,
  buddyAlloc,
  buddyMerge,
  buddyRelease,
  buddySplit,
  cacheShrink,
  callPrice,
  chooseKernel,
  clockVictim,
  compactBlock,
  copyOrMap,
  cowFrames,
  cowWhere,
  cowWorth,
  crashWho,
  crossings,
  danglingWrite,
  directMapAddress,
  dirtyTicks,
  diskWait,
  dmaBuffer,
  doubleFree,
  eatChoice,
  enterKernel,
  exitFrees,
  faultKind,
  firstRefusal,
  firstTouch,
  frameLimit,
  freeFrames,
  freeKeeps,
  gcCollect,
  growWhere,
  houseLog,
  kmapNeeded,
  leakFind,
  lethalAccess,
  libraryFrames,
  lruOrder,
  mallocCalls,
  mallocHole,
  moduleMemory,
  niceOrder,
  oomRoom,
  oomStrict,
  oomVictim,
  optVictim,
  poolOrList,
  readOrMap,
  registerAccess,
  sameAddress,
  shmOrMessage,
  signalData,
  slabFrames,
  slabPlace,
  slowdown,
  splitFrames,
  thrashWho,
  tlbHit,
  tlbOrder,
  tlbStale,
  translateAddress,
  translateTlb,
  twoLevelWalk,
  twoStacks,
  twoWastes,
  victimByTable,
  whatGoesDown,
  whichKernel,
  whichReserve,
  whoMay,
  workingSetSize,
  zoneFallback,
];

export const kindOf = (id: string): Kind | undefined => KINDS.find((kind) => kind.id === id);

/** The kinds whose own concept is among these; where none is, those that ask about them by the way. */
export function kindsAbout(concepts: readonly ConceptId[]): Kind[] {
  const own = KINDS.filter((kind) => concepts.includes(kind.concept));
  return own.length > 0 ? own : [...new Set(concepts.flatMap(kindsFor))];
}

/** The kinds that ask about a concept, its own first. */
export const kindsFor = (concept: ConceptId): Kind[] => [
  ...KINDS.filter((kind) => kind.concept === concept),
  ...KINDS.filter((kind) => kind.also?.includes(concept)),
];

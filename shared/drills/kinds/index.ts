/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
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
import { crossings } from './crossings.ts';
import { danglingWrite } from './danglingWrite.ts';
import { directMapAddress } from './directMapAddress.ts';
import { dmaBuffer } from './dmaBuffer.ts';
import { doubleFree } from './doubleFree.ts';
import { exitFrees } from './exitFrees.ts';
import { firstRefusal } from './firstRefusal.ts';
import { freeKeeps } from './freeKeeps.ts';
import { gcCollect } from './gcCollect.ts';
import { kmapNeeded } from './kmapNeeded.ts';
import { lruOrder } from './lruOrder.ts';
import { mallocCalls } from './mallocCalls.ts';
import { mallocHole } from './mallocHole.ts';
import { moduleMemory } from './moduleMemory.ts';
import { poolOrList } from './poolOrList.ts';
import { readOrMap } from './readOrMap.ts';
import { registerAccess } from './registerAccess.ts';
import { signalData } from './signalData.ts';
import { slabFrames } from './slabFrames.ts';
import { slabPlace } from './slabPlace.ts';
import { translateAddress } from './translateAddress.ts';
import { twoStacks } from './twoStacks.ts';
import { twoWastes } from './twoWastes.ts';
import { whatGoesDown } from './whatGoesDown.ts';
import { whichKernel } from './whichKernel.ts';
import { whichReserve } from './whichReserve.ts';
import { zoneFallback } from './zoneFallback.ts';

export const KINDS: readonly Kind[] = [
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
  crossings,
  danglingWrite,
  directMapAddress,
  dmaBuffer,
  doubleFree,
  exitFrees,
  firstRefusal,
  freeKeeps,
  gcCollect,
  kmapNeeded,
  lruOrder,
  mallocCalls,
  mallocHole,
  moduleMemory,
  poolOrList,
  readOrMap,
  registerAccess,
  signalData,
  slabFrames,
  slabPlace,
  translateAddress,
  twoStacks,
  twoWastes,
  whatGoesDown,
  whichKernel,
  whichReserve,
  zoneFallback,
];

export const kindOf = (id: string): Kind | undefined => KINDS.find((kind) => kind.id === id);

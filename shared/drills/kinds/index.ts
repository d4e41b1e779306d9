/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { blockOrNot } from './blockOrNot.ts';
import { bootFrames } from './bootFrames.ts';
import { buddyAlloc } from './buddyAlloc.ts';
import { buddyMerge } from './buddyMerge.ts';
import { cacheShrink } from './cacheShrink.ts';
import { callPrice } from './callPrice.ts';
import { chooseKernel } from './chooseKernel.ts';
import { clockVictim } from './clockVictim.ts';
import { copyOrMap } from './copyOrMap.ts';
import { crossings } from './crossings.ts';
import { directMapAddress } from './directMapAddress.ts';
import { dmaBuffer } from './dmaBuffer.ts';
import { doubleFree } from './doubleFree.ts';
import { firstRefusal } from './firstRefusal.ts';
import { gcCollect } from './gcCollect.ts';
import { kmapNeeded } from './kmapNeeded.ts';
import { lruOrder } from './lruOrder.ts';
import { mallocHole } from './mallocHole.ts';
import { moduleMemory } from './moduleMemory.ts';
import { poolOrList } from './poolOrList.ts';
import { readOrMap } from './readOrMap.ts';
import { registerAccess } from './registerAccess.ts';
import { signalData } from './signalData.ts';
import { slabPlace } from './slabPlace.ts';
import { translateAddress } from './translateAddress.ts';
import { twoStacks } from './twoStacks.ts';
import { whatGoesDown } from './whatGoesDown.ts';
import { whichKernel } from './whichKernel.ts';
import { whichReserve } from './whichReserve.ts';
import { zoneFallback } from './zoneFallback.ts';

export const KINDS: readonly Kind[] = [
  blockOrNot,
  bootFrames,
  buddyAlloc,
  buddyMerge,
  cacheShrink,
  callPrice,
  chooseKernel,
  clockVictim,
  copyOrMap,
  crossings,
  directMapAddress,
  dmaBuffer,
  doubleFree,
  firstRefusal,
  gcCollect,
  kmapNeeded,
  lruOrder,
  mallocHole,
  moduleMemory,
  poolOrList,
  readOrMap,
  registerAccess,
  signalData,
  slabPlace,
  translateAddress,
  twoStacks,
  whatGoesDown,
  whichKernel,
  whichReserve,
  zoneFallback,
];

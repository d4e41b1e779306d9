/** The kinds of drill: a new one is a file beside this and a line here. */
import type { Kind } from '../kind.ts';
import { clockVictim } from './clockVictim.ts';
import { lruOrder } from './lruOrder.ts';
import { translateAddress } from './translateAddress.ts';

export const KINDS: readonly Kind[] = [clockVictim, lruOrder, translateAddress];

export const kindOf = (id: string): Kind | undefined => KINDS.find((kind) => kind.id === id);

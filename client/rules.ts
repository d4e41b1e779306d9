/**
 * Which rule of the machine applies: to a trap, to what lies in a frame, to a command that was refused, and to what a
 * lesson's goal counts. Pure; the texts are why.* in the locales.
 */
import type { ConceptId } from '../shared/concepts/index.ts';
import type { Measure } from '../shared/scenario/names.ts';
import { TRAP } from '../shared/sim/index.ts';
import { isKernels, type Tile } from './board/model.ts';

/** A trap, with what the kernel alone knows of it: whether its process is at its limit, and whether memory is short. */
interface TrapAsked {
  kind: number;
  shared?: number;
  table?: number;
  limited?: boolean;
  oom?: boolean;
}

/** A command that came back with an errno, and whose it was: seat 0 is the kernel's. */
interface Refused {
  errno: string;
  op: string;
  seat: number;
}

type FrameAsked = Pick<Tile, 'kind' | 'cow' | 'referenced' | 'dirty' | 'locked'>;

export type Asked = { trap: TrapAsked } | { frame: FrameAsked; high?: boolean } | { refused: Refused };

/** The id of the rule, null where none explains it. */
export function ruleOf(asked: Asked): string | null {
  if ('trap' in asked) return ruleOfTrap(asked.trap);
  if ('frame' in asked) return asked.high ? 'FR2' : ruleOfFrame(asked.frame);
  return ruleOfRefusal(asked.refused);
}

function ruleOfTrap({ kind, shared = 0, table = 0, limited = false, oom = false }: TrapAsked): string {
  if (oom) return 'OM1';
  if (kind === TRAP.maperr || kind === TRAP.accerr) return 'KO3';
  if (kind === TRAP.interrupt) return 'IR1';
  if (kind > TRAP.major) return 'SY1';
  if (kind === TRAP.cow) return 'AS4';
  if (shared === 1) return 'AS5';
  if (limited) return 'LI1';
  if (table === 1) return 'AC3';
  return kind === TRAP.major ? 'RC3' : 'AS3';
}

const OF_KIND: { readonly [K in Tile['kind']]?: string } = {
  free: 'FR4',
  cache: 'AS5',
  shm: 'AS5',
  slab: 'KM1',
  vmalloc: 'KM1',
  module: 'KM1',
  dma: 'IR1',
  pool: 'IR1',
  device: 'IR1',
};

function ruleOfFrame({ kind, cow, referenced, dirty, locked }: FrameAsked): string {
  if (locked) return 'KO1';
  const own = OF_KIND[kind];
  if (own !== undefined) return own;
  if (isKernels(kind)) return 'KO2';
  if (cow) return 'AS4';
  return dirty || !referenced ? 'RC3' : 'RC2';
}

/** Rules of single commands; null where the errno's own would not explain it. */
const OF_COMMAND: { readonly [op: string]: { readonly [errno: string]: string | null } } = {
  grant: { ENOMEM: 'RC3' },
  serve: { ENOMEM: 'PA2', EAGAIN: 'IR1' },
  compact: { ENOMEM: 'PA2' },
  load: { ENOMEM: 'PA2' },
  pool: { ENOMEM: 'PA2', ENOSPC: 'KM1' },
  map: { EFAULT: 'AS1' },
  accept: { EAGAIN: null, EDQUOT: null },
  malloc: { ENOMEM: 'UM1', EBUSY: 'UM1' },
  // Promising takes no frame, so what refuses is the limit, or a kernel that doesn't overcommit.
  brk: { ENOMEM: 'LI1' },
  mmap: { ENOMEM: 'AS3' },
  mlock: { ENOMEM: 'LI1', EAGAIN: 'AS3' },
  fork: { EAGAIN: 'LI1' },
};

const OF_ERRNO: { readonly [errno: string]: readonly [kernel: string, process: string] } = {
  EDQUOT: ['LI1', 'LI1'],
  EPERM: ['KO2', 'SY1'],
  EBUSY: ['KO1', 'SY1'],
  EAGAIN: ['KO1', 'SY1'],
  ENOSPC: ['RC3', 'RC3'],
  EFAULT: ['KO3', 'KO3'],
};

function ruleOfRefusal({ errno, op, seat }: Refused): string | null {
  const own = OF_COMMAND[op]?.[errno];
  if (own !== undefined) return own;
  return OF_ERRNO[errno]?.[seat === 0 ? 0 : 1] ?? null;
}

/** What a measure counts. Score and work have a text without an id: the rule book has them under Scores. */
const OF_MEASURE: { readonly [M in Measure]: string } = {
  score: 'score',
  work: 'work',
  faults: 'AC2',
  minorFaults: 'AC2',
  majorFaults: 'AC2',
  breaches: 'AC4',
  panics: 'KO2',
  kills: 'OM1',
  crashes: 'KO3',
  secrets: 'AC4',
  missed: 'IR1',
  delivered: 'IR1',
};

export const ruleOfMeasure = (measure: Measure): string => OF_MEASURE[measure];

/** Where to read on about a rule: a concept's page of the manual. */
const READ: { readonly [rule: string]: ConceptId } = {
  FR1: 'frame',
  FR2: 'zones',
  FR3: 'resident-kernel',
  FR4: 'frame',
  PA1: 'buddy',
  PA2: 'fragmentation',
  PA3: 'kernel-balance',
  KM1: 'slab',
  AS1: 'page-table',
  AS2: 'pte-bits',
  AS3: 'demand-paging',
  AS4: 'cow',
  AS5: 'mmap',
  AC1: 'working-set',
  AC2: 'page-fault',
  AC3: 'page-fault',
  AC4: 'isolation',
  RC1: 'replacement',
  RC2: 'replacement',
  RC3: 'dirty',
  RC4: 'working-set',
  RC5: 'pte-bits',
  OM1: 'oom',
  SY1: 'syscall',
  SY2: 'mode-switch',
  KO1: 'scheduling',
  KO2: 'kernel-panic',
  KO3: 'segfault',
  LI1: 'limits',
  IR1: 'dma',
  OS1: 'microkernel',
  UM1: 'malloc',
  UM2: 'working-set',
  UM3: 'leak',
  UM4: 'gc',
};

export const conceptOf = (rule: string): ConceptId | null => READ[rule] ?? null;

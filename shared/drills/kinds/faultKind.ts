/** What one access comes to: a hit, a minor or major fault, a copy-on-write break, SIGSEGV, or a panic in ring 0 (AC2, KO2). */
import { backing, COW, type Event, PRESENT, RING_ZERO, VMA, VMA_KINDS, WRITABLE } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { accessTo, machineFrames, tableFigure, whyIllegal } from '../pagingFigures.ts';
import { driverCrash } from '../personalities.ts';
import { type Figure, type Level, type Made, type Slip, say, type Text } from '../question.ts';
import { forkChild, stillMachine } from '../smallMachine.ts';

const OUTCOMES = {
  1: ['hit', 'minor', 'cow', 'major', 'segv'],
  2: ['hit', 'minor', 'cow', 'major', 'segv', 'panic'],
  3: ['hit', 'minor', 'cow', 'major', 'segv', 'panic'],
} as const;
type Outcome = (typeof OUTCOMES)[3][number];

/** Where a page lies and what was done to it. */
const PLACES = ['resident', 'untouched', 'shared', 'swapped', 'text', 'dropped', 'gap', 'kernel'] as const;
type Place = (typeof PLACES)[number];

/** The places at which an access can come to that, by whether it writes. */
const LEADS: { readonly [O in Outcome]: readonly (readonly [Place, write: boolean])[] } = {
  hit: [...both('resident'), ['shared', false], ['text', false]],
  minor: both('untouched'),
  cow: [['shared', true]],
  major: [...both('swapped'), ['dropped', false]],
  segv: [...both('gap'), ...both('kernel'), ['text', true], ['dropped', true]],
  panic: [['kernel', true]],
};
function both(place: Place): [Place, boolean][] {
  return [
    [place, false],
    [place, true],
  ];
}

/** The sizes of text, heap and user space that put a page there. */
function layoutFor(dice: Dice, place: Place, vpn: number): { text: number; heap: number; pages: number } {
  if (place === 'text' || place === 'dropped') {
    const [text, heap] = [dice.between(vpn, vpn + 1), dice.between(1, 4)];
    return { text, heap, pages: text + heap + dice.between(3, 5) };
  }
  const text = dice.between(1, 2);
  // Heap pages below the page in question.
  const below = vpn - text - 1;
  if (place === 'kernel') {
    const heap = dice.between(1, below - 2);
    return { text, heap, pages: dice.between(text + heap + 3, vpn) };
  }
  const heap = place === 'gap' ? dice.between(1, below) : dice.between(below + 1, below + 4);
  return { text, heap, pages: Math.max(text + heap + 3, vpn + 2) + dice.below(3) };
}

/** A process that has forked, with pages of all sorts, the one in question where it should be. */
function build(dice: Dice, place: Place, vpn: number): Driven {
  const { text, heap, pages } = layoutFor(dice, place, vpn);
  const small = stillMachine({ frames: 48, processes: 1, children: 1, pages, textPages: text });
  small.done(1, { op: 'brk', pages: heap });
  const heapPlaces = PLACES.slice(0, 4);
  const wanted = Array.from({ length: heap }, (_, at) =>
    text + 1 + at === vpn ? place : dice.pick(heapPlaces),
  );
  const pagesAt = (...which: Place[]): number[] =>
    wanted.flatMap((one, at) => (which.includes(one) ? [text + 1 + at] : []));
  for (const page of pagesAt('shared')) small.touch(1, page, true);
  forkChild(small);
  for (const page of pagesAt('resident', 'swapped')) small.touch(1, page, true);
  const dropped = Array.from({ length: text }, (_, at) => at + 1).filter((page) =>
    page === vpn ? place === 'dropped' : dice.chance(40),
  );
  for (const page of [...pagesAt('swapped'), ...dropped])
    small.done(0, { op: 'evict', pfn: small.machine.pfn[page]! });
  return small;
}

function rowOf({ machine }: Driven, vpn: number): Text[] {
  const kind = machine.vma[vpn]!;
  const area = say(`area.${VMA_KINDS[kind]!}`);
  const pte = machine.pte[vpn]!;
  if (kind <= VMA.null) return [vpn, area, '-', '-', '-'];
  const here = (pte & PRESENT) !== 0;
  const writable = pte & COW ? 'COW' : here ? (pte & WRITABLE ? 1 : 0) : kind === VMA.text ? 0 : 1;
  const where = here ? machine.pfn[vpn]! : say(`fault-kind.from.${backing(machine, vpn)}`);
  return [vpn, area, here ? 1 : 0, writable, where];
}

interface Access {
  vpn: number;
  write: boolean;
  /** Under which kernel a driver makes it; null for process 1. */
  driver: 'monolithic' | 'microkernel' | null;
}

function reasonOf({ machine }: Driven, { vpn, write, driver }: Access): string {
  if (driver !== null) return driver === 'monolithic' ? 'ring0' : 'ring3';
  const illegal = whyIllegal(machine, vpn, write);
  if (illegal !== null) return illegal;
  const pte = machine.pte[vpn]!;
  if (pte & PRESENT) return write && pte & COW ? 'cow' : 'resident';
  return backing(machine, vpn);
}

function outcomeOf(events: readonly Event[]): Outcome {
  const happened = (type: Event['type']): boolean => events.some((event) => event.type === type);
  if (happened('fault-invalid')) return 'segv';
  if (happened('cow')) return 'cow';
  if (happened('fault-major')) return 'major';
  return happened('fault-minor') ? 'minor' : 'hit';
}

function slipsOf(outcome: Outcome, place: (outcome: Outcome) => number): Slip[] {
  if (outcome !== 'minor' && outcome !== 'major' && outcome !== 'cow') return [];
  const error = outcome === 'cow' ? 'write-to-cow-is-segfault' : 'fault-is-error';
  const slips: Slip[] = [{ answer: place('segv'), misconception: error }];
  if (outcome === 'minor') slips.push({ answer: place('major'), misconception: 'fault-is-disk' });
  return slips;
}

export const faultKind: Kind = {
  id: 'fault-kind',
  concept: 'page-fault',
  also: ['segfault', 'pte-bits', 'swap', 'cow', 'kernel-panic'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.pick(OUTCOMES[level]);
    const outside = wanted === 'segv' && level > 1 && dice.chance(40);
    const [where, write] = outside ? (['kernel', true] as const) : dice.pick(LEADS[wanted]);
    const vpn = dice.between(6, 9);
    const driver = wanted === 'panic' ? 'monolithic' : outside ? 'microkernel' : null;
    const access: Access = { vpn, write, driver };
    const small = build(dice, where, vpn);
    const { pages } = small.machine.param;
    const rows = Array.from({ length: pages }, (_, page) => rowOf(small, page));
    const board = (at?: number): Figure =>
      tableFigure(
        say('figure.pagesBelow', { from: pages }),
        ['vpn', 'area', 'present', 'writable', 'where'],
        rows,
        at,
      );
    const ring = driver !== null && RING_ZERO[driver].includes('nic') ? 0 : 3;
    const who = driver === null ? 'P1' : 'nic';
    const what = tableFigure(
      say('figure.event'),
      ['who', 'mode', 'step'],
      [[who, say('what-goes-down.ring', { ring }), accessTo(write, vpn)]],
    );
    const reason = reasonOf(small, access);
    const crash = driver === null ? null : driverCrash(driver, 'nic');
    const outcome =
      crash === null ? outcomeOf(small.touch(1, vpn, write)) : crash === 'machine' ? 'panic' : 'segv';
    const options = dice.shuffle(OUTCOMES[level]);
    const place = (one: Outcome): number => options.indexOf(one);
    return {
      ask: say('fault-kind.ask'),
      figures: [what, board()],
      form: { type: 'choice', options: options.map((one) => say(`fault-kind.${one}`)) },
      answer: place(outcome),
      steps: [
        {
          say: say(`fault-kind.because.${reason}`, { vpn, from: pages }),
          figures: [what, board(vpn < pages ? vpn : undefined)],
        },
        { say: say(`fault-kind.then.${outcome}`), figures: [what, machineFrames(small.machine)] },
      ],
      slips: slipsOf(outcome, place),
    };
  },
};

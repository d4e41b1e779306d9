/** Where a write arrives: in RAM, in a device's register, nowhere yet, or at an address that isn't there (AC2, IR1). */
import { PRESENT, pageOf, VMA, WRITABLE } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, type Slip, say } from '../question.ts';
import { type Small, smallMachine } from '../smallMachine.ts';

const OUTCOMES = ['ram', 'device', 'fault', 'segv'] as const;
type Outcome = (typeof OUTCOMES)[number];
const CELLS = { 1: 4, 2: 8, 3: 16 } as const;

interface Row {
  vpn: number;
  pfn: number;
  writable: boolean;
}

/** A process with the card's register mapped, and heap pages of which some were touched. */
function machineOf(dice: Dice, level: Level): Small {
  const frames = dice.between(24, 40);
  const cellsPerPage = CELLS[level];
  const small = smallMachine({
    frames,
    kernelFrames: 2,
    deviceFrames: 1,
    modules: ['nic'],
    cellsPerPage,
    pages: 20,
  });
  if (dice.chance(50)) small.call(1, { op: 'mmap', pages: dice.between(1, 2) });
  small.call(1, { op: 'mmap', pages: 1, device: true });
  const pages = dice.between(4, 6);
  small.call(1, { op: 'brk', pages });
  for (let vpn = 2; vpn < 2 + pages; vpn++)
    if (vpn === 2 || (vpn > 3 && dice.chance(50))) small.touch(1, vpn, true);
  return small;
}

function rowsOf({ machine }: Small): Row[] {
  const rows: Row[] = [];
  for (let vpn = 1; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, 1, vpn);
    if (machine.vma[page]! <= VMA.null) continue;
    const present = (machine.pte[page]! & PRESENT) !== 0;
    const writable = present ? (machine.pte[page]! & WRITABLE) !== 0 : machine.vma[page] !== VMA.text;
    rows.push({ vpn, pfn: present ? machine.pfn[page]! : -1, writable });
  }
  return rows;
}

/** A page at which a write has that outcome. */
function pageFor(dice: Dice, { machine }: Small, rows: readonly Row[], outcome: Outcome): number {
  const last = machine.param.frames - 1;
  if (outcome === 'device') return rows.find(({ pfn }) => pfn === last)!.vpn;
  if (outcome === 'ram')
    return dice.pick(rows.filter(({ pfn, writable }) => pfn >= 0 && pfn < last && writable)).vpn;
  if (outcome === 'fault') return dice.pick(rows.filter(({ pfn }) => pfn < 0)).vpn;
  const inside = rows.filter(({ writable }) => !writable).map(({ vpn }) => vpn);
  const gaps = Array.from({ length: machine.param.pages - 1 }, (_, vpn) => vpn + 1);
  return dice.pick([...inside, ...gaps.filter((vpn) => rows.every((row) => row.vpn !== vpn))]);
}

/** What the machine makes of the write. */
function tryIt(small: Small, address: number): Outcome {
  const before = small.events.length;
  small.give(1, { op: 'touch', address, write: true });
  small.run(2);
  const types = small.events.slice(before).map(({ type }) => type);
  if (types.includes('doorbell')) return 'device';
  if (types.includes('fault-invalid')) return 'segv';
  return types.includes('fault-minor') ? 'fault' : 'ram';
}

const board = (rows: readonly Row[], cells: number, at?: number): Figure =>
  table(
    say('register-access.table', { cells }),
    [say('figure.vpn'), say('figure.pfn'), say('figure.writable')],
    rows.map(({ vpn, pfn, writable }) => [vpn, pfn < 0 ? '–' : pfn, writable ? 1 : 0]),
    at,
  );

function slipsOf(end: Outcome, options: readonly Outcome[]): Slip[] {
  if (end === 'device') return [{ answer: options.indexOf('ram'), misconception: 'device-memory-is-ram' }];
  if (end === 'fault') return [{ answer: options.indexOf('segv'), misconception: 'fault-is-error' }];
  return [];
}

export const registerAccess: Kind = {
  id: 'register-access',
  concept: 'device-memory',
  also: ['page-fault', 'segfault'],
  make(dice, level): Made {
    const wanted = dice.pick(OUTCOMES);
    const small = machineOf(dice, level);
    const { frames, cellsPerPage } = small.machine.param;
    const rows = rowsOf(small);
    const vpn = pageFor(dice, small, rows, wanted);
    const address = vpn * cellsPerPage + dice.below(cellsPerPage);
    const end = tryIt(small, address);
    const options = dice.shuffle(OUTCOMES);
    const at = rows.findIndex((row) => row.vpn === vpn);
    const pfn = at < 0 ? -1 : rows[at]!.pfn;
    const seen = board(rows, cellsPerPage, at < 0 ? undefined : at);
    return {
      ask: say('register-access.ask', { address, last: frames - 2, register: frames - 1 }),
      figures: [board(rows, cellsPerPage)],
      form: { type: 'choice', options: options.map((one) => say(`register-access.${one}`)) },
      answer: options.indexOf(end),
      steps: [
        { say: say('register-access.page', { address, cells: cellsPerPage, vpn }), figures: [seen] },
        { say: say(`register-access.so-${end}`, { vpn, pfn }), figures: [seen] },
      ],
      slips: slipsOf(end, options),
    };
  },
};

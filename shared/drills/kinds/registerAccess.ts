/** Where a write arrives: in RAM, in a device's register, nowhere yet, or at an address that isn't there (AC2, IR1). */
import { PRESENT, pageOf, VMA, WRITABLE } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, raw, type Slip, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const OUTCOMES = ['ram', 'device', 'fault', 'segv'] as const;
type Outcome = (typeof OUTCOMES)[number];
const CELLS = { 1: 4, 2: 8, 3: 16 } as const;

interface Row {
  vpn: number;
  pfn: number;
  writable: boolean;
}

/**
 * A process with the card's register mapped and a heap of which some was touched, laid out so that a write to that page
 * comes to what is wanted. The text is page 1.
 */
function machineOf(dice: Dice, level: Level, wanted: Outcome, vpn: number): Driven {
  const inHeap = wanted === 'ram' || wanted === 'fault';
  const heap = inHeap ? dice.between(vpn - 1, vpn + 1) : dice.between(2, vpn - 3);
  // mmap comes down from the stack's page: first what is mapped before the register, then the register.
  const before = dice.between(0, 2);
  const least = 2 + heap + before + 2;
  const pages = wanted === 'device' ? vpn + before + 2 : Math.max(least, vpn + before + 3) + dice.below(4);
  const small = smallMachine({
    frames: dice.between(24, 40),
    kernelFrames: 2,
    deviceFrames: 1,
    modules: ['nic'],
    cellsPerPage: CELLS[level],
    pages,
  });
  if (before > 0) small.call(1, { op: 'mmap', pages: before });
  small.call(1, { op: 'mmap', pages: 1, device: true });
  small.call(1, { op: 'brk', pages: heap });
  for (let page = 2; page < 2 + heap; page++)
    if (page === vpn ? wanted === 'ram' : dice.chance(50)) small.touch(1, page, true);
  return small;
}

function rowsOf({ machine }: Driven): Row[] {
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

/** What the machine makes of the write. */
function tryIt(small: Driven, address: number): Outcome {
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
    const vpn = dice.between(5, 10);
    const small = machineOf(dice, level, wanted, vpn);
    const { frames, cellsPerPage } = small.machine.param;
    const rows = rowsOf(small);
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
      steps: worked([
        { say: say('register-access.page', { address, cells: cellsPerPage, vpn }), figures: [seen] },
        {
          say: say(`register-access.so-${end}`, { vpn, pfn }),
          figures: [seen],
          found: [[raw(String(address)), say(`register-access.${end}`)]],
        },
      ]),
      slips: slipsOf(end, options),
    };
  },
};

/** What one access raises, by the page table and the areas: nothing, a minor, a major or an invalid fault (AC2). */
import { backing, COW, PRESENT, VMA, VMA_KINDS, WRITABLE } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Figure, type Level, type Made, type Slip, say, type Text } from '../question.ts';
import { forkChild, type Quiet, quietMachine } from '../quietMachine.ts';

const OUTCOMES = ['none', 'minor', 'major', 'invalid'] as const;
type Outcome = (typeof OUTCOMES)[number];
const PAGES = 16;
const HEAP = 3;

/** A process with text, heap pages of all kinds, and gaps. Which heap page is which, the dice say. */
function build(dice: Dice, level: Level) {
  const small = quietMachine({ frames: 40, processes: 1, children: 1, pages: PAGES });
  const size = 4 + level;
  small.done(1, { op: 'brk', pages: size });
  const heap = dice.shuffle(Array.from({ length: size }, (_, at) => HEAP + at));
  const [resident, swapped, untouched, shared] = heap as [number, number, number, number];
  const cow = level === 3;
  if (cow) {
    small.touch(1, shared, true);
    forkChild(small);
  }
  for (const vpn of [resident, swapped]) small.touch(1, vpn, true);
  const text = dice.shuffle([1, 2]);
  for (const vpn of [swapped, text[1]!]) small.done(0, { op: 'evict', pfn: small.machine.pfn[vpn]! });
  const gap = dice.between(HEAP + size, PAGES - 2);
  const may = (write: boolean): { [O in Outcome]: number[] } => ({
    none: write ? [resident] : [resident, text[0]!],
    minor: write && cow ? [untouched, shared, shared] : [untouched],
    major: write ? [swapped] : [swapped, text[1]!],
    invalid: write ? [0, gap, ...text] : [0, gap],
  });
  return { small, may };
}

function rowOf({ machine }: Quiet, vpn: number): Text[] {
  const kind = machine.vma[vpn]!;
  const area = say(`area.${VMA_KINDS[kind]!}`);
  const pte = machine.pte[vpn]!;
  if (kind <= VMA.null) return [vpn, area, '-', '-', '-'];
  const here = (pte & PRESENT) !== 0;
  const writable = pte & COW ? 'COW' : here ? (pte & WRITABLE ? 1 : 0) : kind === VMA.text ? 0 : 1;
  const where = here ? machine.pfn[vpn]! : say(`fault-kind.from.${backing(machine, vpn)}`);
  return [vpn, area, here ? 1 : 0, writable, where];
}

const reasonOf = ({ machine }: Quiet, vpn: number, write: boolean): string => {
  const pte = machine.pte[vpn]!;
  if (machine.vma[vpn]! <= VMA.null) return 'nowhere';
  if (write && machine.vma[vpn] === VMA.text) return 'readonly';
  if (pte & PRESENT) return write && pte & COW ? 'cow' : 'resident';
  return backing(machine, vpn);
};

function slipsOf(outcome: Outcome, reason: string, place: (outcome: Outcome) => number): Slip[] {
  if (outcome === 'none' || outcome === 'invalid') return [];
  const slips: Slip[] = [
    {
      answer: place('invalid'),
      misconception: reason === 'cow' ? 'write-to-cow-is-segfault' : 'fault-is-error',
    },
  ];
  if (outcome === 'minor') slips.push({ answer: place('major'), misconception: 'fault-is-disk' });
  return slips;
}

export const faultKind: Kind = {
  id: 'fault-kind',
  concept: 'page-fault',
  also: ['segfault', 'pte-bits', 'swap'],
  make(dice: Dice, level: Level): Made {
    const write = dice.chance(50);
    const wanted = OUTCOMES[dice.below(4)]!;
    const { small, may } = build(dice, level);
    const vpn = dice.pick(may(write)[wanted]);
    const rows = Array.from({ length: PAGES }, (_, page) => rowOf(small, page));
    const board = (at?: number): Figure =>
      tableFigure(say('figure.pages'), ['vpn', 'area', 'present', 'writable', 'where'], rows, at);
    const reason = reasonOf(small, vpn, write);
    const happened = small.touch(1, vpn, write).find(({ type }) => type.startsWith('fault-'));
    const outcome = happened === undefined ? 'none' : (happened.type.slice('fault-'.length) as Outcome);
    const options = dice.shuffle(OUTCOMES);
    const place = (one: Outcome): number => options.indexOf(one);
    return {
      ask: say(write ? 'fault-kind.write' : 'fault-kind.read', { vpn }),
      figures: [board()],
      form: { type: 'choice', options: options.map((one) => say(`fault-kind.${one}`)) },
      answer: place(outcome),
      steps: [
        { say: say(`fault-kind.because.${reason}`, { vpn }), figures: [board(vpn)] },
        { say: say(`fault-kind.then.${outcome}`), figures: [machineFrames(small.machine)] },
      ],
      slips: slipsOf(outcome, reason, place),
    };
  },
};

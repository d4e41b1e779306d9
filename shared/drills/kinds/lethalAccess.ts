/** Which of some accesses ends the process: kernel space, nowhere, or a write to text; every other is resolved (AC2). */
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { accessWord, spaceFigure, tableFigure, whyIllegal } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const PAGES = 16;
const HEAP = 3;
interface Access {
  vpn: number;
  write: boolean;
}

function build(dice: Dice, size: number): Driven {
  const small = stillMachine({ processes: 1, pages: PAGES, frames: 40 });
  small.done(1, { op: 'brk', pages: size });
  for (let vpn = HEAP; vpn < HEAP + size; vpn++) if (dice.chance(50)) small.touch(1, vpn, true);
  return small;
}

/** Accesses in an order of chance, of which one alone is not allowed. */
function accessesOf(dice: Dice, size: number, count: number): Access[] {
  const bad: Access[] = [
    { vpn: dice.between(PAGES, PAGES + 7), write: dice.chance(50) },
    { vpn: dice.between(PAGES, PAGES + 7), write: dice.chance(50) },
    { vpn: dice.between(HEAP + size, PAGES - 2), write: dice.chance(50) },
    { vpn: 0, write: dice.chance(50) },
    { vpn: dice.between(1, 2), write: true },
  ];
  const good: Access[] = [{ vpn: dice.between(1, 2), write: false }];
  for (let vpn = HEAP; vpn < HEAP + size; vpn++) good.push({ vpn, write: dice.chance(50) });
  return dice.shuffle([dice.pick(bad), ...dice.some(good, count - 1)]);
}

export const lethalAccess: Kind = {
  id: 'lethal-access',
  concept: 'kernel-space',
  also: ['segfault', 'isolation'],
  make(dice: Dice, level: Level): Made {
    const size = 4 + level;
    const small = build(dice, size);
    const accesses = accessesOf(dice, size, 3 + level);
    const space = spaceFigure(small.machine, say('figure.spaceOf', { from: PAGES }));
    const rows = accesses.map(({ vpn, write }) => [accessWord(write), vpn]);
    const list = (at?: number) => tableFigure(say('figure.accesses'), ['access', 'page'], rows, at);
    const reasons = accesses.map(({ vpn, write }) => whyIllegal(small.machine, vpn, write));
    const dies = accesses.map(
      ({ vpn, write }) =>
        // A process that died is booted anew at the end of its pause: what was allowed before is then not in question.
        small.machine.processes[0]!.startAt < 0 &&
        small.touch(1, vpn, write).some(({ type }) => type === 'segv'),
    );
    const answer = dies.indexOf(true);
    const values = { vpn: accesses[answer]!.vpn, from: PAGES };
    return {
      ask: say('lethal-access.ask', { from: PAGES }),
      figures: [list(), space],
      form: { type: 'pick', figure: 0, from: accesses.map((_, at) => at) },
      answer,
      steps: [
        { say: say('lethal-access.others'), figures: [list(), space] },
        { say: say(`lethal-access.because.${reasons[answer]!}`, values), figures: [list(answer), space] },
      ],
    };
  },
};

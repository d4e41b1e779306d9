/** Which steps of a program enter the kernel: calls and faults do, malloc and free only when the heap is too small (SY1, UM1). */
import type { Event } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { accessTo, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, raw, type Say, type Step, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

interface Done {
  text: Say;
  /** Why it entered the kernel, or that it didn't. */
  how: 'call' | 'fault' | 'brk' | 'no' | 'heap';
}
const HEAP = 3;
const BRK_PAGES = 2;

const entered = (events: readonly Event[]): 'call' | 'fault' | null => {
  if (events.some(({ type }) => type.startsWith('fault-'))) return 'fault';
  return events.some(({ type }) => type === 'syscall') ? 'call' : null;
};

/** A program that the dice write, run as it is written. */
function program(dice: Dice, small: Driven, length: number): Done[] {
  const { machine } = small;
  const process = machine.processes[0]!;
  const job = small.must(1, { op: 'accept', offer: process.offers[0]!.id });
  const { sizes } = process.jobs[0]!;
  let next = 0;
  const list: Done[] = [];
  const step = (text: Say, act: () => void, memory: boolean): void => {
    const why = entered(small.during(act));
    list.push({ text, how: memory ? (why === 'call' ? 'brk' : 'heap') : (why ?? 'no') });
  };
  const malloc = (): void => {
    const buffer = next++;
    step(raw(`malloc(${sizes[buffer]!})`), () => small.done(1, { op: 'malloc', job, buffer }), true);
  };
  malloc();
  while (list.length < length) {
    const kind = dice.below(5);
    if (kind <= 1 && next < sizes.length) malloc();
    else if (kind === 2)
      step(
        raw(`nice(${process.nice + 1})`),
        () => small.done(1, { op: 'nice', value: process.nice + 1 }),
        false,
      );
    else {
      const vpn = dice.between(1, process.brk - 1);
      const write = vpn >= HEAP;
      const why = entered(small.touch(1, vpn, write));
      list.push({ text: accessTo(write, vpn), how: why ?? 'no' });
    }
  }
  return list;
}

export const enterKernel: Kind = {
  id: 'enter-kernel',
  concept: 'syscall',
  also: ['kernel-mode', 'malloc'],
  make(dice: Dice, level: Level): Made {
    const small = stillMachine({
      processes: 1,
      frames: 40,
      brkPages: BRK_PAGES,
      job: { buffers: [4, 4], cells: [1, 4], maxCells: 16 },
    });
    const list = program(dice, small, 4 + level);
    const rows = list.map(({ text }, at) => [at + 1, text]);
    const figure = (at?: number) => tableFigure(say('figure.program'), ['number', 'step'], rows, at);
    const places = (keep: (one: Done) => boolean) => list.flatMap((one, at) => (keep(one) ? [at] : []));
    const answer = places(({ how }) => how === 'call' || how === 'fault' || how === 'brk');
    const believed = places(
      ({ how }) => how === 'call' || how === 'fault' || how === 'brk' || how === 'heap',
    );
    return {
      ask: say('enter-kernel.ask', { heap: HEAP, cells: small.machine.param.cellsPerPage, pages: BRK_PAGES }),
      figures: [figure()],
      form: {
        type: 'choices',
        options: list.map(({ text }, at) => say('enter-kernel.numbered', { number: at + 1, text })),
      },
      answer,
      steps: [
        ...list.map(
          ({ text, how }, at): Step => ({ say: say(`enter-kernel.${how}`, { text }), figures: [figure(at)] }),
        ),
        {
          say: say('enter-kernel.all', { numbers: answer.map((at) => at + 1).join(', ') }),
          figures: [figure()],
        },
      ],
      slips:
        believed.length === answer.length ? [] : [{ answer: believed, misconception: 'malloc-is-syscall' }],
    };
  },
};

/** Strict accounting: which request is the first to be refused, as RAM and swap could not hold it (AS3)? */
import { committed, promisable } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const PROCESSES = 3;

/** A machine that can promise so many pages more: what was promised before leaves that room. */
function build(swapSlots: number, room: number): Driven {
  const small = stillMachine({
    frames: 32,
    kernelFrames: 4,
    processes: PROCESSES,
    pages: 80,
    swapSlots,
    strict: true,
    limit: { as: 80 },
  });
  const filler = promisable(small.machine) - committed(small.machine) - room;
  if (filler > 0) small.done(1, { op: 'mmap', pages: filler });
  return small;
}

export const oomStrict: Kind = {
  id: 'oom-strict',
  concept: 'oom',
  also: ['demand-paging', 'swap'],
  make(dice: Dice, level: Level): Made {
    const count = 3 + level;
    const sizes = Array.from({ length: count }, () => dice.between(2, 6));
    const pids = sizes.map(() => dice.between(1, PROCESSES));
    const first = dice.below(count);
    const before = sizes.slice(0, first).reduce((sum, size) => sum + size, 0);
    const room = before + dice.below(sizes[first]!);
    const swapSlots = dice.between(6, 12);
    const small = build(swapSlots, room);
    const { machine } = small;
    const most = promisable(machine);
    const table = (at?: number) =>
      tableFigure(
        say('oom-strict.requests'),
        ['process', 'askedPages'],
        sizes.map((size, row) => [`P${pids[row]!}`, size]),
        at,
      );
    const figure = () =>
      tableFigure(
        say('oom-strict.promises'),
        ['ramPages', 'swapSlots', 'promised'],
        [[most - swapSlots, swapSlots, committed(machine)]],
      );
    const start = figure();
    const steps: Step[] = [];
    let answer = -1;
    for (let at = 0; at < count && answer < 0; at++) {
      const size = sizes[at]!;
      const held = committed(machine);
      const errno = small.errno(pids[at]!, { op: 'brk', pages: size });
      if (errno === 'ok') small.settle();
      else answer = at;
      small.run(3);
      const values = { pid: pids[at]!, size, sum: held + size, most };
      steps.push({
        say: say(errno === 'ok' ? 'oom-strict.ok' : 'oom-strict.refused', values),
        figures: [table(at), figure()],
      });
    }
    return {
      ask: say('oom-strict.ask'),
      figures: [table(), start],
      form: { type: 'pick', figure: 0, from: sizes.map((_, at) => at) },
      answer,
      steps,
    };
  },
};

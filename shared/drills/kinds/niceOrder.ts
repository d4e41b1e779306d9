/** Traps wait at the boundary: in which order they are served, by niceness, then by age (SY1). */
import { ranked } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, raw, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

export const niceOrder: Kind = {
  id: 'nice-order',
  concept: 'scheduling',
  make(dice: Dice, level: Level): Made {
    const processes = 2 + level;
    const small = stillMachine({ frames: 64, processes });
    const { machine } = small;
    const pids = Array.from({ length: processes }, (_, at) => at + 1);
    // Few values, so that some are equal and the age decides.
    const values = dice.shuffle([0, 5, 10]).slice(0, 2);
    for (const pid of pids) {
      const value = dice.pick(values);
      if (value > 0) small.done(pid, { op: 'nice', value });
      small.done(pid, { op: 'brk', pages: 1 });
    }
    const start = machine.tick;
    for (const pid of dice.shuffle(pids)) {
      small.must(pid, { op: 'touch', address: 3 * machine.param.cellsPerPage, write: true });
      small.run(dice.between(1, 4));
    }
    const order = ranked(machine).map(({ pid }) => pid);
    const since = (pid: number): number => machine.traps.find((trap) => trap.pid === pid)!.since - start;
    const rows = pids.map((pid) => [`P${pid}`, machine.processes[pid - 1]!.nice, since(pid)]);
    const figure = (at?: number) =>
      tableFigure(say('figure.waiting'), ['process', 'nice', 'since'], rows, at);
    const items = dice.shuffle(pids);
    return {
      ask: say('nice-order.ask'),
      figures: [figure()],
      form: { type: 'order', items: items.map((pid) => raw(`P${pid}`)) },
      answer: order.map((pid) => items.indexOf(pid)),
      steps: [
        ...order.map((pid) => ({
          say: say('nice-order.next', { pid, nice: machine.processes[pid - 1]!.nice, since: since(pid) }),
          figures: [figure(pid - 1)],
        })),
        {
          say: say('nice-order.all', { order: order.map((pid) => `P${pid}`).join(', ') }),
          figures: [figure()],
        },
      ],
    };
  },
};

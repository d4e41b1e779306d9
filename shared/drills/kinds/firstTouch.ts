/** Memory just asked for is used: which accesses fault (AS3, AC2)? The first one to each page, and no other. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, raw, type Step, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

export const firstTouch: Kind = {
  id: 'first-touch',
  concept: 'demand-paging',
  also: ['page-fault', 'virtual-address'],
  make(dice: Dice, level: Level): Made {
    const small = stillMachine({ frames: 32, kernelFrames: 4, processes: 1, pages: 16 });
    const { machine } = small;
    const { cellsPerPage } = machine.param;
    const pages = dice.between(3, 3 + level);
    small.done(1, { op: 'brk', pages });
    const start = 3 * cellsPerPage;
    const cells = Array.from({ length: 4 + level }, () => start + dice.below(pages * cellsPerPage));
    const board = machineFrames(machine, {}, 4);
    const faults: number[] = [];
    const steps = cells.map((cell, at): Step => {
      const vpn = Math.floor(cell / cellsPerPage);
      const fault = small.touch(1, vpn, true).some(({ type }) => type === 'fault-minor');
      if (fault) faults.push(at);
      const figures = [refsFigure(cells, at), machineFrames(machine, {}, 4)];
      return { say: say(fault ? 'first-touch.fault' : 'first-touch.hit', { cell, vpn }), figures };
    });
    return {
      ask: say('first-touch.ask', { pages, cells: cellsPerPage, start }),
      figures: [refsFigure(cells, 0), board],
      form: {
        type: 'choices',
        options: [...cells.map((cell, at) => raw(`${at + 1}: ${cell}`)), say('first-touch.none')],
      },
      answer: faults,
      steps: [
        ...steps,
        {
          say: say('first-touch.all', { numbers: faults.map((at) => at + 1).join(', ') }),
          figures: [refsFigure(cells), machineFrames(machine, {}, 4)],
        },
      ],
      slips: [{ answer: [cells.length], misconception: 'address-space-is-memory' }],
    };
  },
};

/** How many system calls a program's mallocs and frees make: only where the heap has no hole, and for mapped blocks (UM1). */

import { CELLS, heapProgram } from '../heapProgram.ts';
import type { Kind } from '../kind.ts';
import { heapFigure, table } from '../memoryFigures.ts';
import { type Made, say } from '../question.ts';

export const mallocCalls: Kind = {
  id: 'malloc-calls',
  concept: 'malloc',
  also: ['syscall', 'mode-switch'],
  make(dice, level): Made {
    const threshold = level === 1 ? 99 : dice.between(9, 13);
    const brkPages = dice.between(2, 5);
    const program = heapProgram(dice, { jobs: level === 3 ? 3 : 2, threshold, brkPages, frees: level - 1 });
    const { small, lines, mallocs } = program;
    const answer = small.count('syscall');
    const mapped = program.blocks.filter((block) => block.mapped > 0);
    const back = mapped.filter(({ freed }) => freed).length;
    const listing = table(
      say('figure.program'),
      [say('figure.line')],
      lines.map((line) => [line]),
    );
    const values = { page: CELLS, cells: brkPages * CELLS, threshold };
    return {
      ask: say(level === 1 ? 'malloc-calls.ask' : 'malloc-calls.askMap', values),
      figures: [listing],
      form: { type: 'number', min: 0, max: 40, unit: say('malloc-calls.unit') },
      answer,
      steps: [
        {
          say: say('malloc-calls.heap', { mallocs, brk: answer - mapped.length - back }),
          figures: [listing],
        },
        { say: say('malloc-calls.mapped', { mmap: mapped.length, munmap: back }), figures: [listing] },
        {
          say: say('malloc-calls.sum', { calls: answer }),
          figures: [listing, heapFigure(small.machine.processes[0]!.heap)],
        },
      ],
      slips: mallocs === answer ? [] : [{ answer: mallocs, misconception: 'malloc-is-syscall' }],
    };
  },
};

/** Several processes run one program: how many frames its code takes (AS5: one copy in the page cache). */
import { FRAME } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { framesOf, quietMachine } from '../quietMachine.ts';

const TEXT = { 1: 3, 2: 4, 3: 6 } as const;

export const libraryFrames: Kind = {
  id: 'library-frames',
  concept: 'shared-library',
  also: ['frame'],
  make(dice: Dice, level: Level): Made {
    const textPages = TEXT[level];
    const processes = dice.between(2, 2 + level);
    const small = quietMachine({
      frames: 40,
      kernelFrames: 4,
      processes,
      pages: 16,
      files: 1,
      filePages: textPages,
      textPages,
      sharedText: true,
    });
    const { machine } = small;
    const uses = Array.from({ length: processes }, () =>
      dice
        .some(
          Array.from({ length: textPages }, (_, at) => at + 1),
          dice.between(1, textPages - 1),
        )
        .sort((a, b) => a - b),
    );
    const rows = uses.map((pages, at) => [`P${at + 1}`, pages.join(', ')]);
    const list = (at?: number) => tableFigure(say('figure.codeUsed'), ['process', 'codePages'], rows, at);
    const steps = uses.map((pages, at) => {
      const before = framesOf(machine, FRAME.cache);
      for (const vpn of pages) small.touch(at + 1, vpn, false);
      const fresh = framesOf(machine, FRAME.cache) - before;
      return {
        say: say('library-frames.runs', { pid: at + 1, fresh, known: pages.length - fresh }),
        figures: [machineFrames(machine, {}, 4), list(at)],
      };
    });
    const answer = framesOf(machine, FRAME.cache);
    return {
      ask: say('library-frames.ask'),
      figures: [list()],
      form: { type: 'number', min: 0, max: machine.param.frames, unit: say('unit.frames') },
      answer,
      steps: [
        ...steps,
        { say: say('library-frames.all', { answer }), figures: [machineFrames(machine, {}, 4)] },
      ],
    };
  },
};

/** Several processes run one program: how many frames its code takes (AS5: one copy in the page cache). */
import { FRAME } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { framesOf, stillMachine } from '../smallMachine.ts';

const TEXT = { 1: 5, 2: 7, 3: 9 } as const;

/** The pages of code that each process runs: together as many as chance wants, all numbers alike. */
function usesOf(dice: Dice, textPages: number, processes: number): number[][] {
  const all = Array.from({ length: textPages }, (_, at) => at + 1);
  const used = dice.some(all, dice.between(2, textPages));
  const uses = Array.from(
    { length: processes },
    () => new Set(dice.some(used, dice.between(1, used.length - 1))),
  );
  for (const page of used) dice.pick(uses).add(page);
  return uses.map((pages) => [...pages].sort((a, b) => a - b));
}

export const libraryFrames: Kind = {
  id: 'library-frames',
  concept: 'shared-library',
  also: ['frame'],
  make(dice: Dice, level: Level): Made {
    const textPages = TEXT[level];
    const processes = dice.between(2, 2 + level);
    const small = stillMachine({
      frames: 48,
      kernelFrames: 4,
      processes,
      pages: 20,
      files: 1,
      filePages: textPages,
      textPages,
      sharedText: true,
    });
    const { machine } = small;
    const uses = usesOf(dice, textPages, processes);
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

/** How many frames are free after some processes asked for memory and touched part of it (FR1, AS1, AS3). */
import { FRAME } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { framesOf, stillMachine } from '../smallMachine.ts';

interface Asked {
  pid: number;
  pages: number;
  touched: number;
}

/** Up to the first table's end at level 1, beyond it later. */
const MOST_TOUCHED = { 1: 4, 2: 8, 3: 9 } as const;

export const freeFrames: Kind = {
  id: 'free-frames',
  concept: 'frame',
  also: ['demand-paging', 'resident-kernel'],
  make(dice: Dice, level: Level): Made {
    const processes = level === 3 ? 3 : 2;
    const small = stillMachine({
      frames: dice.between(42, 56) + (level === 3 ? 20 : 0),
      kernelFrames: dice.between(4, 8),
      processes,
    });
    const plan = Array.from({ length: processes }, (_, at): Asked => {
      const touched = dice.between(1, MOST_TOUCHED[level]);
      return { pid: at + 1, pages: touched + dice.between(1, 4), touched };
    });
    const { machine } = small;
    const before = small.free();
    const start = machine.processes[0]!.brk;
    const board = machineFrames(machine);
    const rows = plan.map(({ pid, pages, touched }) => [`P${pid}`, pages, touched]);
    const asked = (at?: number) =>
      tableFigure(say('free-frames.asked'), ['process', 'askedPages', 'touchedPages'], rows, at);
    const tables = framesOf(machine, FRAME.table);
    for (const { pid, pages } of plan) small.done(pid, { op: 'brk', pages });
    const afterBrk = {
      say: say('free-frames.promised', { free: small.free() }),
      figures: [machineFrames(machine), asked()],
    };
    const steps = plan.map(({ pid, touched }, at) => {
      const had = small.free();
      for (let vpn = start; vpn < start + touched; vpn++) small.touch(pid, vpn, true);
      const values = { pid, touched, taken: had - small.free(), free: small.free() };
      return { say: say('free-frames.touched', values), figures: [machineFrames(machine), asked(at)] };
    });
    const answer = small.free();
    const built = framesOf(machine, FRAME.table) - tables;
    const believed = Math.max(0, before - plan.reduce((sum, { pages }) => sum + pages, 0));
    return {
      ask: say('free-frames.ask', { free: before, entries: machine.param.tableEntries, first: start }),
      figures: [board, asked()],
      form: { type: 'number', min: 0, max: machine.param.frames, unit: say('unit.frames') },
      answer,
      steps: [
        afterBrk,
        ...steps,
        {
          say: say('free-frames.all', { answer, tables: built }),
          figures: [machineFrames(machine), asked()],
        },
      ],
      slips: believed === answer ? [] : [{ answer: believed, misconception: 'address-space-is-memory' }],
    };
  },
};

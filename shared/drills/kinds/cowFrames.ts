/** After a fork parent and child write: how many frames that takes (AS4). The last who shares a frame copies nothing. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { accessWord, machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { forkChild, quietMachine } from '../quietMachine.ts';

const PAGES = { 1: 3, 2: 4, 3: 5 } as const;
const HEAP = 3;

export const cowFrames: Kind = {
  id: 'cow-frames',
  concept: 'cow',
  also: ['frame'],
  make(dice: Dice, level: Level): Made {
    const count = PAGES[level];
    const small = quietMachine({
      frames: 32,
      kernelFrames: 4,
      processes: 1,
      children: 1,
      pages: 16,
      textPages: 2,
    });
    const { machine } = small;
    small.done(1, { op: 'brk', pages: count });
    const vpns = Array.from({ length: count }, (_, at) => HEAP + at);
    for (const vpn of vpns) small.touch(1, vpn, true);
    const child = forkChild(small);
    const board = () => machineFrames(machine, {}, machine.param.kernelFrames);
    const accesses = Array.from({ length: count + level }, () => ({
      pid: dice.chance(50) ? 1 : child,
      vpn: dice.pick(vpns),
      write: dice.chance(70),
    }));
    const before = small.free();
    const rows = accesses.map(({ pid, vpn, write }) => [`P${pid}`, accessWord(write), vpn]);
    const list = (at?: number) =>
      tableFigure(say('figure.accesses'), ['process', 'access', 'page'], rows, at);
    const first = board();
    const steps = accesses.map(({ pid, vpn, write }, at): Step => {
      const cow = small.touch(pid, vpn, write).find(({ type }) => type === 'cow');
      const what = cow === undefined ? (write ? 'own' : 'read') : cow.n === 1 ? 'last' : 'copied';
      return { say: say(`cow-frames.${what}`, { pid, vpn }), figures: [board(), list(at)] };
    });
    const answer = before - small.free();
    return {
      ask: say('cow-frames.ask', { child, first: HEAP, last: HEAP + count - 1 }),
      figures: [first, list()],
      form: { type: 'number', min: 0, max: machine.param.frames, unit: say('unit.frames') },
      answer,
      steps: [...steps, { say: say('cow-frames.all', { answer }), figures: [board(), list()] }],
      slips: answer === 0 ? [] : [{ answer: 0, misconception: 'fork-copies-all' }],
    };
  },
};

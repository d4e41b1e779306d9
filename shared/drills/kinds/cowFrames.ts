/** After a fork parent and child write: how many frames that takes (AS4). The last who shares a frame copies nothing. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { accessWord, machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { forkChild, stillMachine } from '../smallMachine.ts';

const PAGES = { 1: 4, 2: 5, 3: 6 } as const;
const HEAP = 3;

interface Access {
  pid: number;
  vpn: number;
  write: boolean;
}

/** Accesses of parent and child that write to so many of the pages as chance wants, all numbers alike. */
function accessesOf(dice: Dice, level: Level, vpns: readonly number[], child: number): Access[] {
  const written = dice.some(vpns, dice.between(1, vpns.length));
  const by = (): number => (dice.chance(50) ? 1 : child);
  const writes = written.map((vpn) => ({ pid: by(), vpn, write: true }));
  const more = Array.from({ length: 1 + level }, () => {
    const write = dice.chance(50);
    return { pid: by(), vpn: dice.pick(write ? written : vpns), write };
  });
  return dice.shuffle([...writes, ...more]);
}

export const cowFrames: Kind = {
  id: 'cow-frames',
  concept: 'cow',
  also: ['frame'],
  make(dice: Dice, level: Level): Made {
    const count = PAGES[level];
    const small = stillMachine({
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
    const accesses = accessesOf(dice, level, vpns, child);
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
      slips: [{ answer: 0, misconception: 'fork-copies-all' }],
    };
  },
};

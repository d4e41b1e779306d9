/** After fork and some writes: who is still in the frame that both shared, and who has moved to a copy (AS4)? */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { accessWord, machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { forkChild, stillMachine } from '../smallMachine.ts';

const OUTCOMES = ['both', 'parent', 'child'] as const;
const HEAP = 3;

export const cowWhere: Kind = {
  id: 'cow-where',
  concept: 'cow',
  also: ['isolation', 'page-fault'],
  make(dice: Dice, level: Level): Made {
    const wanted = OUTCOMES[dice.below(3)]!;
    const count = 2 + level;
    const small = stillMachine({ frames: 32, kernelFrames: 4, processes: 1, children: 1, pages: 16 });
    const { machine } = small;
    small.done(1, { op: 'brk', pages: count });
    const vpns = Array.from({ length: count }, (_, at) => HEAP + at);
    for (const vpn of vpns) small.touch(1, vpn, true);
    const child = forkChild(small);
    const vpn = dice.pick(vpns);
    const old = machine.pfn[vpn]!;
    const writer = wanted === 'child' ? 1 : child;
    const other = dice.pick(vpns.filter((one) => one !== vpn));
    // What concerns the page in question, in this order, among what doesn't.
    const own = wanted === 'both' ? [] : [{ pid: writer, vpn, write: true }];
    const accesses = [
      { pid: dice.chance(50) ? 1 : child, vpn: other, write: true },
      { pid: dice.chance(50) ? 1 : child, vpn, write: false },
      ...own,
      ...(own.length > 0 && dice.chance(50) ? [{ pid: writer === 1 ? child : 1, vpn, write: true }] : []),
      { pid: dice.chance(50) ? 1 : child, vpn: dice.pick(vpns), write: false },
    ];
    const rows = accesses.map((one) => [`P${one.pid}`, accessWord(one.write), one.vpn]);
    const list = (at?: number) =>
      tableFigure(say('figure.accesses'), ['process', 'access', 'page'], rows, at);
    const board = () => machineFrames(machine, { [old]: 'asked' }, 4);
    const first = board();
    const steps = accesses.map((one, at): Step => {
      const cow = small.touch(one.pid, one.vpn, one.write).find(({ type }) => type === 'cow');
      const what = cow === undefined ? 'none' : cow.n === 1 ? 'last' : 'copied';
      return {
        say: say(`cow-where.step.${what}`, { pid: one.pid, vpn: one.vpn }),
        figures: [board(), list(at)],
      };
    });
    const [mine, theirs] = [1, child].map((pid) => machine.pfn[(pid - 1) * machine.param.pages + vpn]);
    const outcome = mine === old && theirs === old ? 'both' : mine === old ? 'parent' : 'child';
    const options = dice.shuffle(OUTCOMES);
    return {
      ask: say('cow-where.ask', { child, vpn, pfn: old }),
      figures: [first, list()],
      form: { type: 'choice', options: options.map((one) => say(`cow-where.${one}`)) },
      answer: options.indexOf(outcome),
      steps: [...steps, { say: say(`cow-where.then.${outcome}`, { pfn: old }), figures: [board(), list()] }],
    };
  },
};

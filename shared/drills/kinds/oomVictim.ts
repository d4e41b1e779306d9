/** Memory and swap are full and somebody asks for a page: whom the OOM killer takes (OM1, badness). */
import { badness, swapped, tableCount } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

interface Use {
  resident: number;
  out: number;
}

/** Processes that hold what `uses` says, every page written; as many frames and slots as that takes. */
function fill(uses: readonly Use[], frames: number): Driven {
  const swapSlots = uses.reduce((sum, { out }) => sum + out, 0);
  const small = stillMachine({
    frames,
    kernelFrames: 4,
    processes: uses.length,
    swapSlots,
    pages: 24,
    textPages: 0,
    oomPatience: 4,
  });
  uses.forEach(({ resident, out }, at) => {
    const pid = at + 1;
    small.done(pid, { op: 'brk', pages: resident + out + 1 });
    for (let vpn = 1; vpn <= out; vpn++) {
      small.touch(pid, vpn, true);
      small.done(0, { op: 'evict', pfn: small.machine.pfn[at * 24 + vpn]! });
    }
  });
  uses.forEach(({ resident, out }, at) => {
    small.touch(at + 1, 23, true);
    for (let vpn = out + 1; vpn <= out + resident; vpn++) small.touch(at + 1, vpn, true);
  });
  return small;
}

/** Uses of which exactly one adds up to most, at a place that the dice choose. */
function plan(dice: Dice, level: Level): Use[] {
  const uses = Array.from({ length: 2 + level }, () => ({
    resident: dice.between(1, 4),
    out: dice.between(0, 3),
  }));
  const worst = dice.below(uses.length);
  const most = Math.max(...uses.map(({ resident, out }) => resident + out));
  const out = dice.between(1, Math.max(1, most - 1));
  uses[worst] = { out, resident: most + 2 - out };
  return uses;
}

export const oomVictim: Kind = {
  id: 'oom-victim',
  concept: 'oom',
  also: ['swap'],
  make(dice: Dice, level: Level): Made {
    const uses = plan(dice, level);
    const asker = 1 + dice.below(uses.length);
    // Once with room to spare, to see how many frames it takes.
    const roomy = fill(uses, 96);
    const small = fill(uses, 96 - roomy.free());
    const { machine } = small;
    const rows = machine.processes.map((process) => [
      `P${process.pid}`,
      process.rss,
      swapped(machine, process.pid),
      tableCount(machine, process.pid),
    ]);
    const sums = machine.processes.map((process) => badness(machine, process));
    const board = (at?: number) =>
      tableFigure(say('figure.memoryOf'), ['process', 'resident', 'swapped', 'tables'], rows, at);
    const { resident, out } = uses[asker - 1]!;
    const killed = small.touch(asker, resident + out + 1, true).find(({ type }) => type === 'kill')!;
    const answer = killed.pid - 1;
    return {
      ask: say('oom-victim.ask', { pid: asker }),
      figures: [board()],
      form: { type: 'pick', figure: 0, from: rows.map((_, at) => at) },
      answer,
      steps: [
        {
          say: say('oom-victim.sums', { sums: sums.map((sum, at) => `P${at + 1}: ${sum}`).join(', ') }),
          figures: [board()],
        },
        {
          say: say(killed.pid === asker ? 'oom-victim.killedAsker' : 'oom-victim.killed', {
            pid: killed.pid,
            sum: sums[answer]!,
            asker,
          }),
          figures: [board(answer)],
        },
      ],
      slips: answer === asker - 1 ? [] : [{ answer: asker - 1, misconception: 'oom-kills-caller' }],
    };
  },
};

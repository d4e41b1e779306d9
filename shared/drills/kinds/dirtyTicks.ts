/** Frames emptied one after the other: how long that takes, as only dirty pages go over the disk (RC3). */
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const HEAP = 3;
interface Plan {
  /** By heap page: whether it is written, or only read. */
  written: boolean[];
  disk: number;
}

/** Heap pages, some written, the others only read. */
function build({ written, disk }: Plan): Driven {
  const small = stillMachine({ frames: 28, kernelFrames: 4, processes: 1, pages: 16, cost: { disk } });
  small.done(1, { op: 'brk', pages: written.length });
  for (const [at, write] of written.entries()) small.touch(1, HEAP + at, write);
  return small;
}

/** Ticks for emptying these pages' frames in turn, and a step for each. */
function empty(small: Driven, vpns: readonly number[]): { ticks: number; steps: Step[] } {
  let ticks = 0;
  const steps = vpns.map((vpn): Step => {
    const pfn = small.machine.pfn[vpn]!;
    let took = 0;
    const happened = small.during(() => {
      took = small.done(0, { op: 'evict', pfn, zero: false });
    });
    ticks += took;
    const dirty = happened.some(({ type }) => type === 'writeback');
    return {
      say: say(dirty ? 'dirty-ticks.dirty' : 'dirty-ticks.clean', { pfn, ticks: took }),
      figures: [machineFrames(small.machine, { [pfn]: 'gone' }, 4)],
    };
  });
  return { ticks, steps };
}

export const dirtyTicks: Kind = {
  id: 'dirty-ticks',
  concept: 'dirty',
  also: ['swap', 'pte-bits'],
  make(dice: Dice, level: Level): Made {
    const written = Array.from({ length: 2 + level }, () => dice.chance(50));
    const plan = { written, disk: dice.between(6, 20) };
    const vpns = dice.some(
      written.map((_, at) => HEAP + at),
      1 + level,
    );
    const small = build(plan);
    const { cost } = small.machine.param;
    const prices = tableFigure(
      say('figure.prices'),
      ['crossing', 'evictPage', 'flushPage', 'diskPage'],
      [[cost.entry, cost.evict, cost.flush, cost.disk]],
    );
    const first = machineFrames(small.machine, {}, 4);
    const frames = vpns.map((vpn) => small.machine.pfn[vpn]!).join(', ');
    const { ticks, steps } = empty(small, vpns);
    const believed = empty(build({ ...plan, written: written.map(() => true) }), vpns).ticks;
    return {
      ask: say('dirty-ticks.ask', { frames }),
      figures: [first, prices],
      form: { type: 'number', min: 0, max: 500, unit: say('unit.ticks') },
      answer: ticks,
      steps: [
        ...steps,
        { say: say('dirty-ticks.all', { ticks }), figures: [machineFrames(small.machine, {}, 4)] },
      ],
      slips: believed === ticks ? [] : [{ answer: believed, misconception: 'clean-page-is-written' }],
    };
  },
};

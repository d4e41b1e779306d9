/** Overcommit: how many pages more can be touched until nothing helps but the OOM killer (OM1, RC3)? */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

export const oomRoom: Kind = {
  id: 'oom-room',
  concept: 'oom',
  also: ['swap', 'demand-paging'],
  make(dice: Dice, level: Level): Made {
    const held = dice.between(2, 3 + level);
    const free = dice.between(1, 3 + level);
    const swapSlots = dice.between(1, 3 + level);
    const pages = 40;
    // One leaf table for everything, no text: what is written is all that there is.
    const shape = { processes: 1, pages, tableEntries: pages, textPages: 0, kernelFrames: 4, swapSlots };
    const small = stillMachine({ ...shape, frames: 4 + 3 + 1 + held + free });
    const { machine } = small;
    small.done(1, { op: 'brk', pages: 30 });
    small.touch(1, pages - 1, true);
    for (let vpn = 1; vpn <= held; vpn++) small.touch(1, vpn, true);
    const left = small.free();
    const about = tableFigure(say('oom-room.now'), ['freeFrames', 'freeSlots'], [[left, swapSlots]]);
    const first = machineFrames(machine, {}, 4);
    const steps: Step[] = [];
    let answer = 0;
    for (let vpn = held + 1; ; vpn++) {
      let sent = -1;
      if (small.free() === 0) {
        sent = machine.pfn[vpn - 1]!;
        if (small.errno(0, { op: 'evict', pfn: sent }) !== 'ok') break;
        small.settle();
      }
      small.touch(1, vpn, true);
      answer += 1;
      const key = sent < 0 ? 'oom-room.free' : 'oom-room.swapped';
      steps.push({ say: say(key, { vpn }), figures: [machineFrames(machine, {}, 4)] });
    }
    return {
      ask: say('oom-room.ask'),
      figures: [about, first],
      form: { type: 'number', min: 0, max: 99, unit: say('unit.pages') },
      answer,
      steps: [
        ...steps,
        {
          say: say('oom-room.all', { answer, left, slots: swapSlots }),
          figures: [machineFrames(machine, {}, 4)],
        },
      ],
    };
  },
};

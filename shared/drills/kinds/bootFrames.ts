/** What is left of RAM when the kernel is up: its image, a stack and a directory for each process, modules (FR3). */
import { createMachine, FRAME, MODULE, MODULE_NEEDS, type ModuleName, zones } from '../../sim/index.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Made, raw, say } from '../question.ts';
import { paramOf } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const MODULES: readonly (readonly ModuleName[])[] = [[], ['nic'], ['nic', 'blk']];

export const bootFrames: Kind = {
  id: 'boot-frames',
  concept: 'kernel-image',
  also: ['resident-kernel', 'frame'],
  make(dice, level): Made {
    const frames = dice.between(10, 24) * 4;
    const kernelFrames = dice.between(4, 14);
    const processes = dice.between(2, 4);
    const deviceFrames = level === 1 ? 0 : dice.between(1, 3);
    const modules = [...MODULES[level === 1 ? 0 : dice.below(level)]!];
    const machine = createMachine(paramOf({ frames, kernelFrames, processes, deviceFrames, modules }), 1);
    const answer = zones.freeTotal(machine);
    const count = (kind: number): number => machine.kind.filter((one) => one === kind).length;
    const loaded = modules.reduce((sum, name) => sum + (1 << MODULE_NEEDS[MODULE[name]]!.order), 0);
    const figure: Figure = table(
      say('boot-frames.machine'),
      ['numbers', 'device', 'image', 'processes', 'modules'].map((name) => say(`boot-frames.head-${name}`)),
      [[frames, deviceFrames, kernelFrames, processes, loaded]],
    );
    const [stacks, tables] = [count(FRAME.stack), count(FRAME.table)];
    return {
      ask: say('boot-frames.ask'),
      figures: [figure],
      form: { type: 'number', min: 0, max: frames, unit: say('unit.frames') },
      answer,
      steps: worked([
        {
          say: say('boot-frames.ram', { frames, device: deviceFrames, ram: frames - deviceFrames }),
          figures: [figure],
          found: [[raw('RAM'), frames - deviceFrames]],
        },
        {
          say: say('boot-frames.kernel', { image: kernelFrames, stacks, tables, modules: loaded }),
          figures: [figure],
          found: [[say('boot-frames.kept'), kernelFrames + stacks + tables + loaded]],
        },
        {
          say: say('boot-frames.left', {
            ram: frames - deviceFrames,
            kernel: kernelFrames + stacks + tables + loaded,
            free: answer,
          }),
          figures: [figure],
          found: [[say('figure.free'), answer]],
        },
      ]),
      slips:
        deviceFrames > 0 ? [{ answer: answer + deviceFrames, misconception: 'device-memory-is-ram' }] : [],
    };
  },
};

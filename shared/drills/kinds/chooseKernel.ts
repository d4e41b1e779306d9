/** Where the drivers should run for this load: what calls cost outside, against what a crash costs inside (OS1). */
import { type ModuleName, type Personality, RING_ZERO, SURCHARGE } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { KERNELS, kernelName } from '../personalities.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { sought } from '../sought.ts';
import { worked } from '../worked.ts';

interface Load {
  files: number;
  letters: number;
  driver: ModuleName;
  crashes: number;
  restart: number;
  reboot: number;
}

/** Ticks that a kernel loses: on the way to servers and back, and by crashes. */
function lost(kernel: Personality, { files, letters, driver, crashes, restart, reboot }: Load) {
  const { file, ipc } = SURCHARGE[kernel];
  const calls = files * file + letters * ipc;
  const crash = crashes * (RING_ZERO[kernel].includes(driver) ? reboot : restart);
  return { calls, crash, total: calls + crash };
}

function draw(dice: Dice, level: Level): Load {
  const restart = dice.between(2, 8) * 5;
  return {
    files: dice.between(0, 8 * level) * 5,
    letters: dice.between(0, 8 * level) * 5,
    driver: dice.pick(['nic', 'blk'] as const),
    crashes: dice.between(0, level + 1),
    restart,
    reboot: restart + dice.between(4, 20) * 5,
  };
}

/** The kernel that loses least; -1 when two are alike. */
function best(load: Load): number {
  const totals = KERNELS.map((kernel) => lost(kernel, load).total);
  const least = Math.min(...totals);
  return totals.filter((total) => total === least).length > 1 ? -1 : totals.indexOf(least);
}

const board = ({ files, letters, driver, crashes, restart, reboot }: Load): Figure =>
  table(
    say('choose-kernel.load'),
    ['files', 'letters', 'driver', 'crashes', 'restart', 'reboot'].map((name) =>
      say(`choose-kernel.head-${name}`),
    ),
    [[files, letters, driver, crashes, restart, reboot]],
  );

/** What a server outside the kernel costs a call, and which drivers run inside. */
const rules = (): Figure =>
  table(
    say('choose-kernel.rules'),
    ['kernel', 'file', 'ipc', 'inside'].map((name) => say(`choose-kernel.head-${name}`)),
    KERNELS.map((kernel) => [
      kernelName(kernel),
      SURCHARGE[kernel].file,
      SURCHARGE[kernel].ipc,
      RING_ZERO[kernel].join(', ') || '–',
    ]),
  );

export const chooseKernel: Kind = {
  id: 'choose-kernel',
  concept: 'user-driver',
  also: ['microkernel', 'hybrid', 'monolithic'],
  make(dice, level): Made {
    const load = sought(
      dice,
      () => draw(dice, level),
      (one) => (best(one) < 0 ? null : { at: best(one), of: KERNELS.length }),
    );
    const right = KERNELS[best(load)]!;
    const options = dice.shuffle(KERNELS);
    const figures = [board(load), rules()];
    return {
      ask: say('choose-kernel.ask'),
      figures,
      form: { type: 'choice', options: options.map(kernelName) },
      answer: options.indexOf(right),
      steps: worked([
        ...KERNELS.map((kernel) => ({
          say: say(`choose-kernel.with-${kernel}`, lost(kernel, load)),
          figures,
          found: [[kernelName(kernel), lost(kernel, load).total]] as const,
        })),
        { say: say(`choose-kernel.so-${right}`), figures },
      ]),
      // Who takes the microkernel where calls are many and crashes few believes it the faster one.
      slips:
        right === 'microkernel'
          ? []
          : [{ answer: options.indexOf('microkernel'), misconception: 'microkernel-is-faster' }],
    };
  },
};

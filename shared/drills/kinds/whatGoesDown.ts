/** How far the damage goes when somebody writes where they should not: a process, a driver, or the machine (OS1, KO2, KO3). */
import { type ModuleName, type Personality, RING_ZERO } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { driverCrash, KERNELS } from '../personalities.ts';
import { type Figure, type Made, raw, type Slip, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { worked } from '../worked.ts';

const OUTCOMES = ['machine', 'driver', 'process'] as const;
type Outcome = (typeof OUTCOMES)[number];
const DRIVERS: readonly ModuleName[] = ['nic', 'blk'];

interface Culprit {
  kernel: Personality;
  /** Who writes: a driver, or nobody but a process. */
  driver: ModuleName | null;
  pid: number;
}

/** Somebody whose fault has that outcome. */
function culpritFor(dice: Dice, outcome: Outcome, processes: number): Culprit {
  const kernel = dice.pick(KERNELS);
  const driver = outcome === 'process' ? null : dice.pick(DRIVERS);
  const one = { kernel, driver, pid: dice.between(1, processes) };
  if (driver === null) return one;
  const inside = RING_ZERO[kernel].includes(driver);
  return inside === (outcome === 'machine') ? one : culpritFor(dice, outcome, processes);
}

/** A process writes to an address of the kernel's: what the machine makes of it. */
function processCrash(kernel: Personality, processes: number, pid: number): Outcome {
  const small = smallMachine({ personality: kernel, processes, frames: 48, pages: 16, accessPeriod: 1000 });
  const { machine } = small;
  small.give(pid, {
    op: 'touch',
    address: (machine.param.pages + 2) * machine.param.cellsPerPage,
    write: true,
  });
  small.until('fault-invalid', pid);
  small.give(0, { op: 'deny', trap: machine.traps.at(-1)!.id });
  small.until('segv', pid);
  return machine.panics > 0 ? 'machine' : 'process';
}

const happened = ({ driver, pid }: Culprit, address: string, processes: number): Figure =>
  table(
    say('what-goes-down.happened'),
    [say('what-goes-down.who'), say('what-goes-down.target'), say('what-goes-down.processes')],
    [[driver ?? `P${pid}`, address, processes]],
  );

export const whatGoesDown: Kind = {
  id: 'what-goes-down',
  concept: 'monolithic',
  also: ['user-driver', 'microkernel', 'kernel-panic', 'segfault'],
  make(dice, level): Made {
    const processes = dice.between(1 + level, 4);
    const culprit = culpritFor(dice, dice.pick(OUTCOMES), processes);
    const { kernel, driver, pid } = culprit;
    const end =
      driver === null ? processCrash(kernel, processes, pid) : driverCrash(kernel, driver, processes);
    const address = `0xC0${dice.between(4096, 65535).toString(16).toUpperCase()}`;
    const inside = RING_ZERO[kernel];
    const board: Figure = table(
      say(`kernel.${kernel}`),
      [say('what-goes-down.module'), say('what-goes-down.mode')],
      DRIVERS.map((name) => [name, say('what-goes-down.ring', { ring: inside.includes(name) ? 0 : 3 })]),
    );
    const before = happened(culprit, address, processes);
    const kernelOnly: Figure = table(
      say(`kernel.${kernel}`),
      [say('what-goes-down.module')],
      DRIVERS.map((name) => [name]),
    );
    const options = dice.shuffle(OUTCOMES);
    const slips: Slip[] =
      end === 'machine' ? [] : [{ answer: options.indexOf('machine'), misconception: 'crash-takes-machine' }];
    return {
      ask: say('what-goes-down.ask'),
      figures: [before, kernelOnly],
      form: { type: 'choice', options: options.map((one) => say(`what-goes-down.${one}`)) },
      answer: options.indexOf(end),
      steps: worked([
        {
          say: say(driver === null ? 'what-goes-down.of-process' : 'what-goes-down.of-driver'),
          figures: [before, board],
        },
        {
          say: say(`what-goes-down.so-${end}`, driver === null ? { name: `P${pid}` } : { name: driver }),
          figures: [before, board],
          found: [[raw(driver ?? `P${pid}`), say(`what-goes-down.${end}`)]],
        },
      ]),
      slips,
    };
  },
};

/** A file's pages, used over and over: by read, or mapped (AS5, AC1)? Both ways are run, and the ticks counted. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { type Quiet, quietMachine } from '../quietMachine.ts';

interface Load {
  pages: number;
  times: number;
  entry: number;
  copy: number;
  map: number;
}
const WAYS = ['read', 'mmap'] as const;

const machineFor = ({ pages, entry, copy, map }: Load): Quiet =>
  quietMachine({
    frames: 32,
    kernelFrames: 4,
    processes: 1,
    pages: 24,
    files: 1,
    filePages: pages,
    cost: { entry, copy, map, disk: 4 },
  });

function byRead(load: Load): { small: Quiet; ticks: number } {
  const small = machineFor(load);
  let ticks = small.done(1, { op: 'open', file: 0 });
  for (let use = 0; use < load.times; use++)
    for (let page = 0; page < load.pages; page++) ticks += small.done(1, { op: 'read', fd: 0, page });
  return { small, ticks };
}

function byMmap(load: Load): { small: Quiet; ticks: number } {
  const small = machineFor(load);
  const { machine } = small;
  let ticks = small.done(1, { op: 'mmap', pages: load.pages, file: 0 });
  const first = machine.vma.findIndex((_, page) => machine.backed[page] === 0);
  for (let use = 0; use < load.times; use++)
    for (let page = 0; page < load.pages; page++) {
      const before = machine.tick;
      const fault = small.touch(1, first + page, false).some(({ type }) => type.startsWith('fault-'));
      // An access that finds its page costs the kernel nothing.
      if (fault) ticks += machine.tick - before;
    }
  return { small, ticks };
}

/** It has to be clear, so that when a tick is counted decides nothing. */
const difference = (results: readonly { ticks: number }[]): number =>
  Math.abs(results[0]!.ticks - results[1]!.ticks);

export const mmapOrRead: Kind = {
  id: 'mmap-or-read',
  concept: 'mmap',
  also: ['file-io', 'mode-switch'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.below(2);
    let load: Load;
    let results: { small: Quiet; ticks: number }[];
    let tries = 0;
    do {
      load = {
        pages: dice.between(2, 2 + level),
        times: dice.between(1, 3),
        entry: dice.between(1, 2),
        copy: dice.between(1, 3),
        map: dice.between(1, 5),
      };
      results = [byRead(load), byMmap(load)];
    } while (++tries < 30 && (difference(results) <= 2 * load.pages || wanted !== cheaper(results)));
    const better = cheaper(results);
    const { pages, times, entry, copy, map } = load;
    const prices = tableFigure(
      say('figure.prices'),
      ['crossing', 'copyPage', 'mapPage', 'diskPage'],
      [[entry, copy, map, results[0]!.small.machine.param.cost.disk]],
    );
    const options = dice.shuffle(WAYS);
    const frames = (way: number) => [machineFrames(results[way]!.small.machine, {}, 4)];
    const [read, mapped] = [results[0]!.ticks, results[1]!.ticks];
    return {
      ask: say('mmap-or-read.ask', { pages, times }),
      figures: [prices],
      form: { type: 'choice', options: options.map((way) => say(`mmap-or-read.${way}`)) },
      answer: options.indexOf(WAYS[better]!),
      steps: [
        { say: say('mmap-or-read.byRead', { calls: pages * times, ticks: read }), figures: frames(0) },
        { say: say('mmap-or-read.byMmap', { pages, ticks: mapped }), figures: frames(1) },
        { say: say(`mmap-or-read.better.${WAYS[better]!}`, { read, mapped }), figures: [prices] },
      ],
    };
  },
};

const cheaper = (results: readonly { ticks: number }[]): number =>
  results[0]!.ticks < results[1]!.ticks ? 0 : 1;

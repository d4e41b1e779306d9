/** Which frames a packet gets: the device needs them in one piece, and in the DMA zone (IR1, FR2, PA1). */
import { buddy, type Machine, zones } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { copyZone } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, type Mark, type Step, say } from '../question.ts';
import { smallMachine } from '../smallMachine.ts';
import { soughtAmong } from '../sought.ts';

const FRAMES = { 1: 32, 2: 40, 3: 48 } as const;
/** Frames that are offered as answers. */
const OFFERED = 4;

interface Board {
  small: Driven;
  order: number;
  dma: number;
  /** Frames that somebody took; those that are free when the packet comes, and those of them at which such a block could begin. */
  taken: number[];
  free: number[];
  starts: number[];
  pfn: number;
}

const freeIn = (machine: Machine): number[] =>
  Array.from({ length: machine.param.frames }, (_, pfn) => pfn).filter((pfn) =>
    zones.isFreeFrame(machine, pfn),
  );

/** A machine that waits for a packet of that order. */
function machineFor(dice: Dice, level: Level, order: number): Driven {
  const frames = FRAMES[level];
  const dma = dice.between(5, frames / 4 - 2) * 4;
  const device = { every: 1000, first: 4, order: [order, order] as [number, number] };
  const dmaShare = Math.ceil((dma * 1000) / frames);
  return smallMachine({ frames, kernelFrames: 2, dmaShare, modules: ['nic'], device });
}

/** RAM in disorder; where a block would come from is tried on a copy of the zone. */
function draw(dice: Dice, small: Driven, order: number): Board {
  const { machine } = small;
  const taken = freeIn(machine).filter(() => dice.chance(dice.pick([30, 55])));
  const free = freeIn(machine).filter((pfn) => !taken.includes(pfn));
  const { zone } = machine.zones[0]!;
  const copy = copyZone({ zone, used: [] }).zone;
  for (const pfn of taken) if (pfn < zone.frames) buddy.allocAt(copy, pfn);
  const pfn = buddy.allocPages(copy, order);
  const starts = free.filter((at) => at % (1 << order) === 0);
  return { small, order, dma: zone.frames, taken, free, starts, pfn };
}

/** The frames, free ones by their number alone, others with a cross. */
function board({ small, free, dma }: Board, marks: readonly number[] = [], mark: Mark = 'asked'): Figure {
  return {
    type: 'tiles',
    name: say('dma-buffer.ram'),
    tiles: Array.from({ length: small.machine.param.frames }, (_, id) => ({
      id,
      label: free.includes(id) ? String(id) : '×',
      below: id < dma ? 'DMA' : '',
      ...(free.includes(id) ? {} : { owner: 0 }),
      marks: marks.includes(id) ? [mark] : [],
    })),
  };
}

/** The card's interrupt is served: the first frame that it fills. */
function serve({ small, taken }: Board): number {
  for (const pfn of taken) zones.takeAt(small.machine, pfn);
  small.until('interrupt');
  small.give(0, { op: 'serve', trap: small.machine.traps.at(-1)!.id, by: 'copy' });
  return small.until('dma')!.pfn;
}

function stepsOf(one: Board, answer: number): Step[] {
  const size = 1 << one.order;
  const block = Array.from({ length: size }, (_, at) => answer + at);
  const inZone = one.free.filter((pfn) => pfn < one.dma);
  return [
    { say: say('dma-buffer.zone', { last: one.dma - 1 }), figures: [board(one, inZone)] },
    { say: say('dma-buffer.block', { frames: size, first: answer }), figures: [board(one, block, 'new')] },
  ];
}

export const dmaBuffer: Kind = {
  id: 'dma-buffer',
  concept: 'dma',
  also: ['fragmentation', 'zones'],
  make(dice, level): Made {
    const order = level === 1 ? 1 : dice.between(1, 2);
    const small = machineFor(dice, level, order);
    const { one, from } = soughtAmong(
      dice,
      OFFERED,
      () => draw(dice, small, order),
      ({ pfn, starts, dma }) =>
        pfn < 0 || starts.filter((start) => start < dma).length < 2 ? null : { all: starts, right: pfn },
    );
    const figure = board(one);
    const answer = serve(one);
    // The first free frame, though what follows it is in use: enough is free, but not in one piece.
    const first = from[0]!;
    const broken = !Array.from({ length: 1 << order }, (_, at) => first + at).every((pfn) =>
      one.free.includes(pfn),
    );
    return {
      ask: say('dma-buffer.ask', { frames: 1 << order }),
      figures: [figure],
      form: { type: 'pick', figure: 0, from },
      answer,
      steps: stepsOf(one, answer),
      slips: broken ? [{ answer: first, misconception: 'free-total-suffices' }] : [],
    };
  },
};

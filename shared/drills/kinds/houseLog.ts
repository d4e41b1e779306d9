/** Something happens on the machine: what is that in the house? Finds the sentence of the analogy for an event. */
import type { EventType } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Driven } from '../drive.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const HEAP = 3;
/** What is done on the machine, and the event that tells what it was. */
const TOLD: readonly [EventType, (small: Driven, vpn: number) => void][] = [
  ['fault-minor', (small, vpn) => small.touch(1, vpn + 1, true)],
  ['writeback', (small, vpn) => small.done(0, { op: 'evict', pfn: small.machine.pfn[vpn]! })],
  ['kill', (small) => small.done(0, { op: 'kill', pid: 2 })],
  ['segv', (small) => small.touch(1, 0, true)],
  [
    'limited',
    (small, vpn) => {
      small.done(0, { op: 'limit', pid: 1, resource: 'rss', value: 1 });
      small.must(1, { op: 'touch', address: (vpn + 1) * small.machine.param.cellsPerPage, write: true });
      small.run(1);
      small.errno(0, { op: 'grant', trap: small.machine.traps[0]!.id });
    },
  ],
  [
    'swap-in',
    (small, vpn) => {
      small.done(0, { op: 'evict', pfn: small.machine.pfn[vpn]! });
      small.touch(1, vpn, false);
    },
  ],
];
const NAMES = TOLD.map(([type]) => type);

/** A page or frame of an event, where it has one. */
const known = (number: number): string | number => (number < 0 ? '–' : number);

/** How many sentences are offered, how many events are seen, and whether something else happened before. */
const SHOWN = {
  1: { options: 3, events: 2 },
  2: { options: 4, events: 3 },
  3: { options: 6, events: 5 },
} as const;

/** What only follows from the events before it is left out of the log. */
const FOLLOWS: readonly EventType[] = ['resolved', 'reference', 'page-in'];

export const houseLog: Kind = {
  id: 'house-log',
  concept: 'house',
  make(dice: Dice, level: Level): Made {
    const [, act] = TOLD[dice.below(TOLD.length)]!;
    const small = stillMachine({ frames: 28, kernelFrames: dice.between(2, 5), pages: 16 });
    const vpn = HEAP + dice.below(4);
    for (const pid of [1, 2]) small.done(pid, { op: 'brk', pages: 6 });
    small.touch(1, vpn, true);
    const other = HEAP + dice.below(4);
    if (level > 1 && dice.chance(50)) small.touch(2, other, true);
    const before = machineFrames(small.machine);
    // What another process does just before is in the log as well, and must be told apart.
    const noise = level > 1 ? small.touch(2, level > 2 ? other + 1 : other, true) : [];
    const seen = [...noise, ...small.during(() => act(small, vpn))].filter(
      ({ type }) => !FOLLOWS.includes(type),
    );
    // The latest of them tells: a page sent out before it comes back is only how it got there.
    const last = seen.findLastIndex((one) => NAMES.includes(one.type));
    const { type } = seen[last]!;
    const { options: offered, events: shown } = SHOWN[level];
    const rows = seen
      .slice(Math.max(0, last + 1 - shown), last + 1)
      .map((one) => [say(`event.${one.type}`), `P${one.pid}`, known(one.vpn), known(one.pfn)]);
    const log = tableFigure(say('figure.log'), ['event', 'process', 'vpn', 'pfn'], rows);
    const others = NAMES.filter((name) => name !== type);
    const options = dice.shuffle([type, ...dice.some(others, offered - 1)]);
    return {
      ask: say('house-log.ask'),
      figures: [log, before],
      form: { type: 'choice', options: options.map((one) => say(`house-log.${one}`)) },
      answer: options.indexOf(type),
      steps: [{ say: say(`house-log.then.${type}`), figures: [log, machineFrames(small.machine)] }],
    };
  },
};

/** A new page, a limit of resident pages, and what is free: a frame, EDQUOT or ENOMEM (LI1). A limit reserves nothing. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { machineFrames, tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const OUTCOMES = ['ok', 'EDQUOT', 'ENOMEM'] as const;
type Outcome = (typeof OUTCOMES)[number];
const HEAP = 3;

/** So many new pages are touched; only at the last of them it is open what comes of it. */
const COUNT = { 1: 1, 2: 2, 3: 4 } as const;

/** Two processes: the first holds `own` pages beside text and stack, the second what the outcome needs. */
function build(dice: Dice, level: Level, wanted: Outcome) {
  const own = dice.between(1, 1 + level);
  const before = COUNT[level] - 1;
  // Text and stack count as well.
  const resident = own + 3;
  const rss = resident + before + (wanted === 'EDQUOT' ? 0 : dice.between(1, 4));
  // Two images, stacks, directories, tables, texts and stacks.
  const free = before + (wanted === 'ENOMEM' ? 0 : dice.between(1, 4));
  // No more than the first has: the limit is the same for both.
  const other = dice.between(1, own);
  const small = stillMachine({
    frames: 4 + 2 + 6 + 6 + own + other + free,
    kernelFrames: 4,
    tableEntries: 16,
    limit: { rss },
  });
  for (const [pid, pages] of [
    [1, own + 1 + before],
    [2, other],
  ] as const)
    small.done(pid, { op: 'brk', pages });
  for (let at = 0; at < own; at++) small.touch(1, HEAP + at, true);
  for (let at = 0; at < other; at++) small.touch(2, HEAP + at, true);
  return { small, own, rss };
}

export const frameLimit: Kind = {
  id: 'frame-limit',
  concept: 'limits',
  also: ['frame'],
  make(dice: Dice, level: Level): Made {
    const { small, own, rss } = build(dice, level, OUTCOMES[dice.below(3)]!);
    const { machine } = small;
    const free = small.free();
    const held = machine.processes[0]!.rss;
    const about = tableFigure(
      say('figure.limitOf'),
      ['resident', 'limit', 'freeFrames'],
      [[held, rss, free]],
    );
    const board = machineFrames(machine, {}, 4);
    const count = COUNT[level];
    for (let at = 0; at < count - 1; at++) small.touch(1, HEAP + own + at, true);
    const last = HEAP + own + count - 1;
    small.must(1, { op: 'touch', address: last * machine.param.cellsPerPage, write: true });
    small.run(1);
    const outcome = small.errno(0, { op: 'grant', trap: machine.traps[0]!.id }) as Outcome;
    if (outcome === 'ok') small.settle();
    const options = dice.shuffle(OUTCOMES);
    const place = (one: Outcome): number => options.indexOf(one);
    return {
      ask: say('frame-limit.ask', { count }),
      figures: [about, board],
      form: { type: 'choice', options: options.map((one) => say(`frame-limit.${one}`)) },
      answer: place(outcome),
      steps: [
        {
          say: say('frame-limit.look', { held, limit: rss, free, before: count - 1 }),
          figures: [about, board],
        },
        { say: say(`frame-limit.then.${outcome}`), figures: [machineFrames(machine, {}, 4)] },
      ],
      slips: outcome === 'ENOMEM' ? [{ answer: place('ok'), misconception: 'limit-is-reservation' }] : [],
    };
  },
};

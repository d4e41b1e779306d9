/** A page leaves its frame, another's moves in: where the old owner's next access ends, with and without a flush (AS2, AC4). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { accessTo, machineFrames, tableFigure, whoWord } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

const OUTCOMES = ['fault', 'other'] as const;
const HEAP = 3;

export const tlbStale: Kind = {
  id: 'tlb-stale',
  concept: 'tlb',
  also: ['isolation', 'frame'],
  make(dice: Dice, level: Level): Made {
    const flush = dice.chance(50);
    const pages = 2 + level;
    const small = stillMachine({ frames: 36, kernelFrames: dice.between(3, 5), pages: 16 });
    const { machine } = small;
    for (const pid of [1, 2]) small.done(pid, { op: 'brk', pages });
    for (let at = 0; at < pages; at++) small.touch(1, HEAP + at, true);
    const vpn = HEAP + dice.below(pages);
    const theirs = HEAP + dice.below(pages);
    const pfn = machine.pfn[vpn]!;
    const before = machineFrames(machine, { [pfn]: 'asked' }, 3);
    const rows = [
      [whoWord(0), say(flush ? 'tlb-stale.evict' : 'tlb-stale.evictUnflushed', { pfn })],
      [whoWord(2), accessTo(true, theirs)],
      [whoWord(0), say('tlb-stale.grant', { pfn })],
      [whoWord(1), accessTo(false, vpn)],
    ];
    const list = (at?: number) => tableFigure(say('figure.event'), ['who', 'step'], rows, at);
    small.done(0, { op: 'evict', pfn, flush });
    small.must(2, { op: 'touch', address: theirs * machine.param.cellsPerPage, write: true });
    small.run(1);
    small.must(0, { op: 'grant', trap: machine.traps[0]!.id, pfn });
    small.settle();
    const moved = machineFrames(machine, { [pfn]: 'new' }, 3);
    const seen = small.touch(1, vpn, false);
    const outcome = seen.some(({ type }) => type === 'breach') ? 'other' : 'fault';
    const options = dice.shuffle(OUTCOMES);
    return {
      ask: say('tlb-stale.ask', { vpn }),
      figures: [list(3), before],
      form: { type: 'choice', options: options.map((one) => say(`tlb-stale.${one}`)) },
      answer: options.indexOf(outcome),
      steps: [
        { say: say('tlb-stale.moved', { vpn, pfn, theirs }), figures: [list(2), moved] },
        {
          say: say(`tlb-stale.then.${outcome}`, { vpn, pfn }),
          figures: [list(3), machineFrames(machine, {}, 3)],
        },
      ],
      slips: flush ? [] : [{ answer: options.indexOf('fault'), misconception: 'tlb-flushes-itself' }],
    };
  },
};

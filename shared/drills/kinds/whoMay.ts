/** Who may do what: of some requests by a process and by the kernel exactly one is refused, or exactly one goes through (SY1). */
import type { Command } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure, whoWord } from '../pagingFigures.ts';
import { type Level, type Made, raw, type Say, say } from '../question.ts';
import { stillMachine } from '../smallMachine.ts';

interface Request {
  seat: number;
  text: Say;
  command: Command;
}

interface Judged extends Request {
  outcome: string;
}

/** Requests that stand for themselves: each is put to a machine of its own. */
function requests(dice: Dice): Request[] {
  const frame = dice.between(20, 31);
  const vpn = dice.between(3, 9);
  const value = dice.between(1, 19);
  const pages = dice.between(1, 4);
  const both = (text: string, command: Command): Request[] =>
    [1, 0].map((seat) => ({ seat, text: raw(text), command }));
  return [
    {
      seat: 1,
      text: say('who-may.map', { vpn, frame }),
      command: { op: 'map', pid: 1, vpn, pfn: frame },
    },
    { seat: 0, text: raw('kill(P2)'), command: { op: 'kill', pid: 2 } },
    ...both('flush(P2)', { op: 'flush', pid: 2 }),
    ...both(`limit(P1, rss ${value})`, { op: 'limit', pid: 1, resource: 'rss', value }),
    { seat: 1, text: raw(`nice(${value})`), command: { op: 'nice', value } },
    { seat: 1, text: raw(`nice(-${value})`), command: { op: 'nice', value: -value } },
    { seat: 1, text: raw(`brk(+${pages})`), command: { op: 'brk', pages } },
    { seat: 1, text: raw(`mmap(${pages})`), command: { op: 'mmap', pages } },
    { seat: 1, text: raw('kill(P2, SIGKILL)'), command: { op: 'kill', pid: 2, signal: 'SIGKILL' } },
    { seat: 1, text: raw('kill(P2, SIGUSR1)'), command: { op: 'kill', pid: 2, signal: 'SIGUSR1' } },
  ];
}

const outcomeOf = ({ seat, command }: Request): string =>
  stillMachine({ frames: 32, kernelFrames: 4 }).errno(seat, command);

/** What comes of a request, and why. */
const wordFor = ({ outcome, text, seat }: Judged): Say =>
  say(outcome === 'ok' ? `who-may.ok.${seat === 0 ? 'kernel' : 'process'}` : `who-may.${outcome}`, { text });

export const whoMay: Kind = {
  id: 'who-may',
  concept: 'kernel-mode',
  also: ['syscall', 'signal'],
  make(dice: Dice, level: Level): Made {
    const allowed = dice.chance(50);
    const judged: Judged[] = [];
    const fits = ({ outcome }: Judged): boolean => (outcome === 'ok') === allowed;
    const others = (): Judged[] => judged.filter((one) => !fits(one));
    for (const one of dice.shuffle(requests(dice))) {
      if (judged.some(fits) && others().length >= 2 + level) break;
      judged.push({ ...one, outcome: outcomeOf(one) });
    }
    const one = judged.find(fits)!;
    const list = dice.shuffle([one, ...others().slice(0, 2 + level)]);
    const rows = list.map(({ seat, text }) => [whoWord(seat), text]);
    const figure = (at?: number) => tableFigure(say('figure.requests'), ['who', 'request'], rows, at);
    const answer = list.indexOf(one);
    return {
      ask: say(allowed ? 'who-may.ask.allowed' : 'who-may.ask.refused'),
      figures: [figure()],
      form: { type: 'pick', figure: 0, from: list.map((_, at) => at) },
      answer,
      steps: [...list.filter((other) => other !== one), one].map((each) => ({
        say: wordFor(each),
        figures: [figure(list.indexOf(each))],
      })),
    };
  },
};

/** What a process still holds after its frees: the heap's frames stay, mapped blocks go back (UM1, UM3). */
import type { Dice } from '../dice.ts';
import { CELLS, type HeapProgram, heapProgram, isResident, pagesOf, release } from '../heapProgram.ts';
import type { Kind } from '../kind.ts';
import { heapFigure, table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';

/** A program that writes to all it allocated, and frees some of it. */
function draw(dice: Dice, level: Level): { program: HeapProgram; threshold: number; touched: number } {
  const threshold = dice.between(9, 13);
  const program = heapProgram(dice, { jobs: level === 1 ? 1 : 2, threshold, brkPages: 4, frees: 0 });
  const { small, blocks } = program;
  const pages = new Set(blocks.flatMap(pagesOf));
  for (const vpn of pages) if (!isResident(small, vpn)) small.touch(1, vpn, true);
  const touched = [...pages].filter((vpn) => isResident(small, vpn)).length;
  for (const block of dice.some(blocks, Math.min(blocks.length, level + 1))) release(program, block);
  small.run(4);
  return { program, threshold, touched };
}

export const freeKeeps: Kind = {
  id: 'free-keeps',
  concept: 'malloc',
  also: ['leak', 'process-memory'],
  make(dice, level): Made {
    const { program, threshold, touched } = draw(dice, level);
    const { small, lines, blocks } = program;
    const held = new Set(blocks.flatMap(pagesOf).filter((vpn) => isResident(small, vpn)));
    const live = new Set(blocks.filter(({ freed }) => !freed).flatMap(pagesOf));
    const believed = [...held].filter((vpn) => live.has(vpn)).length;
    const listing: Figure = table(
      say('free-keeps.program', { cells: CELLS }),
      [say('figure.line'), say('figure.address')],
      lines.map((line) => [line, blocks.find(({ name }) => line.startsWith(`${name} =`))?.ptr ?? '']),
    );
    const heap = heapFigure(small.machine.processes[0]!.heap);
    return {
      ask: say('free-keeps.ask', { cells: CELLS, threshold }),
      figures: [listing],
      form: { type: 'number', min: 0, max: 40, unit: say('unit.frames') },
      answer: held.size,
      steps: [
        { say: say('free-keeps.touched', { frames: touched }), figures: [listing] },
        { say: say('free-keeps.mapped', { back: touched - held.size }), figures: [listing] },
        { say: say('free-keeps.heap', { frames: held.size }), figures: [listing, heap] },
      ],
      slips: believed === held.size ? [] : [{ answer: believed, misconception: 'free-returns-to-system' }],
    };
  },
};

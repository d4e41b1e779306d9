/**
 * What a tick of a match costs, with views for every seat, relative to the bare machine in the same run: classic, and a
 * machine of 256 frames with 24 processes.
 */
import { encodeView } from '../../shared/protocol/index.ts';
import { shapeOf, viewFor, viewSize } from '../../shared/sim/index.ts';
import { play, shipped } from '../support/match.ts';

export function report(): void {
  const large = shipped('classic', Array(24).fill('greedy'), {
    frames: 512,
    kernelFrames: 16,
    swapSlots: 512,
    startEvery: 5,
    ticks: 1000,
  });
  for (const [name, scenario] of [
    ['classic', shipped('classic')],
    ['512 frames, 24 processes', large],
  ] as const) {
    const bare = timed(() => play(scenario, 'clock', 1));
    const seen = timed(() => {
      const last: Int32Array[] = [];
      play(scenario, 'clock', 1, 0, ({ machine }) => {
        const shape = shapeOf(machine);
        for (let seat = 0; seat <= shape.processes; seat++) {
          const view = new Int32Array(viewSize(shape, seat));
          viewFor(machine, seat, view);
          last[seat] ??= new Int32Array(view.length);
          encodeView(view, last[seat], []);
        }
      });
    });
    const each = (bare / scenario.param.ticks).toFixed(3);
    console.log(
      `\nTick of ${name}: ${each} ms bare with its AI players; ${(seen / bare).toFixed(2)} times that with views for all seats`,
    );
  }
}

function timed(run: () => void): number {
  run();
  const start = performance.now();
  run();
  return performance.now() - start;
}

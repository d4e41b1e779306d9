/**
 * Turns the bytes of 'view' into typed rows. The shape and the role come with the welcome; every welcome
 * starts from zeros again, since the server then sends a full view.
 */
import type { Welcome } from '../../shared/protocol/message.ts';
import { decodeView } from '../../shared/protocol/view.ts';
import { type Event, kernelSections, processSections, sizeOf, unfold } from '../../shared/sim/index.ts';
import { departed, type TrapRow } from './leaving.ts';
import { events, kernelView, leaving, processView } from './store.ts';

/** How long a stamped trap stays in sight, in ms. */
const STAMP_MS = 1800;

type Take = (bytes: Uint8Array) => void;

/** A taker of view messages for the seat of this welcome. */
export function receiver(welcome: Welcome): Take {
  return welcome.seat > 0 ? processReceiver(welcome) : kernelReceiver(welcome);
}

function kernelReceiver({ shape }: Welcome): Take {
  const sections = kernelSections(shape);
  const held = new Int32Array(sizeOf(sections));
  return (bytes) => {
    const happened = decodeView(bytes, held);
    // Read where it is looked at: a view of two dozen processes has thousands of rows, and few are on the screen.
    const view = unfold(sections, held.slice());
    stamp(kernelView.peek()?.traps ?? [], view.traps, happened);
    processView.value = null;
    kernelView.value = view;
    events.value = happened;
  };
}

function processReceiver({ shape }: Welcome): Take {
  const sections = processSections(shape);
  const held = new Int32Array(sizeOf(sections));
  return (bytes) => {
    const happened = decodeView(bytes, held);
    const view = unfold(sections, held.slice());
    stamp(processView.peek()?.traps ?? [], view.traps, happened);
    kernelView.value = null;
    processView.value = view;
    events.value = happened;
  };
}

function stamp(before: readonly TrapRow[], now: readonly TrapRow[], happened: readonly Event[]): void {
  const at = Date.now();
  const fresh = departed(before, now, happened, at);
  const kept = leaving.peek().filter((one) => at - one.at < STAMP_MS);
  if (fresh.length > 0 || kept.length !== leaving.peek().length) {
    leaving.value = [...kept, ...fresh].slice(-6);
  }
}

/**
 * A view on the wire: the difference to the one sent before, as bytes, in the same form for every role.
 * Varints throughout: the kind (1), the number of changes, and for each the gap to the next changed integer and its new
 * value (zigzag). A full view (kind 0) is the difference to all zeros, so that either side may start from nothing. Then
 * come the seat's events of the same tick: their number, and five integers each.
 */
import { EVENT_TYPES, type Event } from '../sim/index.ts';

const FULL = 0;
const DELTA = 1;

/** Grows as needed; LEB128 varints, zigzag for signed ones. */
class Bytes {
  private buffer = new Uint8Array(256);
  private length = 0;

  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.push(rest);
  }

  signed(value: number): void {
    this.unsigned((value << 1) ^ (value >> 31));
  }

  done(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private push(byte: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = byte;
  }
}

/** Bytes for a seat; `last` is what the seat holds (null: nothing yet) and becomes equal to `now`. */
export function encodeView(now: Int32Array, last: Int32Array | null, events: readonly Event[]): Uint8Array {
  const bytes = new Bytes();
  bytes.unsigned(last === null ? FULL : DELTA);
  const changed: number[] = [];
  for (let index = 0; index < now.length; index++) {
    if (now[index] !== (last === null ? 0 : last[index])) changed.push(index);
  }
  bytes.unsigned(changed.length);
  let next = 0;
  for (const index of changed) {
    bytes.unsigned(index - next);
    bytes.signed(now[index]);
    next = index + 1;
  }
  bytes.unsigned(events.length);
  for (const event of events) {
    bytes.unsigned(EVENT_TYPES.indexOf(event.type));
    bytes.unsigned(event.pid);
    bytes.signed(event.pfn);
    bytes.signed(event.vpn);
    bytes.signed(event.n);
  }
  last?.set(now);
  return bytes.done();
}

/** Applies received bytes to `view` in place; throws a RangeError when they don't fit it. Returns the events. */
export function decodeView(bytes: Uint8Array, view: Int32Array): Event[] {
  let at = 0;
  const unsigned = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (at >= bytes.length) throw new RangeError('view bytes end early');
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new RangeError('view integer too long');
  };
  const signed = (): number => {
    const value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  };
  if (unsigned() === FULL) view.fill(0);
  let index = 0;
  for (let changes = unsigned(); changes > 0; changes--) {
    index += unsigned();
    if (index >= view.length) throw new RangeError(`view has no integer ${index}`);
    view[index++] = signed();
  }
  const events: Event[] = [];
  for (let count = unsigned(); count > 0; count--) {
    const type = EVENT_TYPES[unsigned()];
    if (type === undefined) throw new RangeError('unknown event');
    events.push({ type, pid: unsigned(), pfn: signed(), vpn: signed(), n: signed() });
  }
  return events;
}

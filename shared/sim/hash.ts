/**
 * A fingerprint of the machine's whole state (PL3): two 32-bit FNV-1a lanes over every number in it, fields in the
 * order of their names. Not cryptographic; it tells replays apart, not attackers.
 * Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/
 */
import type { Machine } from './machine.ts';

const PRIME = 0x01000193;

/** What is not state: the constants, the seed, and the outbox of events. */
const LEFT_OUT = new Set(['param', 'seed', 'events']);

/** 16 hexadecimal digits. */
export function hash(machine: Machine): string {
  const lanes = { a: 0x811c9dc5, b: 0x050c5d1f };
  for (const name of Object.keys(machine).sort()) {
    if (!LEFT_OUT.has(name)) mix(lanes, machine[name as keyof Machine]);
  }
  return hex(lanes.a) + hex(lanes.b);
}

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');

function mix(lanes: { a: number; b: number }, value: unknown): void {
  if (typeof value === 'number') word(lanes, value);
  else if (typeof value === 'boolean') word(lanes, value ? 1 : 0);
  else if (typeof value === 'string')
    for (let at = 0; at < value.length; at++) word(lanes, value.charCodeAt(at));
  else if (ArrayBuffer.isView(value)) {
    const array = value as Int32Array;
    for (let at = 0; at < array.length; at++) word(lanes, array[at]);
  } else if (Array.isArray(value)) {
    word(lanes, value.length);
    for (const item of value) mix(lanes, item);
  } else if (value !== null && typeof value === 'object') {
    for (const name of Object.keys(value).sort()) mix(lanes, (value as { [name: string]: unknown })[name]);
  } else word(lanes, -1);
}

function word(lanes: { a: number; b: number }, value: number): void {
  lanes.a = Math.imul(lanes.a ^ value, PRIME);
  lanes.b = Math.imul(lanes.b ^ (value + 0x9e3779b9), PRIME);
  // FNV takes bytes; a word at a time needs the high bits brought down.
  lanes.a ^= lanes.a >>> 15;
  lanes.b ^= lanes.b >>> 13;
}

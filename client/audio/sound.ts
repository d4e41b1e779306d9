/**
 * Short synthesised sounds, off until switched on. zzfx opens an audio device as soon as it is imported,
 * so it is only fetched when somebody wants to hear it.
 */
import { signal } from '@preact/signals';
import { recall, remember } from '../ui/memory.ts';

/** zzfx parameters: volume, randomness, frequency, attack, sustain, release, shape, curve, slide… */
const SOUNDS = {
  trap: [0.5, 0, 440, 0.01, 0.04, 0.08, 0, 1],
  grant: [0.5, 0, 660, 0.01, 0.03, 0.1, 1, 1, 2],
  fault: [0.6, 0, 180, 0.01, 0.06, 0.14, 2, 1, -1],
  refused: [0.4, 0, 140, 0.01, 0.05, 0.06, 2, 1],
  done: [0.5, 0, 523, 0.01, 0.1, 0.2, 0, 1, 0, 0, 262, 0.08],
  panic: [0.8, 0, 90, 0.02, 0.4, 0.4, 3, 1, -0.4],
} as const;

export type Sound = keyof typeof SOUNDS;

export const soundOn = signal(recall('sound') === 'on');

type Zzfx = (...parameters: number[]) => unknown;
let zzfx: Zzfx | null = null;

async function fetchSound(): Promise<void> {
  const loaded: { zzfx: Zzfx } = await import('zzfx');
  zzfx = loaded.zzfx;
}

export function play(name: Sound): void {
  if (!soundOn.peek()) return;
  if (zzfx === null) void fetchSound();
  else zzfx(...SOUNDS[name]);
}

export async function toggleSound(): Promise<void> {
  soundOn.value = !soundOn.peek();
  remember('sound', soundOn.peek() ? 'on' : 'off');
  if (!soundOn.peek()) return;
  await fetchSound();
  play('grant');
}

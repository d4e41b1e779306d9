/** The balance of `classic` (1-game.md), deterministic and so asserted: 20 seeds that it was not tuned on. */
import { describe, expect, it } from 'vitest';
import { measure } from '../bench/balance.ts';

describe('balance of classic, seeds 21 to 40, against the clock kernel', () => {
  const figures = measure(21, 20);
  const of = (name: string) => figures.find((figure) => figure.name === name)!;

  it('granting without ever evicting does at most 25 % of the work', () => {
    expect(of('grant-only').high).toBeLessThanOrEqual(0.25);
  });
  it('random victims do at most 85 %', () => {
    expect(of('random').high).toBeLessThanOrEqual(0.85);
  });
  it('lru is within 10 %', () => {
    expect(of('lru').low).toBeGreaterThanOrEqual(0.9);
    expect(of('lru').high).toBeLessThanOrEqual(1.1);
  });
  it('taking 1.5 s for each decision still does at least 65 %', () => {
    expect(of('clock, 1.5 s').low).toBeGreaterThanOrEqual(0.65);
  });
  it('never zeroing or flushing does at most 80 % against two probers, fines aside', () => {
    expect(of('sloppy, two probers').high).toBeLessThanOrEqual(0.8);
  });
  it('the kernel is asked for 0.3 to 0.8 decisions a second, and for no more than 1.1 in any half minute', () => {
    expect(of('clock').decisions).toBeGreaterThanOrEqual(0.3);
    expect(of('clock').decisions).toBeLessThanOrEqual(0.8);
    expect(of('clock').busiest).toBeLessThanOrEqual(1.1);
    expect(of('as shipped').decisions).toBeLessThanOrEqual(0.8);
    expect(of('as shipped').busiest).toBeLessThanOrEqual(1.1);
  });
});

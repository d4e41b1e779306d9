/** "Why?": each trap, frame and refusal names the rule that applied, and every rule named has its text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FrameKind } from '../../client/board/model.ts';
import { type Asked, ruleOf, ruleOfMeasure } from '../../client/rules.ts';
import { MEASURES } from '../../shared/scenario/names.ts';
import { TRAP } from '../../shared/sim/index.ts';

const english = path.resolve(import.meta.dirname, '../../assets/locales/en.json');
const { why } = JSON.parse(readFileSync(english, 'utf8')) as { why: { [rule: string]: string } };

const frame = (kind: FrameKind, is: { cow?: boolean; referenced?: boolean; dirty?: boolean } = {}) => ({
  kind,
  cow: false,
  referenced: false,
  dirty: false,
  locked: false,
  ...is,
});
const refused = (errno: string, op: string, seat = 0): Asked => ({ refused: { errno, op, seat } });

const CASES: [string, Asked, string][] = [
  ['a first touch', { trap: { kind: TRAP.minor } }, 'AS3'],
  ['a page that is out', { trap: { kind: TRAP.major } }, 'RC3'],
  ['a write to a shared copy', { trap: { kind: TRAP.cow } }, 'AS4'],
  ['the last sharer writes', { trap: { kind: TRAP.cow, shared: 1 } }, 'AS4'],
  ['a page of the cache', { trap: { kind: TRAP.minor, shared: 1 } }, 'AS5'],
  ['at its limit', { trap: { kind: TRAP.major, limited: true } }, 'LI1'],
  ['without a page table', { trap: { kind: TRAP.minor, table: 1 } }, 'AC3'],
  ['no such address', { trap: { kind: TRAP.maperr } }, 'KO3'],
  ['not allowed', { trap: { kind: TRAP.accerr } }, 'KO3'],
  ['a call', { trap: { kind: TRAP.syscall } }, 'SY1'],
  ['an interrupt', { trap: { kind: TRAP.interrupt } }, 'IR1'],
  ['out of memory', { trap: { kind: TRAP.minor, oom: true } }, 'OM1'],
  ['the image', { frame: frame('kernel') }, 'KO2'],
  ['a page table', { frame: frame('table') }, 'KO2'],
  ['a dirty page', { frame: frame('user', { dirty: true, referenced: true }) }, 'RC3'],
  ['a page in use', { frame: frame('user', { referenced: true }) }, 'RC2'],
  ['a page nobody used', { frame: frame('user') }, 'RC3'],
  ['a shared copy', { frame: frame('user', { cow: true }) }, 'AS4'],
  ['a free frame', { frame: frame('free') }, 'FR4'],
  ['high memory', { frame: frame('free'), high: true }, 'FR2'],
  ['the cache', { frame: frame('cache') }, 'AS5'],
  ['shared memory', { frame: frame('shm') }, 'AS5'],
  ['a slab', { frame: frame('slab') }, 'KM1'],
  ['a module', { frame: frame('module') }, 'KM1'],
  ['a buffer', { frame: frame('dma') }, 'IR1'],
  ['a device', { frame: frame('device') }, 'IR1'],
  ['over a limit', refused('EDQUOT', 'grant'), 'LI1'],
  ['no block', refused('ENOMEM', 'serve'), 'PA2'],
  ['no address space', refused('ENOMEM', 'brk', 1), 'LI1'],
  ['a promise refused', refused('ENOMEM', 'mmap', 1), 'AS3'],
  ['a guarded order', refused('EPERM', 'evict'), 'KO2'],
  ['a privilege', refused('EPERM', 'nice', 1), 'SY1'],
  ['a frame at work', refused('EBUSY', 'evict'), 'KO1'],
  ['swap is full', refused('ENOSPC', 'evict'), 'RC3'],
  ['no such page', refused('EFAULT', 'grant'), 'KO3'],
  ['orders in a row', refused('EAGAIN', 'age'), 'KO1'],
  ['calls in a row', refused('EAGAIN', 'read', 1), 'SY1'],
];

describe('the rule that applied', () => {
  it.each(CASES)('%s', (_, asked, rule) => {
    expect(ruleOf(asked)).toBe(rule);
    expect(why[rule]).toBeTruthy();
  });

  it.each(MEASURES)('that counts %s has its text', (measure) => {
    expect(why[ruleOfMeasure(measure)]).toBeTruthy();
  });

  it('is none where what was asked made no sense', () => {
    expect(ruleOf(refused('EINVAL', 'unmap'))).toBeNull();
    expect(ruleOf(refused('EDQUOT', 'accept', 1))).toBeNull();
  });
});

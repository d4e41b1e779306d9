/**
 * Address translation against the examples of two books.
 */
import { describe, expect, it } from 'vitest';
import { translate } from '../../shared/sim/mm/translate.ts';

describe('AS2 translation: the small memory system of Bryant and O’Hallaron, CS:APP 3e, 9.6.4, figure 9.20', () => {
  const pages = new Map([
    [0x00, 0x28],
    [0x02, 0x33],
    [0x03, 0x02],
    [0x05, 0x16],
    [0x08, 0x13],
    [0x09, 0x17],
    [0x0a, 0x09],
    [0x0d, 0x2d],
    [0x0e, 0x11],
    [0x0f, 0x0d],
  ]);
  const tlb = {
    sets: 4,
    entries: [
      { set: 0, tag: 0x09, pfn: 0x0d },
      { set: 0, tag: 0x07, pfn: 0x02 },
      { set: 1, tag: 0x03, pfn: 0x2d },
      { set: 3, tag: 0x03, pfn: 0x0d },
      { set: 3, tag: 0x0a, pfn: 0x34 },
    ],
  };

  it('AS2 0x03D4 is VPN 0xF, TLBI 3, TLBT 3, a hit, PPN 0x0D, physical 0x354', () => {
    expect(translate(0x03d4, 64, pages, tlb)).toEqual({
      vpn: 0xf,
      offset: 0x14,
      tlbIndex: 3,
      tlbTag: 3,
      tlbHit: true,
      fault: false,
      physical: 0x354,
    });
  });

  it('AS2 practice problem 9.4: 0x03D7 is physical 0x357', () => {
    expect(translate(0x03d7, 64, pages, tlb)).toMatchObject({ vpn: 0xf, offset: 0x17, physical: 0x357 });
  });

  it('AS2 a TLB miss walks the table; a page that is not there faults (by hand, same tables)', () => {
    // 0x0081 = 2 * 64 + 1: VPN 2, set 2, tag 0, not in the TLB; 0x33 * 64 + 1 = 0xCC1.
    expect(translate(0x0081, 64, pages, tlb)).toMatchObject({
      tlbIndex: 2,
      tlbTag: 0,
      tlbHit: false,
      physical: 0xcc1,
    });
    expect(translate(0x0040, 64, pages, tlb)).toMatchObject({
      vpn: 1,
      tlbHit: false,
      fault: true,
      physical: null,
    });
  });

  it('AS2 a stale TLB entry wins over the table (by hand)', () => {
    expect(translate(0x03d4, 64, new Map(), tlb)).toMatchObject({
      tlbHit: true,
      fault: false,
      physical: 0x354,
    });
  });
});

describe('AS2 translation: OSTEP, chapter 18, figure 18.3', () => {
  it('AS2 address 21 with pages of 16 bytes and VPN 1 in frame 7 is physical 117', () => {
    const pages = new Map([
      [0, 3],
      [1, 7],
      [2, 5],
      [3, 2],
    ]);
    expect(translate(21, 16, pages, null)).toEqual({
      vpn: 1,
      offset: 5,
      tlbIndex: null,
      tlbTag: null,
      tlbHit: null,
      fault: false,
      physical: 117,
    });
  });
});

/**
 * `translate`: one virtual address through an optional TLB and a page table (AS2).
 */
import { type Tlb, translate as translateAddress } from '../../../shared/sim/index.ts';
import { type Args, BadArgument, integer, parseInteger, parseList, required } from '../args.ts';
import type { Command } from '../command.ts';
import { fields, print } from '../table.ts';

const MAX_VA_BITS = 48;
/** Physical addresses stay below this, where every integer is exact. */
const MAX_PHYSICAL = 2 ** 52;
const MAX_SETS = 65_536;
const MAX_ENTRIES = 65_536;

/** The limits that the sizes of this address space set. */
interface Limits {
  lastVpn: number;
  lastPfn: number;
}

/** The entries of a list option, none if it is absent; bounded in number. */
function entriesOf(name: string, text: string | undefined): string[] {
  const entries = parseList(name, text ?? '');
  if (entries.length > MAX_ENTRIES) throw new BadArgument(`${name} has more than ${MAX_ENTRIES} entries`);
  return entries;
}

/** `--pages "VPN=PFN,…"` as a map; a page may be there once. */
function readPages(text: string, limits: Limits): Map<number, number> {
  const pages = new Map<number, number>();
  for (const entry of entriesOf('--pages', text)) {
    const [vpn, pfn, more] = entry.split('=');
    if (pfn === undefined || more !== undefined) throw new BadArgument(`--pages: '${entry}' is not VPN=PFN`);
    const page = parseInteger('--pages: page', vpn!, 0, limits.lastVpn);
    if (pages.has(page)) throw new BadArgument(`--pages: page '${vpn}' is there twice`);
    pages.set(page, parseInteger('--pages: frame', pfn, 0, limits.lastPfn));
  }
  return pages;
}

/** `--tlb "SET:TAG=PFN,…"` with `--tlb-sets`, null without either. */
function readTlb(args: Args, limits: Limits): Tlb | null {
  const text = args.options.get('tlb');
  if (text === undefined && !args.options.has('tlb-sets')) return null;
  if (text === undefined) throw new BadArgument('--tlb-sets needs --tlb');
  const sets = integer(args, 'tlb-sets', 1, MAX_SETS);
  const seen = new Set<string>();
  const entries = entriesOf('--tlb', text).map((entry) => {
    const parts = /^([^:=]*):([^:=]*)=([^:=]*)$/.exec(entry);
    if (parts === null) throw new BadArgument(`--tlb: '${entry}' is not SET:TAG=PFN`);
    const set = parseInteger(`--tlb: set in '${entry}'`, parts[1]!, 0, sets - 1);
    const lastTag = Math.floor((limits.lastVpn - set) / sets);
    if (lastTag < 0)
      throw new BadArgument(`--tlb: no page of this address space is in the set of '${entry}'`);
    const tag = parseInteger(`--tlb: tag in '${entry}'`, parts[2]!, 0, lastTag);
    const pfn = parseInteger(`--tlb: frame in '${entry}'`, parts[3]!, 0, limits.lastPfn);
    if (seen.has(`${set}:${tag}`))
      throw new BadArgument(`--tlb: '${entry}' is a second entry for its set and tag`);
    seen.add(`${set}:${tag}`);
    return { set, tag, pfn };
  });
  return { sets, entries };
}

const hex = (value: number | null) => (value === null ? null : `0x${value.toString(16).toUpperCase()}`);

export const translate: Command = {
  name: 'translate',
  summary: 'translate a virtual address through a TLB and a page table',
  usage: `translate --va-bits 14 --page-size 64 --pages "0x0F=0x0D,0x02=0x33"
          [--tlb "SET:TAG=PFN,…" --tlb-sets 4] --address 0x03D4 [--json]

  --va-bits    bits of a virtual address, 1 to ${MAX_VA_BITS}
  --page-size  bytes in a page, a power of two that fits in the address space
  --pages      the pages present, VPN=PFN
  --tlb        what the TLB holds; index = VPN mod sets, tag = VPN div sets
  --tlb-sets   how many sets it has, 1 to ${MAX_SETS}
  --address    the virtual address

Numbers are decimal, or hexadecimal after 0x.`,
  shape: { options: ['va-bits', 'page-size', 'pages', 'tlb', 'tlb-sets', 'address'] },
  run(args) {
    const space = 2 ** integer(args, 'va-bits', 1, MAX_VA_BITS);
    const pageSize = integer(args, 'page-size', 1, space);
    if (!Number.isInteger(Math.log2(pageSize))) {
      throw new BadArgument(`--page-size: ${pageSize} is not a power of two`);
    }
    const limits = { lastVpn: space / pageSize - 1, lastPfn: MAX_PHYSICAL / pageSize - 1 };
    const pages = readPages(required(args, 'pages'), limits);
    const tlb = readTlb(args, limits);
    const address = integer(args, 'address', 0, space - 1);
    const result = translateAddress(address, pageSize, pages, tlb);
    return print(args, result, () =>
      fields({
        ...result,
        vpn: hex(result.vpn),
        offset: hex(result.offset),
        tlbIndex: hex(result.tlbIndex),
        tlbTag: hex(result.tlbTag),
        physical: hex(result.physical),
      }),
    );
  },
};

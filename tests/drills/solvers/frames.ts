/** Answers about frames and pages, by rules written for these tests: faults, sharing, eviction, running out. */
import { placeOfMost, places, type Solvers, sum } from './reading.ts';

const pagesIn = (text: string): string[] => text.split(/,? /).filter((one) => one !== '');

/** Pages of process 1 by area, as a table `page | area` shows them. */
const areaOf = (rows: readonly string[][], vpn: number): string =>
  rows.find(([page]) => Number(page) === vpn)?.[1] ?? 'kernel';

const isLegal = (area: string, write: boolean): boolean =>
  ['heap', 'stack', 'mmap'].includes(area) || (area === 'text' && !write);

const access = (text: string): { write: boolean; vpn: number } | null => {
  const found = /^(read|write) page (\d+)$/.exec(text);
  return found && { write: found[1] === 'write', vpn: Number(found[2]) };
};

/** Writes after a fork, `process | access | page`: for each access whether it copies, or is the last to share. */
function cowRun(rows: readonly string[][]): ('copy' | 'last' | null)[] {
  const moved = new Map<string, string | null>();
  return rows.map(([process, how, page]) => {
    if (how !== 'write') return null;
    const left = moved.get(page!);
    if (left === undefined) {
      moved.set(page!, process!);
      return 'copy';
    }
    if (left === null || left === process) return null;
    moved.set(page!, null);
    return 'last';
  });
}

const faulting: Solvers = {
  'first-touch': ({ refs: [cells], numbers }) => {
    const [size] = numbers(/a page has (\d+) cells/) as [number];
    const pages = cells!.map((cell) => Math.floor(cell / size));
    return places(pages, (page, at) => pages.indexOf(page) === at);
  },
  'lethal-access': ({ tables: [list, space] }) =>
    list!.findIndex(([how, page]) => !isLegal(areaOf(space!, Number(page)), how === 'write')),
  'fault-kind': ({ tables: [what, pages], option }) => {
    const [who, mode, step] = what![0] as [string, string, string];
    const { write, vpn } = access(step)!;
    if (who !== 'P1') return option(mode === 'ring 0' ? /panic/ : /segmentation/);
    const row = pages!.find(([page]) => Number(page) === vpn);
    if (row === undefined || !isLegal(row[1]!, write)) return option(/segmentation/);
    const [, , present, writable, where] = row as [string, string, string, string, string];
    if (present === '1') return option(write && writable === 'COW' ? /copy-on-write/ : /hit/);
    return option(where === 'zeros' ? /minor/ : /major/);
  },
  'crash-who': ({ tables: [what, space], tiles: [frames], option }) => {
    const [, step] = what![0] as [string, string];
    const touched = access(step);
    if (touched !== null)
      return option(isLegal(areaOf(space!, touched.vpn), touched.write) ? /nobody/ : /one process/);
    const pfn = Number(/evict frame (\d+)/.exec(step)![1]);
    return option(/^P\d/.test(String(frames![pfn]!.label)) ? /nobody/ : /all/);
  },
  'register-access': ({ tables: [pages], names, numbers, option }) => {
    const [register, address] = numbers(/number (\d+) is .* cell (\d+)/) as [number, number];
    const vpn = Math.floor(address / Number(/of (\d+) cells/.exec(names[0]!)![1]));
    const row = pages!.find(([page]) => Number(page) === vpn);
    if (row === undefined || row[2] === '0') return option(/SIGSEGV/);
    if (row[1] === '–') return option(/page fault/);
    return option(Number(row[1]) === register ? /card/ : /^RAM/);
  },
  'disk-wait': ({ tables: [list] }) => {
    const cached = new Set<string>();
    return places(list!, ([, , step]) => {
      const page = /page (\d+)/.exec(step!)![1]!;
      if (step!.startsWith('drop')) cached.delete(page);
      const waits = !step!.startsWith('drop') && !cached.has(page);
      if (waits) cached.add(page);
      return waits;
    });
  },
  'enter-kernel': ({ tables: [list], numbers }) => {
    const [size, heap, more] = numbers(
      /has (\d+) cells.*heap begins at page (\d+).*brk adds (\d+) pages/,
    ) as [number, number, number];
    const present = new Set<number>();
    let free = 0;
    return places(list!, ([, step]) => {
      const wanted = /malloc\((\d+)\)/.exec(step!);
      if (wanted !== null) {
        const asks = free < Number(wanted[1]);
        free += (asks ? more * size : 0) - Number(wanted[1]);
        return asks;
      }
      const touched = access(step!);
      if (touched === null) return true;
      const faults = touched.vpn >= heap && !present.has(touched.vpn);
      present.add(touched.vpn);
      return faults;
    });
  },
  'tlb-stale': ({ tables: [list], option }) => option(/no flush/.test(list![0]![1]!) ? /P2/ : /fault/),
};

const sharing: Solvers = {
  'cow-frames': ({ tables: [list] }) => cowRun(list!).filter((one) => one === 'copy').length,
  'cow-where': ({ tables: [list], option, numbers }) => {
    const [child, vpn] = numbers(/forked P(\d+).* page (\d+), copy/) as [number, number];
    const copies = cowRun(list!);
    const first = list!.find(([, , page], at) => Number(page) === vpn && copies[at] === 'copy');
    if (first === undefined) return option(/both/);
    return option(first[0] === `P${child}` ? /only P1/ : /forked process/);
  },
  'cow-worth': ({ tables: [prices, list], option, numbers }) => {
    const [count] = numbers(/with (\d+) written/) as [number];
    const [entry, copy, map] = prices![0]!.map(Number) as [number, number, number];
    const on = cowRun(list!);
    const cow = sum(on.map((one) => (one === null ? 0 : entry + map + (one === 'copy' ? copy : 0))));
    if (cow === count * copy) throw new Error('a tie');
    return option(cow < count * copy ? /copy-on-write/ : /at fork/);
  },
  'library-frames': ({ tables: [list] }) => new Set(list!.flatMap(([, pages]) => pagesIn(pages!))).size,
  'exit-frees': ({ ask, tiles: [frames] }) => {
    const [, process] = /^(P\d)/.exec(ask)!;
    return frames!.filter(({ below }) => new RegExp(`^${process} `).test(String(below))).map(({ id }) => id);
  },
  'free-frames': ({ tables: [list], numbers }) => {
    const [free, first, entries] = numbers(/^(\d+) frames.*from page (\d+) on.*covers (\d+) pages/) as [
      number,
      number,
      number,
    ];
    // The first table is there, for the text.
    const tables = (touched: number): number => Math.floor((first + touched - 1) / entries);
    return free - sum(list!.map(([, , touched]) => Number(touched) + tables(Number(touched))));
  },
  'dirty-ticks': ({ ask, tables: [prices], tiles: [frames] }) => {
    const [entry, evict, flush, disk] = prices![0]!.map(Number) as [number, number, number, number];
    const emptied = pagesIn(/frames ([\d, ]+) are/.exec(ask)![1]!).map(
      (pfn) => frames!.find(({ id }) => id === Number(pfn))!,
    );
    const dirty = emptied.filter(({ marks }) => marks?.includes('dirty'));
    return emptied.length * (entry + evict + flush) + dirty.length * disk;
  },
};

const running: Solvers = {
  'oom-victim': ({ tables: [list] }) => placeOfMost(list!.map(([, ...held]) => sum(held.map(Number)))),
  'oom-strict': ({ tables: [requests, promises] }) => {
    const [ram, swap, before] = promises![0]!.map(Number) as [number, number, number];
    let promised = before;
    return requests!.findIndex(([, pages]) => {
      promised += Number(pages);
      return promised > ram + swap;
    });
  },
  'oom-room': ({ tables: [now] }) => sum(now![0]!.map(Number)),
  'frame-limit': ({ ask, tables: [about], option }) => {
    const [held, limit, free] = about![0]!.map(Number) as [number, number, number];
    const before = Number(/touches (\d+) new/.exec(ask)?.[1] ?? 1) - 1;
    if (held + before >= limit) return option(/EDQUOT/);
    return option(free > before ? /gets a frame/ : /ENOMEM/);
  },
  'first-refusal': ({ tables: [lines, about] }) => {
    const [limit, used] = about![0]!.map(Number) as [number, number, number];
    let held = used;
    return lines!.findIndex(([line]) => {
      const [, give, pages] = /(munmap)?\D*(\d+)\);$/.exec(line!)!;
      if (give === undefined && held + Number(pages) > limit) return true;
      held += give === undefined ? Number(pages) : -Number(pages);
      return false;
    });
  },
  'grow-where': ({ ask, tiles: [pages] }) => {
    const areas = pages!.map(({ label }) => String(label));
    const most = Number(/top (\d+) pages|take (\d+) pages/.exec(ask)?.slice(1).find(Boolean) ?? 0);
    if (/brk/.test(ask)) return Math.max(areas.lastIndexOf('heap'), areas.lastIndexOf('text')) + 1;
    if (/stack may/.test(ask)) return areas.length - most;
    const size = Number(/maps (\d+) page/.exec(ask)![1]);
    // The highest gap that is large enough, and its top end.
    for (let start = areas.length - most - size; ; start--)
      if (areas.slice(start, start + size).every((area) => area === '-')) return start;
  },
  'boot-frames': ({ tables: [machine] }) => {
    const [frames, device, image, processes, modules] = machine![0]!.map(Number) as number[];
    return frames! - device! - image! - 2 * processes! - modules!;
  },
  'two-stacks': ({ tables: [doings], numbers }) => {
    const [processes, top] = numbers(/^(\d+) processes.*page (\d+),/) as [number, number];
    const own = doings!.filter(([process]) => process === 'P1');
    const lowest = Math.min(top, ...own.filter(([, page]) => page !== '–').map(([, page]) => Number(page)));
    return [top - lowest + 1, processes + own.filter(([, , call]) => call === 'fork()').length];
  },
};

const replacing: Solvers = {
  'clock-victim': ({ tiles: [frames] }) => {
    const hand = frames!.findIndex(({ marks }) => marks?.includes('hand'));
    const turned = [...frames!.slice(hand), ...frames!.slice(0, hand)];
    return (turned.find(({ marks }) => !marks?.includes('referenced')) ?? turned[0]!).id;
  },
  'belady-rows': ({ ask, tables: [counts] }) => {
    const rows = counts!.map(([, ...faults]) => faults.map(Number));
    const fifo = rows.findIndex((row) => row.some((faults, at) => faults > row[at - 1]!));
    const opt = placeOfMost(rows.map((row) => -sum(row)));
    if (/FIFO’s\?/.test(ask)) return fifo;
    return /OPT’s\?/.test(ask) ? opt : [0, 1, 2].find((row) => row !== fifo && row !== opt)!;
  },
};

export const FRAMES: Solvers = { ...faulting, ...sharing, ...running, ...replacing };

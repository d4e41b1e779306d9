/** Answers about heaps and the kernel's own allocations, by rules written for these tests. */
import { places, type Read, type Solvers, sum } from './reading.ts';

interface Hole {
  at: number;
  size: number;
}

/** First Fit over holes in address order; neighbours merge. */
function firstFit(holes: Hole[]) {
  const live = new Map<number, number>();
  const heap = {
    live,
    /** Entries looked at by the last search. */
    searched: 0,
    malloc(size: number): number {
      const found = holes.findIndex((hole) => hole.size >= size);
      heap.searched = found < 0 ? holes.length : found + 1;
      if (found < 0) return -1;
      const hole = holes[found]!;
      const { at } = hole;
      hole.at += size;
      hole.size -= size;
      if (hole.size === 0) holes.splice(found, 1);
      live.set(at, size);
      return at;
    },
    /** Cells of the hole that ends there. */
    tail: (end: number): number => holes.find(({ at, size }) => at + size === end)?.size ?? 0,
    /** Whether a block begins there. */
    free(at: number): boolean {
      const size = live.get(at);
      if (size === undefined) return false;
      live.delete(at);
      heap.give(at, size);
      return true;
    },
    give(at: number, size: number): void {
      holes.push({ at, size });
      holes.sort((a, b) => a.at - b.at);
      for (let hole = holes.length - 2; hole >= 0; hole--) {
        const [low, high] = [holes[hole]!, holes[hole + 1]!];
        if (low.at + low.size !== high.at) continue;
        low.size += high.size;
        holes.splice(hole + 1, 1);
      }
    },
  };
  return heap;
}

const ENDLESS = 10_000;

/** A line of a program: `a = malloc(3);`, `free(a + 1);` or anything else. */
function parse(line: string) {
  const made = /^(\w) = malloc\((\d+)\);$/.exec(line);
  const freed = /^free\((\w)(?: \+ (\d+))?\)/.exec(line);
  return {
    made: made && { name: made[1]!, size: Number(made[2]) },
    freed: freed && { name: freed[1]!, past: Number(freed[2] ?? 0) },
  };
}

const linesOf = ({ tables: [program] }: Read): string[] =>
  program!.map((row) => row.find((cell) => /[;)]/.test(cell))!);

const programs: Solvers = {
  'malloc-calls': (question) => {
    const [page, least] = question.numbers(/page has (\d+) cells.*by brk: by (\d+) cells/) as [
      number,
      number,
    ];
    const threshold = Number(/Blocks of (\d+) cells/.exec(question.ask)?.[1] ?? ENDLESS);
    const heap = firstFit([]);
    const blocks = new Map<string, number>();
    let [end, calls] = [0, 0];
    for (const line of linesOf(question)) {
      const { made, freed } = parse(line);
      if (made !== null && made.size >= threshold) calls += 1;
      else if (made !== null) {
        let at = heap.malloc(made.size);
        if (at < 0) {
          calls += 1;
          const more = Math.max(least, page * Math.ceil((made.size - heap.tail(end)) / page));
          heap.give(end, more);
          end += more;
          at = heap.malloc(made.size);
        }
        blocks.set(made.name, at);
      } else if (freed !== null && !blocks.has(freed.name)) calls += 1;
      else if (freed !== null) heap.free(blocks.get(freed.name)!);
    }
    return calls;
  },
  'free-keeps': (question) => {
    const [cells, threshold] = question.numbers(/have (\d+) cells; blocks of (\d+)/) as [number, number];
    const held = new Set<number>();
    const freed = new Set(linesOf(question).flatMap((line) => parse(line).freed?.name ?? []));
    for (const [line, address] of question.tables[0]!) {
      const { made } = parse(line!);
      if (made === null || (made.size >= threshold && freed.has(made.name))) continue;
      for (let cell = 0; cell < made.size; cell++) held.add(Math.floor((Number(address) + cell) / cells));
    }
    return held.size;
  },
  'double-free': (question) => {
    const heap = firstFit([{ at: 0, size: ENDLESS }]);
    const pointers = new Map<string, number>();
    const lines = linesOf(question);
    const bad = lines.findIndex((line) => {
      const { made, freed } = parse(line);
      if (made !== null) pointers.set(made.name, heap.malloc(made.size));
      return freed !== null && !heap.free(pointers.get(freed.name)! + freed.past);
    });
    return bad < 0 ? lines.length - 1 : bad;
  },
  'dangling-write': (question) => {
    const heap = firstFit([{ at: 0, size: ENDLESS }]);
    const made = new Map<string, { at: number; line: number }>();
    const lines = linesOf(question);
    for (const [line, text] of lines.entries()) {
      const step = parse(text);
      if (step.made !== null) made.set(step.made.name, { at: heap.malloc(step.made.size), line });
      if (step.freed !== null) heap.free(made.get(step.freed.name)!.at);
    }
    const [, name, offset] = /^(\w)\[(\d+)\]/.exec(lines.at(-1)!)!;
    const cell = made.get(name!)!.at + Number(offset);
    const hit = [...heap.live].find(([at, size]) => at <= cell && cell < at + size);
    const owner = [...made.values()].filter(({ at }) => at === hit?.[0]).at(-1);
    return hit === undefined ? lines.length - 1 : owner!.line;
  },
  'leak-find': (question) => {
    const variables = new Map<string, string>();
    const next = new Map<string, string>();
    for (const [number, line] of question.tables[0]!) {
      const [, link, from] = /^(\w)->next = (\w);$/.exec(line!) ?? [];
      const [, name, value] = /^(\w) = (\w+|malloc\(\d+\));$/.exec(line!) ?? [];
      const [, gone] = /^free\((\w)\)/.exec(line!) ?? [];
      if (link !== undefined) next.set(variables.get(link)!, variables.get(from!)!);
      else if (gone !== undefined) {
        const block = variables.get(gone);
        for (const pointers of [variables, next])
          for (const [key, to] of pointers) if (to === block) pointers.delete(key);
        next.delete(block!);
      } else if (value!.startsWith('malloc')) variables.set(name!, number!);
      else if (value === 'NULL') variables.delete(name!);
      else variables.set(name!, variables.get(value!)!);
    }
    const found = new Set(variables.values());
    for (const block of found) if (next.has(block)) found.add(next.get(block)!);
    return question.blocks[0]!.filter(({ used, label }) => used && !found.has(label)).map(({ id }) => id);
  },
  'gc-collect': ({ ask, tables: [blocks] }) => {
    const jobs = /jobs ([\d, ]+);/.exec(ask)![1]!.split(', ');
    return places(blocks!, ([, , job]) => !jobs.includes(job!));
  },
  'pool-or-list': ({ tables: [load], blocks: [blocks], option }) => {
    const [asked, cost, allowed, slot, area] = load![0] as [string, string, string, string, string];
    const heap = firstFit(
      blocks!.filter(({ used }) => !used).map(({ address, size }) => ({ at: address, size })),
    );
    let ticks = 0;
    for (const size of asked.split(', ').map(Number)) {
      heap.malloc(size);
      ticks += Math.floor((heap.searched * Number(cost.split('/')[0])) / 10);
    }
    const cells = sum(asked.split(', ').map((size) => Number(slot) * Math.ceil(Number(size) / Number(slot))));
    const [listFits, poolFits] = [ticks <= Number(allowed), cells <= Number(area)];
    if (listFits === poolFits) throw new Error('both or none would do');
    return option(listFits ? /First Fit/ : /pool/);
  },
};

/** Free frames from `first` on, so many in a row and aligned: where such blocks begin. */
const blocksOf = (free: readonly number[], size: number): number[] =>
  free.filter(
    (at) =>
      at % size === 0 &&
      Array.from({ length: size }, (_, one) => at + one).every((one) => free.includes(one)),
  );

const kernels: Solvers = {
  'slab-frames': ({ tables: [caches], numbers }) => {
    const [bytes] = numbers(/frame of (\d+) bytes/) as [number];
    return sum(
      caches!.map(([, size, objects]) => Math.ceil(Number(objects) / Math.floor(bytes / Number(size)))),
    );
  },
  'slab-place': ({ tables: [slabs] }) => {
    const room = slabs!.map(([, used, slots]) => (used === slots ? -1 : Number(used)));
    const best = places(room, (used) => used === Math.max(...room));
    if (best.length > 1) throw new Error('a tie');
    return best[0]!;
  },
  'kmap-needed': ({ tables: [fills] }) =>
    places(fills!, ([, zone, wiped]) => zone === 'HIGHMEM' && wiped === '0'),
  'dma-buffer': ({ tiles: [ram], numbers }) => {
    const [frames] = numbers(/needs (\d+) frames/) as [number];
    const free = ram!.filter(({ label, below }) => label !== '×' && below === 'DMA').map(({ id }) => id);
    // The smallest block that suffices, and of those the lowest.
    for (let size = frames; ; size *= 2) {
      const found = blocksOf(free, size).filter((at) => {
        const pair = at - (at % (2 * size));
        return !blocksOf(free, 2 * size).includes(pair);
      });
      if (found.length > 0) return found[0]!;
    }
  },
  'module-memory': ({ tables: [module], tiles: [ram], option }) => {
    const [, pages, device] = module![0] as [string, string, string];
    const free = ram!.filter(({ label }) => label !== '×').map(({ id }) => id);
    const kmalloc = blocksOf(free, Number(pages)).length > 0;
    const vmalloc = device === '–' && free.length > Number(pages);
    return option(kmalloc ? (vmalloc ? /^Either/ : /^kmalloc/) : vmalloc ? /^vmalloc/ : /^Neither/);
  },
  'which-reserve': ({ tables: [list], numbers }) => {
    const [frames] = numbers(/needs (\d+) frame/) as [number];
    const fits = places(list!, ([, , largest]) => Number(largest) >= frames);
    const zone = fits.find((row) => list![row]![0] === 'DMA');
    return zone ?? fits.sort((a, b) => Number(list![a]![2]) - Number(list![b]![2]))[0]!;
  },
  'zone-fallback': ({ tables: [request, zones], option }) => {
    const [call] = request![0] as [string];
    const order = /GFP_DMA/.test(call)
      ? ['DMA']
      : /GFP_KERNEL/.test(call)
        ? ['NORMAL', 'DMA']
        : ['HIGHMEM', 'NORMAL', 'DMA'];
    const spared = (zone: string): boolean => {
      const [, free, min] = zones!.find(([name]) => name === zone)!.map(Number) as [number, number, number];
      return free > (/USER/.test(call) ? min : 0);
    };
    const zone = order.find(spared);
    return option(zone === undefined ? /None/ : new RegExp(`^${zone}$`));
  },
  'compact-block': ({ tiles: [zone], from, numbers }) => {
    const [size] = numbers(/block of (\d+) frames/) as [number];
    const inside = (base: number) => zone!.slice(base, base + size);
    const movable = from.filter((base) => inside(base).every(({ marks }) => !marks?.includes('pinned')));
    const pages = (base: number): number => inside(base).filter(({ below }) => below !== '').length;
    return [...movable].sort((a, b) => pages(a) - pages(b) || a - b)[0]!;
  },
  'cache-shrink': ({ tables: [calls] }) => {
    const doings = calls!.map(([call]) => call!);
    const read = new Set(doings.flatMap((call) => /read\(a, (\d)\)/.exec(call)?.[1] ?? []));
    const touched = new Set(doings.flatMap((call) => /^p\[(\d)\]/.exec(call)?.[1] ?? []));
    const unmapped = doings.includes('munmap(p)');
    // The inode's slab empties when the file is closed.
    return read.size + (unmapped ? touched.size : 0) + (doings.includes('close(a)') ? 1 : 0);
  },
};

export const MEMORY: Solvers = { ...programs, ...kernels };

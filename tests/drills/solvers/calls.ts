/** Answers about calls, costs and the kinds of kernel, by rules written for these tests. */
import { placeOfMost, type Solvers, sum } from './reading.ts';

const numbersIn = (row: readonly string[]): number[] => row.map(Number);

const talking: Solvers = {
  'signal-data': ({ tables: [calls] }) => {
    const texts = calls!.map(([, call]) => call!);
    return (
      texts.filter((call) => /^send\(P2/.test(call)).length -
      texts.filter((call) => /^recv/.test(call)).length
    );
  },
  crossings: ({ tables: [task] }) => {
    const [pieces, batch] = numbersIn(task![0]!) as [number, number];
    return [2 * pieces, 2 * Math.ceil(pieces / batch), 2];
  },
  'shm-or-message': ({ tables: [about, prices], option }) => {
    const [items, receivers, answered] = about![0] as [string, string, string];
    const [entry, copy, map] = numbersIn(prices![0]!) as [number, number, number];
    const letters = Number(items) * Number(receivers) * (answered === 'yes' ? 2 : 1);
    const [message, shm] = [2 * letters * (entry + copy), 2 * (1 + Number(receivers)) * (entry + map)];
    if (message === shm) throw new Error('a tie');
    return option(message < shm ? /^messages/ : /^shared memory/);
  },
  'read-or-map': ({ tables: [prices], refs: [pages], option }) => {
    const [entry, copy, map] = numbersIn(prices![0]!) as [number, number, number];
    const read = entry + pages!.length * (entry + copy);
    const mmap = (1 + new Set(pages).size) * (entry + map);
    if (read === mmap) throw new Error('a tie');
    return option(read < mmap ? /^open/ : /^mmap/);
  },
  'batch-calls': ({ tables: [calls, prices] }) => {
    const [entry, own, slot] = numbersIn(prices![0]!) as [number, number, number];
    return [calls!.length * (entry + own), entry + calls!.length * slot];
  },
  'nice-order': ({ tables: [waiting], options }) =>
    waiting!
      .map(([process, nice, since]) => ({ process: process!, nice: Number(nice), since: Number(since) }))
      .sort((a, b) => a.nice - b.nice || a.since - b.since)
      .map(({ process }) => options.indexOf(process)),
  slowdown: ({ tables: [measured] }) => {
    const [accesses, faults, memory, fault] = numbersIn(measured![0]!) as [number, number, number, number];
    const average = Math.floor(((accesses - faults) * memory + faults * fault * 1000) / accesses);
    return Math.floor(average / memory);
  },
  'who-may': ({ ask, tables: [requests] }) => {
    const may = ([who, request]: string[]): boolean =>
      who === 'kernel' ? true : /^(nice\(\d|brk|mmap|kill\(P2, SIGUSR1)/.test(request!);
    const wanted = /carried out/.test(ask);
    const found = requests!.filter((row) => may(row) === wanted);
    if (found.length !== 1) throw new Error(`${found.length} fit`);
    return requests!.indexOf(found[0]!);
  },
};

/** Drivers that run in ring 0. */
const INSIDE: { readonly [kernel: string]: readonly string[] } = {
  'monolithic kernel': ['nic', 'blk'],
  'hybrid kernel': ['blk'],
  microkernel: [],
};
const KERNELS = Object.keys(INSIDE);

const serving: Solvers = {
  'call-price': ({ tables: [calls, costs, servers] }) => {
    const [entry, copy, map] = numbersIn(costs![0]!) as [number, number, number];
    return servers!.map(([, ...more]) => {
      const [memory, file, ipc] = numbersIn(more) as [number, number, number];
      const each = (call: string): number => {
        if (/^(send|recv)/.test(call)) return entry + copy + ipc;
        if (/^mmap/.test(call)) return entry + map + memory;
        return entry + (/^open/.test(call) ? file : 0);
      };
      return sum(calls!.map(([call]) => each(call!)));
    });
  },
  'choose-kernel': ({ tables: [load, rules], options }) => {
    const [files, letters, driver, crashes, restart, reboot] = load![0] as string[];
    const lost = (name: string): number => {
      const [, file, ipc, inside] = rules!.find(([kernel]) => kernel === name) as string[];
      const crash = inside!.split(', ').includes(driver!) ? reboot : restart;
      return Number(files) * Number(file) + Number(letters) * Number(ipc) + Number(crashes) * Number(crash);
    };
    return placeOfMost(options.map((name) => -lost(name)));
  },
  'what-goes-down': ({ names, tables: [happened], option }) => {
    const [who] = happened![0] as [string];
    if (/^P\d/.test(who)) return option(/process/);
    return option(INSIDE[names[1]!]!.includes(who) ? /machine/ : /driver/);
  },
  'which-kernel': ({ tables: [seen, prices], option }) => {
    const [entry, copy, map] = numbersIn(prices![0]!) as [number, number, number];
    const more = { 'send()': [0, 1, 2], 'open()': [0, 0, 2], 'mmap()': [0, 0, 1] };
    const own = { 'send()': copy, 'open()': 0, 'mmap()': map };
    const fits = (kernel: string, what: string, result: string): boolean => {
      if (!(what in own)) return (result === 'panic') === INSIDE[kernel]!.includes(what.slice(0, 3));
      const call = what as keyof typeof own;
      return Number(result) === entry + own[call] + more[call][KERNELS.indexOf(kernel)]!;
    };
    const left = KERNELS.filter((kernel) => seen!.every(([what, result]) => fits(kernel, what!, result!)));
    if (left.length !== 1) throw new Error(`left: ${left.join()}`);
    return option(new RegExp(`^${left[0]}$`));
  },
};

/** What an event is in the house. */
const HOUSE: { readonly [event: string]: RegExp } = {
  'minor fault': /promised/,
  'write-back': /changed box to the cellar/,
  kill: /send a child out/,
  SIGSEGV: /isn’t its own/,
  EDQUOT: /as it is allowed/,
  'swap-in': /back from the cellar/,
};

const telling: Solvers = {
  'house-log': ({ tables: [log], option }) => option(HOUSE[log!.at(-1)![0]!]!),
};

export const CALLS: Solvers = { ...talking, ...serving, ...telling };

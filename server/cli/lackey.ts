/**
 * Reads what `valgrind --tool=lackey --trace-mem=yes` prints into a reference string: `I  04001234,3` is an instruction,
 * ` L `, ` S ` and ` M ` load, store and modify, each with address and bytes in hexadecimal and decimal (Valgrind manual,
 * chapter Lackey). Streaming, as a short program already prints megabytes.
 */
import { createReadStream } from 'node:fs';

export interface Trace {
  /** Trace lines read. */
  accesses: number;
  /** Pages numbered from 0 in order of first use, without repeats in a row. */
  refs: number[];
  /** For each reference 1 when one of the accesses that it stands for writes, else 0. */
  written: number[];
  pages: number;
}

interface Reading extends Trace {
  pageSize: number;
  /** Number of each page by its address divided by the page size: a bigint where a number would lose digits. */
  numbers: Map<number | bigint, number>;
}

const LINE = /^(?:(I) {2}| ([LSM]) )([0-9a-f]{1,16}),(\d{1,4})\r?$/;

/** Hexadecimal digits that a number holds exactly. */
const SAFE_DIGITS = 13;

/** No line of lackey's is longer; what is, is something else. */
const LONGEST_LINE = 4096;

function reference(reading: Reading, key: number | bigint, write: number): void {
  let page = reading.numbers.get(key);
  if (page === undefined) {
    page = reading.numbers.size;
    reading.numbers.set(key, page);
  }
  const last = reading.refs.length - 1;
  if (reading.refs[last] === page) reading.written[last] |= write;
  else {
    reading.refs.push(page);
    reading.written.push(write);
  }
}

/** Takes a line in; one that is no trace line is passed over. An access across pages is a reference to each. */
function readLine(reading: Reading, line: string): void {
  const parts = LINE.exec(line);
  if (parts === null) return;
  const [, , data, address, bytes] = parts;
  const write = data === 'S' || data === 'M' ? 1 : 0;
  const more = Math.max(1, Number(bytes)) - 1;
  reading.accesses += 1;
  if (address.length <= SAFE_DIGITS) {
    const first = Number.parseInt(address, 16);
    const last = Math.floor((first + more) / reading.pageSize);
    for (let page = Math.floor(first / reading.pageSize); page <= last; page++)
      reference(reading, page, write);
  } else {
    const size = BigInt(reading.pageSize);
    const first = BigInt(`0x${address}`);
    const last = (first + BigInt(more)) / size;
    for (let page = first / size; page <= last; page++) reference(reading, page, write);
  }
}

/**
 * Reads a file; pageSize in bytes. Stops once there are more than `most` references. Rejects with the file system's error
 * when it can't be read.
 */
export async function readLackey(path: string, pageSize: number, most: number): Promise<Trace> {
  const reading: Reading = { accesses: 0, refs: [], written: [], pages: 0, pageSize, numbers: new Map() };
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!.slice(0, LONGEST_LINE);
    for (const line of lines) readLine(reading, line);
    if (reading.refs.length > most) break;
  }
  readLine(reading, rest);
  const { accesses, refs, written, numbers } = reading;
  return { accesses, refs, written, pages: numbers.size };
}

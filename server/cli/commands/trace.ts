/**
 * `trace import`: the memory accesses of a real program, as valgrind's lackey saw them, as a reference string for
 * `paging` and as a job for a scenario (AC1).
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Args, BadArgument, fileTrouble, integer } from '../args.ts';
import type { Command } from '../command.ts';
import { readLackey, type Trace } from '../lackey.ts';
import { fields, print } from '../table.ts';
import { MAX_REFERENCES } from './paging.ts';

const MAX_PAGE_SIZE = 2 ** 30;
/** What a scenario's job.trace takes (shared/scenario/schema.ts). */
const MAX_TRACE = 2000;
const MAX_TRACE_PAGE = 63;
/** References on a line of the file that --out writes. */
const A_LINE = 20;

function pageSizeOf(args: Args): number {
  const size = integer(args, 'page-size', 1, MAX_PAGE_SIZE, 4096);
  if (!Number.isInteger(Math.log2(size))) throw new BadArgument(`--page-size: ${size} is not a power of two`);
  return size;
}

async function read(path: string, pageSize: number): Promise<Trace> {
  const trace = await readLackey(path, pageSize, MAX_REFERENCES).catch((error: unknown) => {
    throw new BadArgument(`F: cannot read '${path}': ${fileTrouble(error)}`);
  });
  if (trace.refs.length === 0) {
    throw new BadArgument(`F: no line of '${path}' is one of valgrind --tool=lackey --trace-mem=yes`);
  }
  if (trace.refs.length > MAX_REFERENCES) {
    throw new BadArgument(`F: '${path}' has more than ${MAX_REFERENCES} references; trace a shorter run`);
  }
  return trace;
}

/** The beginning of the string that a scenario's job.trace takes: it ends before the first page beyond its range. */
function jobTrace(refs: readonly number[]): number[] {
  const beyond = refs.findIndex((page) => page > MAX_TRACE_PAGE);
  return refs.slice(0, Math.min(MAX_TRACE, beyond < 0 ? refs.length : beyond));
}

function write(path: string, from: string, refs: readonly number[]): void {
  if (resolve(path) === resolve(from)) throw new BadArgument(`--out: '${path}' is the trace itself`);
  const lines: string[] = [];
  for (let at = 0; at < refs.length; at += A_LINE) lines.push(refs.slice(at, at + A_LINE).join(' '));
  try {
    writeFileSync(path, `${lines.join('\n')}\n`);
  } catch (error) {
    throw new BadArgument(`--out: cannot write '${path}': ${fileTrouble(error)}`);
  }
}

export const trace: Command = {
  name: 'trace',
  summary: 'read a memory trace of a real program into a reference string',
  usage: `trace import F [--page-size 4096] [--out F2] [--json]

  F            what valgrind --tool=lackey --trace-mem=yes --log-file=F PROGRAM wrote; other lines are passed over
  --page-size  bytes, a power of two; default 4096
  --out        write the reference string to a file, for paging --refs-file

Pages are numbered from 0 in order of first use; an access across two pages is a reference to each; repeats in a row are
one reference, a write if one of them is. writes lists the positions of writes. job describes it for a scenario: pages,
accesses, the share of writes in permille, and trace, the first ${MAX_TRACE} references at the most, up to page ${MAX_TRACE_PAGE}.`,
  shape: { options: ['page-size', 'out'], positionals: 2 },
  async run(args) {
    const [action, path] = args.positionals;
    if (action !== 'import') throw new BadArgument(`unknown action '${action ?? ''}'; choose from import`);
    if (path === undefined) throw new BadArgument('the trace F is missing');
    const pageSize = pageSizeOf(args);
    const { accesses, refs, written, pages } = await read(path, pageSize);
    const out = args.options.get('out');
    if (out !== undefined) write(out, path, refs);
    const writes = written.flatMap((flag, at) => (flag === 1 ? [at] : []));
    const share = Math.floor((writes.length * 1000) / refs.length);
    const job = { pages, accesses: refs.length, writes: share, trace: jobTrace(refs) };
    const result = { pageSize, accesses, references: refs.length, pages, refs, writes, job };
    return print(args, result, () =>
      fields({
        'page size': pageSize,
        accesses,
        references: refs.length,
        pages,
        'writes, permille': share,
        'references for job.trace': job.trace.length,
      }),
    );
  },
};

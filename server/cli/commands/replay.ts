/**
 * `replay`: runs a journal again and verifies every hash in it (PL3).
 */
import { replay as run } from '../../../shared/match/index.ts';
import { hash } from '../../../shared/sim/index.ts';
import { readJournal } from '../../journal/read.ts';
import { BadArgument } from '../args.ts';
import type { Command } from '../command.ts';
import { readText } from '../scenarioFile.ts';
import { fields, print } from '../table.ts';

export const replay: Command = {
  name: 'replay',
  summary: 'run a journal again and verify its hashes',
  usage: `replay F [--json]

Exits 1 and names the tick when a hash differs. A torn last line is reported and left out.`,
  shape: { positionals: 1 },
  run(args) {
    const path = args.positionals[0];
    if (path === undefined) throw new BadArgument('the journal F is missing');
    const reading = readJournal(readText('F', path));
    if (!reading.ok) throw new BadArgument(`${path}:${reading.line}: ${reading.message}`);
    const { header, records, torn } = reading;
    if (torn > 0) process.stderr.write(`sim: ${path}:${torn}: the last line is torn; left out\n`);
    const { machine, hashes, mismatch } = run(header, records);
    if (mismatch !== null) {
      const { tick, recorded, computed } = mismatch;
      process.stderr.write(`sim: ${path}: tick ${tick}: hash ${computed}, recorded ${recorded}\n`);
      return 1;
    }
    const commands = records.filter((record) => 'command' in record).length;
    const result = {
      scenario: header.scenario.id,
      seed: header.seed,
      ticks: machine.tick,
      commands,
      hashes,
      torn: torn > 0,
      hash: hash(machine),
    };
    return print(args, result, () => fields(result));
  },
};

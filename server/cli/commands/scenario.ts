/**
 * `scenario check`: tells the writer of a scenario file where it is wrong, line by line.
 */
import { parseScenario } from '../../../shared/scenario/index.ts';
import { BadArgument } from '../args.ts';
import type { Command } from '../command.ts';
import { describeError, readText } from '../scenarioFile.ts';
import { print } from '../table.ts';

export const scenario: Command = {
  name: 'scenario',
  summary: 'check a scenario file',
  usage: `scenario check F [--json]

Prints ok, or each error as F:line:column: path: message on stderr and exits 2.`,
  shape: { positionals: 2 },
  run(args) {
    const [action, path] = args.positionals;
    if (action !== 'check') throw new BadArgument(`unknown action '${action ?? ''}'; choose from check`);
    if (path === undefined) throw new BadArgument('the scenario file F is missing');
    const result = parseScenario(readText('F', path));
    if (!result.ok) {
      for (const error of result.errors) process.stderr.write(`${describeError(path, error)}\n`);
      return 2;
    }
    const { id, processes, param } = result.scenario;
    const summary = { ok: true, id, processes: processes.length, frames: param.frames, ticks: param.ticks };
    return print(args, summary, () => 'ok');
  },
};

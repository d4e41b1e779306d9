/**
 * The command line: `npm run --silent sim -- COMMAND …`. Dispatches to one file a command; a bad argument is one
 * line on stderr and exit code 2.
 */
import { BadArgument, readArgs } from './args.ts';
import type { Command } from './command.ts';
import { buddy } from './commands/buddy.ts';
import { eat } from './commands/eat.ts';
import { malloc } from './commands/malloc.ts';
import { match } from './commands/match.ts';
import { paging } from './commands/paging.ts';
import { replay } from './commands/replay.ts';
import { scenario } from './commands/scenario.ts';
import { translate } from './commands/translate.ts';

const COMMANDS: readonly Command[] = [paging, buddy, malloc, translate, eat, match, replay, scenario];

/** The list of commands, for `--help`. */
function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return ['npm run --silent sim -- COMMAND [--json] [--help]', '', ...lines].join('\n');
}

/** Runs one command line (without node and script); returns the exit code. Throws BadArgument. */
async function dispatch(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--help') {
    process.stdout.write(`${overview()}\n`);
    return 0;
  }
  const names = COMMANDS.map((command) => command.name).join(', ');
  if (name === undefined) throw new BadArgument(`COMMAND is missing; choose from ${names}`);
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) throw new BadArgument(`unknown command '${name}'; choose from ${names}`);
  if (rest.includes('--help')) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  return command.run(readArgs(rest, command.shape));
}

try {
  process.exitCode = await dispatch(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BadArgument)) throw error;
  process.stderr.write(`sim: ${error.message.replace(/\s+/g, ' ')}\n`);
  process.exitCode = 2;
}

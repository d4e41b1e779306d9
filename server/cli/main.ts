/**
 * The command line: `npm run --silent sim -- COMMAND …`. Dispatches to one file a command; a bad argument is one
 * line on stderr and exit code 2.
 */
import { enableCompileCache } from 'node:module';
import { BadArgument, readArgs } from './args.ts';
import type { Command } from './command.ts';

// Most of a short command's time goes into reading its modules: the second start takes half as long.
enableCompileCache();

/** Each in a file of its own, read only when it is asked for: most need nothing of a match. */
const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  paging: async () => (await import('./commands/paging.ts')).paging,
  buddy: async () => (await import('./commands/buddy.ts')).buddy,
  malloc: async () => (await import('./commands/malloc.ts')).malloc,
  translate: async () => (await import('./commands/translate.ts')).translate,
  eat: async () => (await import('./commands/eat.ts')).eat,
  match: async () => (await import('./commands/match.ts')).match,
  replay: async () => (await import('./commands/replay.ts')).replay,
  concepts: async () => (await import('./commands/concepts.ts')).concepts,
  scenario: async () => (await import('./commands/scenario.ts')).scenario,
  drill: async () => (await import('./commands/drill.ts')).drill,
  export: async () => (await import('./commands/export.ts')).exportDrills,
  trace: async () => (await import('./commands/trace.ts')).trace,
};

/** The list of commands, for `--help`. */
async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return ['npm run --silent sim -- COMMAND [--json] [--help]', '', ...lines].join('\n');
}

/** Runs one command line (without node and script); returns the exit code. Throws BadArgument. */
async function dispatch(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--help') {
    process.stdout.write(`${await overview()}\n`);
    return 0;
  }
  const names = Object.keys(COMMANDS).join(', ');
  if (name === undefined) throw new BadArgument(`COMMAND is missing; choose from ${names}`);
  if (!Object.hasOwn(COMMANDS, name))
    throw new BadArgument(`unknown command '${name}'; choose from ${names}`);
  const command = await COMMANDS[name]();
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

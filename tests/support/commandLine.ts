/** A command of the command line, run here and now: what it prints under --json. */
import { readArgs } from '../../server/cli/args.ts';
import type { Command } from '../../server/cli/command.ts';

/** Takes what is printed away from the console. For commands that print at once. */
export function printed(command: Command, ...args: string[]) {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    text += String(chunk);
    return true;
  };
  try {
    const code = command.run(readArgs([...args, '--json'], command.shape));
    if (code !== 0) throw new Error(`${command.name} ${args.join(' ')}: ${code}`);
  } finally {
    process.stdout.write = write;
  }
  return JSON.parse(text);
}

/**
 * What a command of the command line is; `main.ts` holds the table of them.
 */
import type { Args, Shape } from './args.ts';

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly usage: string;
  readonly shape: Shape;
  /** Runs it and prints; returns the exit code. Throws BadArgument for a caller's mistake. */
  run(args: Args): number | Promise<number>;
}

/**
 * `match`: AI players alone in a machine, without sockets or a clock, and what it was worth.
 */
import { writeFileSync } from 'node:fs';
import { KERNEL_AIS, PROCESS_AIS, type ProcessAi } from '../../../shared/ai/index.ts';
import { createMatch, headerOf, isOver, type Match, step } from '../../../shared/match/index.ts';
import { misfit, type Scenario } from '../../../shared/scenario/index.ts';
import { fairness, hash, kernelScore, playersOf } from '../../../shared/sim/index.ts';
import {
  type Args,
  BadArgument,
  choice,
  fileTrouble,
  integer,
  parseInteger,
  parseList,
  required,
} from '../args.ts';
import type { Command } from '../command.ts';
import { loadScenario } from '../scenarioFile.ts';
import { fields, print, table } from '../table.ts';

const MAX_TICKS = 100_000;
const MAX_PROCESSES = 120;
const MAX_REACTION = 10_000;
const MAX_SEED = 2 ** 32 - 1;

/** AIs of the processes' seats: `greedy:2,prober` is greedy, greedy, prober. */
function readProcesses(text: string): ProcessAi[] {
  const seats = parseList('--processes', text).flatMap((part) => {
    const [name, count = '1', ...rest] = part.split(':');
    const ai = PROCESS_AIS.find((candidate) => candidate === name);
    if (ai === undefined || rest.length > 0) {
      throw new BadArgument(`--processes: '${part}' is not AI:COUNT with one of ${PROCESS_AIS.join(', ')}`);
    }
    return Array<ProcessAi>(parseInteger('--processes', count, 1, MAX_PROCESSES)).fill(ai);
  });
  if (seats.length === 0) throw new BadArgument('--processes has no values');
  if (seats.length > MAX_PROCESSES) {
    throw new BadArgument(`--processes: ${seats.length} processes, more than ${MAX_PROCESSES}`);
  }
  return seats;
}

/** The scenario with this command's processes and length; its own rules are checked again for them. */
function adapt(scenario: Scenario, processes: readonly ProcessAi[] | null, ticks: number): Scenario {
  const seats = [...(processes ?? scenario.processes)];
  const param = { ...scenario.param, ticks, processes: seats.length };
  const adapted: Scenario = { ...scenario, processes: seats, param };
  const wrong = misfit(adapted);
  if (wrong !== null) {
    const { path, message } = wrong;
    throw new BadArgument(
      `--processes: ${scenario.id} can't take ${adapted.processes.length}: ${path.join('.')}: ${message}`,
    );
  }
  return adapted;
}

/** Plays to the end; returns the journal's lines. */
function play(match: Match): string[] {
  const lines = [JSON.stringify(headerOf(match))];
  while (!isOver(match)) for (const record of step(match).records) lines.push(JSON.stringify(record));
  for (const record of match.records) lines.push(JSON.stringify(record));
  return lines;
}

function resultOf({ machine, scenario, seed, seats }: Match) {
  return {
    scenario: scenario.id,
    seed,
    ticks: machine.tick,
    work: machine.work,
    fairness: fairness(machine),
    kernel: { ai: seats[0].ai, score: kernelScore(machine) },
    processes: playersOf(machine).map(({ pid, score, work }) => ({ pid, ai: seats[pid].ai, score, work })),
    pageIns: machine.pageIns,
    breaches: machine.breaches,
    panics: machine.panics,
    hash: hash(machine),
  };
}

function report({ kernel, processes, ...rest }: ReturnType<typeof resultOf>): string {
  const rows = processes.map(({ pid, ai, score, work }) => [pid, ai, score, work]);
  return [
    fields({ ...rest, kernel: kernel.ai, 'kernel score': kernel.score }),
    '',
    table(['pid', 'ai', 'score', 'work'], rows),
  ].join('\n');
}

function prepare(args: Args): Match {
  const file = loadScenario('--scenario', required(args, 'scenario'));
  const kernel = choice(args, 'kernel', KERNEL_AIS, file.kernel);
  const named = args.options.get('processes');
  const ticks = integer(args, 'ticks', 1, MAX_TICKS, file.param.ticks);
  const scenario = adapt(file, named === undefined ? null : readProcesses(named), ticks);
  const seed = integer(args, 'seed', 0, MAX_SEED, 1);
  const reaction = integer(args, 'reaction', 0, MAX_REACTION, 0);
  const seats = [kernel, ...scenario.processes];
  return createMatch({ id: `${scenario.id}-${seed}`, scenario, seed, seats, reaction });
}

export const match: Command = {
  name: 'match',
  summary: 'play a match among AI players and print its result',
  usage: `match --scenario ID|FILE [--kernel AI] [--processes AI:COUNT[,AI:COUNT…]] [--seed S] [--ticks T]
      [--reaction TICKS] [--journal F] [--json]

  --scenario   an id of assets/scenarios, or a scenario file
  --kernel     ${KERNEL_AIS.join(', ')}; default: the scenario's
  --processes  ${PROCESS_AIS.join(', ')}, each with how many of them; default: the scenario's
  --seed       0 to ${MAX_SEED}; default 1
  --ticks      1 to ${MAX_TICKS}; default: the scenario's
  --reaction   ticks that the kernel takes for each decision; default 0
  --journal    write the journal to this file`,
  shape: {
    options: ['scenario', 'kernel', 'processes', 'seed', 'ticks', 'reaction', 'journal'],
  },
  run(args) {
    const played = prepare(args);
    const lines = play(played);
    const path = args.options.get('journal');
    if (path !== undefined) {
      try {
        writeFileSync(path, `${lines.join('\n')}\n`);
      } catch (error) {
        throw new BadArgument(`--journal: cannot write '${path}': ${fileTrouble(error)}`);
      }
    }
    const result = resultOf(played);
    return print(args, result, () => report(result));
  },
};

/** The one door of the report: what a match was worth. */
import type { Match } from '../match/index.ts';
import type { MatchResult } from '../protocol/index.ts';
import { fairness, finesOf, kernelScore, playersOf } from '../sim/index.ts';
import { regretOf } from './regret.ts';

export * from './class.ts';
export * from './goals.ts';
export * from './mastery.ts';
export { REFERENCE_POLICIES, type Regret, regretOf } from './regret.ts';

/** The result of a match; names by seat, '' where only an AI sat. */
export function resultOf(match: Match, names: readonly string[]): MatchResult {
  const { machine, history, seats } = match;
  return {
    scenario: match.scenario.id,
    ticks: machine.tick,
    work: machine.work,
    fairness: fairness(machine),
    kernel: {
      name: names[0] ?? '',
      ai: seats[0].ai,
      score: kernelScore(machine),
      orders: [...machine.given],
      played: history.played[0]?.ticks ?? 0,
    },
    processes: playersOf(machine).map((process) => ({
      pid: process.pid,
      name: names[process.pid] ?? '',
      ai: seats[process.pid].ai,
      score: process.score,
      work: process.work,
      crashes: process.crashes,
      kills: process.kills,
      secrets: process.secrets,
      delivered: process.delivered,
      calls: [...process.calls],
      minorFaults: process.minorFaults,
      majorFaults: process.majorFaults,
      played: history.played[process.pid]?.ticks ?? 0,
      runTicks: process.runTicks,
      waitTicks: process.waitTicks,
    })),
    pageIns: machine.pageIns,
    breaches: machine.breaches,
    panics: machine.panics,
    kills: machine.kills,
    fines: finesOf(machine),
    missed: machine.missed,
    delivered: machine.delivered,
    regret: regretOf(history, machine.param.pages),
  };
}

/** What a seat may learn of a result: the kernel and those who watch all of it, a process nothing of others' pages. */
export function resultFor(result: MatchResult, seat: number): MatchResult {
  const { pid, betterPid } = result.regret.avoidable;
  if (seat <= 0 || (pid === seat && betterPid === seat)) return result;
  const avoidable = { tick: -1, pid: 0, vpn: -1, betterPid: 0, betterVpn: -1 };
  return { ...result, regret: { ...result.regret, avoidable } };
}

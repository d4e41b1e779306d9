/** What the journals of a class's machines say, to hold its report against. */
import { expect } from 'vitest';
import { readJournal } from '../../server/journal/read.ts';
import type { ClassReport } from '../../shared/classroom/index.ts';
import { restoreMatch } from '../../shared/match/index.ts';
import { resultOf } from '../../shared/report/index.ts';

export async function reportOf(url: string, id: string, key: string): Promise<ClassReport> {
  const response = await fetch(`${url}/api/classes/${id}/report.json`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(200);
  return response.json();
}

/** Replays every machine of the report, and expects its figures and the sums of all students to be the journals'. */
export async function expectSums(url: string, report: ClassReport): Promise<void> {
  const sums = new Map<string, { work: number; kernelWork: number }>();
  for (const machine of report.machines) {
    const response = await fetch(`${url}/api/matches/${machine.match}/journal`);
    const reading = readJournal(await response.text());
    if (!reading.ok) throw new Error(reading.message);
    const { match } = restoreMatch(reading.header, reading.records, { reaction: 0 });
    const replayed = resultOf(match, []);
    const { work, fairness, breaches, panics } = replayed;
    expect(machine, 'as its journal says').toMatchObject({ work, fairness, breaches, panics });
    expect(machine.pageIns).toBe(replayed.regret.own);
    machine.students.forEach((name, seat) => {
      if (name === '') return;
      const own = match.history.played[seat]!.work;
      expect(own).toBeLessThanOrEqual(seat === 0 ? replayed.work : replayed.processes[seat - 1]!.work);
      const sum = sums.get(name) ?? { work: 0, kernelWork: 0 };
      sum[seat === 0 ? 'kernelWork' : 'work'] += own;
      sums.set(name, sum);
    });
  }
  for (const { name, work, kernelWork } of report.students)
    expect({ work, kernelWork }, name).toEqual(sums.get(name) ?? { work: 0, kernelWork: 0 });
}

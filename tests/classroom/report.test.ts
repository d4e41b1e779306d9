/** Mastery and the report: figures worked out by hand, from the definition in shared/report/mastery.ts. */
import { describe, expect, it } from 'vitest';
import {
  type CsvTable,
  classReport,
  createLesson,
  enrol,
  isGap,
  planSchema,
  reportCsv,
} from '../../shared/classroom/index.ts';
import {
  type AnswerData,
  drillShare,
  type MachineData,
  masteryOf,
  type PlayData,
  playShare,
  together,
} from '../../shared/report/index.ts';

const answer = (concept: AnswerData['concept'], right: boolean, misconception: string | null = null) => ({
  kind: 'k',
  concept,
  right,
  share: right ? 1000 : 0,
  misconception,
});
const play = (stars: number | null, concepts: PlayData['concepts'], seat = 1, work = 10): PlayData => ({
  machine: 0,
  seat,
  scenario: 'swap-and-victims',
  concepts,
  here: 1000,
  work,
  stars,
});

describe('mastery', () => {
  it.each([
    // answers, the oldest first; permille: weights 1, 1/2, 1/4 … from the latest back
    [[], null],
    [[true], 1000],
    [[false], 0],
    [[false, true], 667], // 1 of 1.5
    [[true, false], 333],
    [[true, true, false], 429], // 0.75 of 1.75
    [[false, false, false, true], 533], // 1 of 1.875
  ] as const)('drills %j: %s', (right, permille) => {
    expect(drillShare(right)).toBe(permille);
  });

  it.each([
    [[], null],
    [[3], 1000],
    [[0, 3], 500],
    [[1, 2, 2], 556],
  ] as const)('stars %j: %s', (stars, permille) => {
    expect(playShare(stars)).toBe(permille);
  });

  it.each([
    [null, null, null],
    [900, null, 900],
    [null, 300, 300],
    [900, 300, 700],
    [0, 1000, 333],
  ] as const)('drills %s and play %s: %s', (drills, played, permille) => {
    expect(together(drills, played)).toBe(permille);
  });

  it('a concept with its grounds, in the registry’s order', () => {
    const found = masteryOf(
      [answer('tlb', false, 'vpn-is-pfn'), answer('tlb', true), answer('frame', false, 'vpn-is-pfn')],
      [play(3, ['swap', 'tlb']), play(0, ['swap']), play(null, ['swap'])],
    );
    expect(found).toEqual([
      expect.objectContaining({ concept: 'frame', mastery: 0, right: 0, wrong: 1, met: 0 }),
      // drills 667, play 1000: (2 · 667 + 1000) / 3
      expect.objectContaining({
        concept: 'tlb',
        mastery: 778,
        right: 1,
        wrong: 1,
        met: 1,
        well: 1,
        badly: 0,
      }),
      expect.objectContaining({ concept: 'swap', mastery: 500, met: 3, well: 1, badly: 1 }),
    ]);
    expect(found.find(({ concept }) => concept === 'tlb')!.misconceptions).toEqual({ 'vpn-is-pfn': 1 });
  });
});

describe('a report', () => {
  const plan = planSchema.parse({
    id: 'p',
    minutes: 1,
    activities: [{ do: 'talk', minutes: 1, text: 'x' }],
  });
  const lesson = createLesson(plan);
  enrol(lesson, 'Ann', 'Anna "A", =1');
  enrol(lesson, '=Bo', '');
  const result = {
    scenario: 'classic',
    work: 40,
    fairness: 900,
    pageIns: 12,
    breaches: 1,
    panics: 0,
    regret: { own: 9, policies: [{ policy: 'opt', faults: 7 }] },
  } as unknown as MachineData['result'];
  const report = classReport('K4QX7', lesson.students, {
    answers: [
      { activity: 0, round: 0, who: 0, data: answer('tlb', false, 'tlb-flushes-itself') },
      { activity: 0, round: 1, who: 0, data: answer('tlb', true) },
      { activity: 0, round: 0, who: 1, data: answer('tlb', true) },
    ],
    plays: [
      { activity: 1, round: 0, who: 0, data: play(2, ['swap'], 0, 40) },
      { activity: 1, round: 0, who: 1, data: play(0, ['swap'], 1, 25) },
      // An AI sat there from first to last.
      { activity: 1, round: 1, who: 1, data: { ...play(null, ['dma'], 0, 0), here: 0 } },
    ],
    machines: [{ activity: 1, round: 0, who: 0, data: { match: 'm', students: [0, 1, -1], result } }],
  });

  it('by student: roles, work as a process and as the kernel, answers', () => {
    expect(report.students.map(({ concepts: _, ...one }) => one)).toEqual([
      {
        name: 'Ann',
        real: 'Anna "A", =1',
        kernel: 1,
        process: 0,
        away: 0,
        work: 0,
        kernelWork: 40,
        right: 1,
        asked: 2,
      },
      { name: '=Bo', real: '', kernel: 0, process: 1, away: 1, work: 25, kernelWork: 0, right: 1, asked: 1 },
    ]);
  });

  it('by concept: the mean of those who met it, and the weak ones first for what to teach next', () => {
    const of = (id: string) => report.concepts.find(({ concept }) => concept === id)!;
    expect(of('tlb')).toMatchObject({ mastery: 834, students: 2, right: 2, wrong: 1 }); // (667 + 1000) / 2
    expect(of('swap')).toMatchObject({ mastery: 334, students: 2, well: 1, badly: 1 }); // (667 + 0) / 2
    expect(report.next).toEqual(['swap']);
  });

  it('by machine, with OPT beside its page-ins, and sums over all', () => {
    expect(report.machines).toEqual([
      expect.objectContaining({ students: ['Ann', '=Bo', ''], work: 40, pageIns: 9, opt: 7, breaches: 1 }),
    ]);
    expect(report.totals).toEqual({ work: 40, right: 2, asked: 3, breaches: 1, panics: 0 });
  });

  const lines = (table?: CsvTable) => reportCsv(report, table).split('\r\n').slice(0, -1);

  it('as CSV: quoted where it must be, and nothing that a spreadsheet would run', () => {
    expect(lines()).toEqual([
      'name,real,kernel,process,away,work,kernelWork,right,asked,tlb,swap',
      `Ann,"Anna ""A"", '=1",1,0,0,0,40,1,2,67,67`,
      "'=Bo,,0,1,1,25,0,1,1,100,0",
    ]);
  });

  it('as CSV: by student and concept, by concept and by machine', () => {
    expect(lines('mastery')).toEqual([
      'name,real,concept,mastery,right,wrong,met,well,badly,misconceptions',
      `Ann,"Anna ""A"", '=1",tlb,67,1,1,0,0,0,tlb-flushes-itself 1`,
      `Ann,"Anna ""A"", '=1",swap,67,0,0,1,1,0,`,
      "'=Bo,,tlb,100,1,0,0,0,0,",
      "'=Bo,,swap,0,0,0,1,0,1,",
    ]);
    expect(lines('concepts')).toEqual([
      'concept,next,students,mastery,right,wrong,met,well,badly,misconceptions',
      'tlb,,2,83,2,1,0,0,0,tlb-flushes-itself 1',
      'swap,1,2,33,0,0,2,1,1,',
    ]);
    expect(lines('machines')).toEqual([
      'part,round,machine,scenario,kernel,processes,work,fairness,pageIns,opt,breaches,panics,match',
      "2,1,1,classic,Ann,'=Bo,40,0.9,9,7,1,0,m",
    ]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "  '=1"],
    ['\t=1', `"\t'=1"`],
    ['＝1', "'＝1"],
    // Where the list separator is a semicolon, quotes inside a cell hold nothing together.
    ['x;=1', `"x;'=1"`],
    ['x\n=1', `"x\n'=1"`],
    ['"=1', '"""=1"'],
    ['Ann-Marie = A', 'Ann-Marie = A'],
  ])('a name %j in a cell: %s', (name, expected) => {
    const [one] = report.students;
    const csv = reportCsv({ ...report, concepts: [], students: [{ ...one!, name, real: '' }] });
    expect(csv.split('\r\n')[1]).toBe(`${expected},,1,0,0,0,40,1,2`);
  });

  it('a gap: known too little, or decided badly more often than well', () => {
    const [concept] = report.concepts;
    const of = (mastery: number | null, well: number, badly: number) =>
      isGap({ ...concept!, mastery, well, badly });
    expect([of(699, 1, 0), of(700, 1, 1), of(900, 1, 2), of(null, 0, 0)]).toEqual([true, false, true, false]);
  });
});

/** The report of a class, for the teacher: by concept, student and machine, and what to teach next; to print and to keep. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type ClassReport, CSV_TABLES, type CsvTable, isGap } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { percent, share } from '../../i18n/numbers.ts';
import { fetchReport, reportFile } from '../../net/class.ts';
import { Button } from '../../ui/button.tsx';
import { ConceptLink } from '../../ui/conceptLink.tsx';
import { download } from '../../ui/download.ts';
import { Lost } from '../lost.tsx';
import { Plain } from '../plain.tsx';
import { machineName } from './machine.tsx';
import { Believed, TeachNext } from './teachNext.tsx';

export function Report({ code }: { code: string }) {
  const report = useSignal<ClassReport | number | null>(null);
  useEffect(() => {
    void fetchReport(code).then((found) => {
      report.value = found ?? 0;
    });
  }, [code]);
  const found = report.value;
  if (found === null) return null;
  if (typeof found === 'number') {
    return (
      <Lost
        title={t('class:report.none')}
        text={t([401, 403].includes(found) ? 'class:report.key' : 'class:report.gone')}
      />
    );
  }
  return (
    <Plain wide>
      <div class="class-report" data-testid="report">
        <h1>{t('class:report.title', { code })}</h1>
        <Files code={code} />
        <TeachNext report={found} />
        <Concepts report={found} />
        <Students report={found} />
        <Machines report={found} />
        <p>
          <a href="#/manual/mastery">{t('class:report.how')}</a>
        </p>
      </div>
    </Plain>
  );
}

/** The report as a file; `students` is the CSV that has no other name. */
async function save(code: string, kind: 'json' | CsvTable): Promise<void> {
  const csv = kind === 'students' ? 'csv' : `csv?table=${kind}`;
  const file = await reportFile(code, kind === 'json' ? 'json' : csv);
  const name = kind === 'students' ? '.csv' : kind === 'json' ? '.json' : `-${kind}.csv`;
  if (file !== null) download(file, `ring-zero-${code}${name}`);
}

function Files({ code }: { code: string }) {
  return (
    <div class="row wrap no-print">
      <Button testId="report-print" onClick={() => print()}>
        {t('class:report.print')}
      </Button>
      {CSV_TABLES.map((table) => (
        <Button
          key={table}
          testId={table === 'students' ? 'report-csv' : `report-csv-${table}`}
          onClick={() => void save(code, table)}
        >
          {t('class:report.csv', { table: t(`class:report.table.${table}`) })}
        </Button>
      ))}
      <Button testId="report-json" onClick={() => void save(code, 'json')}>
        JSON
      </Button>
      <a class="button quiet" href={`#/class/${code}`}>
        {t('class:report.back')}
      </a>
    </div>
  );
}

interface Column<T> {
  name: string;
  of: (row: T) => ComponentChildren;
  /** Words, which may wrap; figures stay in one line. */
  words?: boolean;
}

function Table<T>({
  name,
  rows,
  columns,
}: {
  name: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
}) {
  return (
    <section class="stack">
      <h2>{t(`class:report.${name}`)}</h2>
      {rows.length === 0 ? (
        <p class="muted">{t('class:report.empty')}</p>
      ) : (
        <div class="table-wrap">
          <table class="race-standing">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col">
                    {t(`class:report.head.${column.name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  {columns.map((column) => (
                    <td
                      key={column.name}
                      class={column.words ? 'words' : ''}
                      data-head={t(`class:report.head.${column.name}`)}
                    >
                      {column.of(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Concepts({ report: { concepts } }: { report: ClassReport }) {
  return (
    <Table
      name="concepts"
      rows={concepts}
      columns={[
        { name: 'concept', words: true, of: ({ concept }) => <ConceptLink id={concept} /> },
        { name: 'mastery', of: ({ mastery }) => percent(mastery) },
        { name: 'students', of: ({ students }) => students },
        { name: 'answers', of: ({ right, wrong }) => `${right} / ${right + wrong}` },
        { name: 'met', of: ({ met }) => met },
        { name: 'decided', of: ({ well, badly }) => `${well} / ${badly}` },
        {
          name: 'misconceptions',
          words: true,
          of: ({ misconceptions }) => <Believed misconceptions={misconceptions} />,
        },
      ]}
    />
  );
}

function Students({ report: { students } }: { report: ClassReport }) {
  return (
    <Table
      name="students"
      rows={students}
      columns={[
        { name: 'name', of: ({ name }) => name },
        { name: 'real', words: true, of: ({ real }) => real },
        { name: 'roles', of: ({ kernel, process }) => `${kernel} / ${process}` },
        { name: 'away', of: ({ away }) => away },
        { name: 'work', of: ({ work }) => work },
        { name: 'kernelWork', of: ({ kernelWork }) => kernelWork },
        { name: 'answers', of: ({ right, asked }) => `${right} / ${asked}` },
        {
          name: 'weak',
          words: true,
          of: ({ concepts }) =>
            concepts
              .filter(isGap)
              .map(({ concept }) => t(`concept.${concept}`))
              .join(', '),
        },
      ]}
    />
  );
}

function Machines({ report: { machines } }: { report: ClassReport }) {
  return (
    <Table
      name="machines"
      rows={machines}
      columns={[
        {
          name: 'round',
          of: ({ activity, round, machine }) =>
            t('class:report.where', { part: activity + 1, round: round + 1, machine: machineName(machine) }),
        },
        { name: 'scenario', words: true, of: ({ scenario }) => t(`scenario.${scenario}`) },
        {
          name: 'people',
          words: true,
          of: ({ students }) => students.filter((name) => name !== '').join(', '),
        },
        { name: 'work', of: ({ work }) => work },
        { name: 'fairness', of: ({ fairness }) => share(fairness) },
        { name: 'faults', of: ({ pageIns, opt }) => `${pageIns} / ${opt ?? '–'}` },
        { name: 'breaches', of: ({ breaches, panics }) => `${breaches} / ${panics}` },
      ]}
    />
  );
}

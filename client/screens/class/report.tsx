/** The report of a class, for the teacher: by concept, student and machine, and what to teach next; to print and to keep. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ClassReport } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { fetchReport, reportFile } from '../../net/class.ts';
import { Button } from '../../ui/button.tsx';
import { ConceptLink } from '../../ui/conceptLink.tsx';
import { Lost } from '../lost.tsx';
import { Plain } from '../plain.tsx';

const percent = (permille: number | null): string =>
  permille === null ? '–' : `${Math.round(permille / 10)} %`;

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
        <Next report={found} />
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

async function save(code: string, kind: 'json' | 'csv'): Promise<void> {
  const file = await reportFile(code, kind);
  if (file === null) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `ring-zero-${code}.${kind}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Files({ code }: { code: string }) {
  return (
    <p class="row wrap no-print">
      <Button testId="report-print" onClick={() => print()}>
        {t('class:report.print')}
      </Button>
      <Button testId="report-csv" onClick={() => void save(code, 'csv')}>
        CSV
      </Button>
      <Button testId="report-json" onClick={() => void save(code, 'json')}>
        JSON
      </Button>
      <a class="button quiet" href={`#/class/${code}`}>
        {t('class:report.back')}
      </a>
    </p>
  );
}

function Next({ report: { next, totals } }: { report: ClassReport }) {
  return (
    <section class="stack">
      <p>{t('class:report.totals', { ...totals })}</p>
      <h2>{t('class:report.next')}</h2>
      {next.length === 0 ? (
        <p>{t('class:report.nothing')}</p>
      ) : (
        <ul class="row wrap">
          {next.map((id) => (
            <li key={id}>
              <ConceptLink id={id} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface Column<T> {
  name: string;
  of: (row: T) => string | number;
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
                    <td key={column.name}>{column.of(row)}</td>
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
  const believed = (misconceptions: { [id: string]: number }): string =>
    Object.entries(misconceptions)
      .map(([id, count]) => `${t(`drills:misconception.${id}`)} (${count})`)
      .join(' ');
  return (
    <Table
      name="concepts"
      rows={concepts}
      columns={[
        { name: 'concept', of: ({ concept }) => t(`concept.${concept}`) },
        { name: 'mastery', of: ({ mastery }) => percent(mastery) },
        { name: 'students', of: ({ students }) => students },
        { name: 'answers', of: ({ right, wrong }) => `${right} / ${right + wrong}` },
        { name: 'met', of: ({ met }) => met },
        { name: 'decided', of: ({ well, badly }) => `${well} / ${badly}` },
        { name: 'misconceptions', of: ({ misconceptions }) => believed(misconceptions) },
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
        { name: 'real', of: ({ real }) => real },
        { name: 'roles', of: ({ kernel, process }) => `${kernel} / ${process}` },
        { name: 'work', of: ({ work }) => work },
        { name: 'kernelWork', of: ({ kernelWork }) => kernelWork },
        { name: 'answers', of: ({ right, asked }) => `${right} / ${asked}` },
        {
          name: 'weak',
          of: ({ concepts }) =>
            concepts
              .filter(({ mastery }) => mastery !== null && mastery < 700)
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
          of: ({ activity, round, machine }) => `${activity + 1}.${round + 1} · ${machine + 1}`,
        },
        { name: 'scenario', of: ({ scenario }) => t(`scenario.${scenario}`) },
        { name: 'people', of: ({ students }) => students.filter((name) => name !== '').join(', ') },
        { name: 'work', of: ({ work }) => work },
        { name: 'fairness', of: ({ fairness }) => (fairness / 1000).toFixed(2) },
        { name: 'faults', of: ({ pageIns, opt }) => `${pageIns} / ${opt ?? '–'}` },
        { name: 'breaches', of: ({ breaches, panics }) => `${breaches} / ${panics}` },
      ]}
    />
  );
}

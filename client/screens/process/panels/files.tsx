/**
 * Files by hand (AS5): open, read, write and close by descriptor, each a crossing and a copy; or the whole file mapped,
 * which costs address space and faults instead.
 */
import { signal } from '@preact/signals';
import { type ProcessView, VMA } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { files } from '../choice.ts';
import { ask, NumberField, Part } from './ask.tsx';

/** The page that read and write are about, by descriptor. */
const pageAt = signal<{ readonly [fd: number]: number }>({});

export function Files({ view }: { view: ProcessView }) {
  const { count, pages } = files.value;
  const all = Array.from({ length: count }, (_, file) => file);
  return (
    <>
      <Part name="files" title={t('own.files', { count, pages })} rule="AS5">
        <ul class="rows">
          {all.map((file) => (
            <li key={file} class="row wrap">
              <span class="grow">{t('own.file', { file })}</span>
              <Button testId={`open-${file}`} onClick={() => void ask({ op: 'open', file })}>
                open
              </Button>
              <Button
                testId={`map-${file}`}
                small={t('own.mapNote', { count: pages })}
                onClick={() => void ask({ op: 'mmap', pages, file })}
              >
                mmap
              </Button>
            </li>
          ))}
        </ul>
      </Part>
      <Descriptors view={view} />
      <Mapped view={view} />
      <p class="small">{t('own.copyOrMap')}</p>
    </>
  );
}

function Descriptors({ view }: { view: ProcessView }) {
  const open = view.files.map(({ file }, fd) => ({ file, fd })).filter(({ file }) => file >= 0);
  return (
    <Part name="descriptors" title={t('own.descriptors', { count: open.length, of: view.files.length })}>
      {open.length === 0 && <p class="small">{t('own.noDescriptors')}</p>}
      <ul class="rows">
        {open.map(({ file, fd }) => (
          <Descriptor key={fd} file={file} fd={fd} />
        ))}
      </ul>
    </Part>
  );
}

function Descriptor({ file, fd }: { file: number; fd: number }) {
  const { pages: filePages } = files.value;
  const page = Math.min(pageAt.value[fd] ?? 0, filePages - 1);
  return (
    <li class="row wrap" data-testid="descriptor">
      <span class="grow mono">{t('own.descriptor', { fd, file })}</span>
      <NumberField
        label={t('own.filePage')}
        value={page}
        max={filePages - 1}
        onInput={(typed) => {
          pageAt.value = { ...pageAt.peek(), [fd]: typed };
        }}
      />
      <Button onClick={() => void ask({ op: 'read', fd, page })}>read</Button>
      <Button onClick={() => void ask({ op: 'write', fd, page })}>write</Button>
      <Button onClick={() => void ask({ op: 'close', fd })}>close</Button>
    </li>
  );
}

/** Runs of pages that a file is mapped at, so that one tap gives one back. */
function Mapped({ view }: { view: ProcessView }) {
  const { pages: filePages } = files.value;
  const pages = view.pages.flatMap(({ vma }, vpn) => (vma === VMA.file ? [vpn] : []));
  const firsts = pages.filter((_, index) => index % filePages === 0);
  if (firsts.length === 0) return null;
  return (
    <div class="row wrap">
      {firsts.map((vpn) => (
        <Button key={vpn} onClick={() => void ask({ op: 'munmap', vpn, pages: filePages })}>
          munmap {vpn.toString(16).padStart(2, '0')}
        </Button>
      ))}
    </div>
  );
}

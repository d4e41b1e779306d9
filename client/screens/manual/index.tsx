/** The manual: all concepts with a search, and a page for each, with its live example run by the simulation. */
import { signal, useSignal } from '@preact/signals';
import type MiniSearch from 'minisearch';
import { useEffect } from 'preact/hooks';
import type { ConceptId } from '../../../shared/concepts/index.ts';
import { type ManualPage, SYSTEMS } from '../../../shared/concepts/manual.ts';
import { kindOf, makeDrill, topicsOf } from '../../../shared/drills/index.ts';
import { language, t } from '../../i18n/index.ts';
import { go } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { WRITTEN } from '../../ui/written.ts';
import { begin } from '../drills/session.ts';
import { Steps } from '../drills/steps.tsx';
import { tell } from '../drills/words.ts';
import { Lost } from '../lost.tsx';
import { Plain } from '../plain.tsx';
import { Mastery } from './mastery.tsx';
import { indexOf, pageOf, wordsOf } from './pages.ts';

export function Manual({ id }: { id: string }) {
  if (id === 'mastery') return <Mastery />;
  return id === '' ? <Contents /> : <Page key={id} id={id} />;
}

const sought = signal('');

function Contents() {
  const index = useSignal<MiniSearch | null>(null);
  const spoken = language.value;
  useEffect(() => {
    void indexOf(spoken).then((made) => {
      index.value = made;
    });
  }, [spoken]);
  const words = sought.value.trim();
  const found =
    words === '' || index.value === null
      ? WRITTEN
      : index.value.search(words).map(({ id }) => id as ConceptId);
  return (
    <Plain wide>
      <h1>{t('manual.title')}</h1>
      <p class="lead">{t('manual.lead')}</p>
      <label class="field">
        {t('manual.search')}
        <input
          class="input"
          type="search"
          data-testid="manual-search"
          value={sought.value}
          onInput={(event) => {
            sought.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="hidden" aria-live="polite">
        {t('manual.found', { count: found.length })}
      </p>
      {found.length === 0 && <p class="empty">{t('manual.none')}</p>}
      <ul class="manual-list" data-testid="manual-list">
        {found.map((id) => (
          <li key={id}>
            <a class="button" href={`#/manual/${id}`} data-testid={`manual-${id}`}>
              {t(`concept.${id}`)}
            </a>
          </li>
        ))}
      </ul>
    </Plain>
  );
}

function Page({ id }: { id: string }) {
  const page = useSignal<ManualPage | null | undefined>(undefined);
  useEffect(() => {
    void pageOf(id).then((read) => {
      page.value = read;
    });
  }, [id]);
  if (page.value === null) return <Lost title={t('lost.route')} text={t('lost.routeText')} />;
  if (page.value === undefined) return <Plain>{null}</Plain>;
  return <Read page={page.value} />;
}

function Read({ page }: { page: ManualPage }) {
  const { what, game, real, simplified } = wordsOf(page, language.value);
  return (
    <Plain>
      <article class="manual" data-testid="manual-page">
        <p class="small">
          <a href="#/manual">{t('manual.title')}</a>
        </p>
        <h1>{t(`concept.${page.id}`)}</h1>
        {what.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <h2>{t('manual.example')}</h2>
        <Example page={page} />
        <h2>{t('manual.game')}</h2>
        <p>{game}</p>
        <h2>{t('manual.real')}</h2>
        <dl class="manual-real">
          {SYSTEMS.map((system) => (
            <div key={system}>
              <dt>{t(`manual.system.${system}`)}</dt>
              <dd>{real[system]}</dd>
            </div>
          ))}
        </dl>
        <h2>{t('manual.simplified')}</h2>
        <p>{simplified}</p>
        <h2>{t('manual.sources')}</h2>
        <ul>
          {page.sources.map(({ title, url }) => (
            <li key={url}>
              <a href={url} rel="noreferrer" target="_blank">
                {title}
              </a>
            </li>
          ))}
        </ul>
        <p class="row wrap">
          <Button kind="main" testId="manual-drill" onClick={() => practise(page.id)}>
            {t('manual.practise')}
          </Button>
          {page.related.map((other) => (
            <a key={other} class="button" href={`#/manual/${other}`}>
              {t(`concept.${other}`)}
            </a>
          ))}
        </p>
      </article>
    </Plain>
  );
}

function practise(id: ConceptId): void {
  begin(topicsOf([id]));
  go('#/drills');
}

/** The simulation's way through one situation, forward and back. */
function Example({ page: { example } }: { page: ManualPage }) {
  const kind = kindOf(example.kind);
  if (kind === undefined) return null;
  const drill = makeDrill(kind, example.seed, example.level);
  return (
    <section class="card" data-testid="manual-example">
      <p>{tell(drill.question.ask)}</p>
      <Steps steps={drill.steps} />
    </section>
  );
}

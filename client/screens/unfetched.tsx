/**
 * In place of a page of which a part could not be fetched: what needs the network, and the ways on. It starts again by
 * itself as soon as there is a network, since browsers may remember for the rest of a visit that a part was missing.
 */
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { askServer } from '../net/reach.ts';
import type { Route } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Lost } from './lost.tsx';

/** What each page is called in the sentence; what isn't named here is a page. */
const WHAT: { readonly [at in Route['at']]?: string } = { machine: 'match', watch: 'match', race: 'race' };

const again = (): void =>
  void askServer('/healthz').then(
    () => location.reload(),
    () => {},
  );

export function Unfetched({ at }: { at: Route['at'] }) {
  useEffect(() => {
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
  const what = WHAT[at] ?? 'page';
  return (
    <Lost title={t(`lost.part.${what}`)} text={t(`lost.part.${what}Text`)}>
      <Button kind="main" testId="fetch-again" onClick={again}>
        {t('lost.retry')}
      </Button>
    </Lost>
  );
}

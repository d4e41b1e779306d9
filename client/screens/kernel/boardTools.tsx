/**
 * What can be switched on over the board: outlines of zones and of free buddy blocks where the scenario is about them,
 * and twice the size where tiles are small.
 */
import type { Signal } from '@preact/signals';
import type { KernelView } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { panelsNow } from '../panels.ts';
import { buddiesShown, zonesShown, zoomed } from './choice.ts';

/** From this many frames on the overview's tiles are small. */
const MANY = 96;

const toggle = (on: Signal<boolean>) => (): void => {
  on.value = !on.peek();
};

export const canZoom = (view: KernelView): boolean => view.frames.length >= MANY;

export const outlinesNow = () => ({
  zones: zonesShown.value && panelsNow.value.has('zones'),
  buddies: buddiesShown.value && panelsNow.value.has('buddies'),
});

export function BoardTools({ view }: { view: KernelView }) {
  const zones = panelsNow.value.has('zones');
  const buddies = panelsNow.value.has('buddies');
  const zoom = canZoom(view);
  if (!zones && !buddies && !zoom) return null;
  return (
    <fieldset class="board-tools">
      <legend class="hidden">{t('board.tools')}</legend>
      {zones && (
        <Button
          testId="show-zones"
          pressed={zonesShown.value}
          label={t('board.zones')}
          onClick={toggle(zonesShown)}
        >
          {t('panel.tab.zones')}
        </Button>
      )}
      {buddies && (
        <Button
          testId="show-buddies"
          pressed={buddiesShown.value}
          label={t('board.buddies')}
          onClick={toggle(buddiesShown)}
        >
          {t('board.blocks')}
        </Button>
      )}
      {zoom && (
        <Button
          testId="zoom"
          keys={zoomed.value ? '-' : '+'}
          label={t(zoomed.value ? 'board.zoomOut' : 'board.zoomIn')}
          onClick={toggle(zoomed)}
        >
          {zoomed.value ? '1×' : '2×'}
        </Button>
      )}
    </fieldset>
  );
}

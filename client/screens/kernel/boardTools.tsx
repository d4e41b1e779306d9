/**
 * What can be switched on over the board: outlines of zones and of free buddy blocks where the scenario is about them,
 * and twice the size where tiles are small.
 */
import type { Signal } from '@preact/signals';
import type { KernelView } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { anyPanel, panelsNow } from '../panels.ts';
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

export const hasTools = (view: KernelView): boolean => canZoom(view) || anyPanel('zones', 'buddies');

export function BoardTools({ view }: { view: KernelView }) {
  const zones = panelsNow.value.has('zones');
  const buddies = panelsNow.value.has('buddies');
  const zoom = canZoom(view);
  if (!hasTools(view)) return null;
  return (
    <fieldset class="board-tools">
      <legend class="hidden">{t('board.tools')}</legend>
      {zones && (
        <Button testId="show-zones" pressed={zonesShown.value} onClick={toggle(zonesShown)}>
          {t('board.zones')}
        </Button>
      )}
      {buddies && (
        <Button testId="show-buddies" pressed={buddiesShown.value} onClick={toggle(buddiesShown)}>
          {t('board.buddies')}
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

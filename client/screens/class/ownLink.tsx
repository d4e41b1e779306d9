/** The teacher's own link, which is the key to the class: shown once, right after the class was opened. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/index.ts';
import { me, unshown } from '../../net/class.ts';
import { Button } from '../../ui/button.tsx';

export function OwnLink({ code }: { code: string }) {
  const open = useSignal(false);
  const key = unshown.value?.code === code ? unshown.value.key : '';
  const done = (): void => {
    unshown.value = null;
  };
  // What is shown once is gone once the lesson goes on: this page may be seen by others then.
  useEffect(() => done, []);
  if (key === '') return null;
  const base = (me.value?.url ?? '').replace(/\/?$/, '/');
  return (
    <div class="notice stack" data-testid="own-link">
      <p>{t('class:ownLink.text')}</p>
      {open.value && (
        <input
          class="input mono"
          readOnly
          aria-label={t('class:ownLink.label')}
          data-testid="own-link-text"
          value={`${base}#/class/${code}?key=${key}`}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <p class="row wrap">
        {!open.value && (
          <Button
            testId="own-link-show"
            onClick={() => {
              open.value = true;
            }}
          >
            {t('class:ownLink.show')}
          </Button>
        )}
        <Button kind="quiet" testId="own-link-done" onClick={done}>
          {t(open.value ? 'class:ownLink.have' : 'class:ownLink.done')}
        </Button>
      </p>
    </div>
  );
}

/**
 * The way out of a machine: while a player's match runs it asks first, since the match goes on without them.
 */
import { t } from '../i18n/index.ts';
import { room, welcome } from '../net/store.ts';
import { go } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { lit } from './lessonState.ts';
import { finish, leaving } from './standstill.ts';

const stay = (): void => {
  leaving.value = false;
};

export function Leave() {
  const phase = room.value?.phase;
  const playing = (phase === 'running' || phase === 'paused') && (welcome.value?.seat ?? -1) >= 0;
  return (
    <>
      <button
        type="button"
        class="button quiet"
        data-testid="leave"
        aria-label={t('tools.leave')}
        title={t('tools.leave')}
        onClick={() => {
          if (playing) leaving.value = true;
          else go('#/');
        }}
      >
        <Icon name="close" />
      </button>
      {leaving.value && playing && <Question />}
    </>
  );
}

function Question() {
  return (
    <Dialog title={t('leave.title')} onClose={stay} testId="leave-dialog">
      <p>{t('leave.text')}</p>
      {lit.value > 0 && <p>{t('leave.stars')}</p>}
      <div class="row wrap">
        {lit.value > 0 && (
          <Button
            testId="leave-finish"
            onClick={() => {
              stay();
              finish();
            }}
          >
            {t('lesson.finish', { count: lit.value })}
          </Button>
        )}
        <Button kind="main" onClick={stay}>
          {t('leave.stay')}
        </Button>
        <Button
          testId="leave-now"
          onClick={() => {
            stay();
            go('#/');
          }}
        >
          {t('leave.go')}
        </Button>
      </div>
    </Dialog>
  );
}

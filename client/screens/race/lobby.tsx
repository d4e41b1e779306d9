/** Before the first question: the invitation, who is there, and the host's start. */
import { t } from '../../i18n/index.ts';
import { lead, me, race } from '../../net/race.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Invite } from '../invite.tsx';
import { Plain } from '../plain.tsx';

export function RaceLobby({ inClass }: { inClass: boolean }) {
  const now = race.value!;
  const { host, url, racer } = me.value!;
  const here = now.racers.filter(({ gone }) => !gone).length;
  return (
    <Plain wide>
      <div class={host ? 'lobby race-host' : inClass ? '' : 'lobby guest'}>
        {!inClass && <Invite code={now.code} url={url} />}
        <section class="stack" aria-labelledby="racers">
          <h1 id="racers">{t('drills:ui.race.here', { count: here })}</h1>
          <p class="lead">
            {t(`drills:ui.race.${host ? 'hostWaits' : inClass ? 'classWaits' : 'racerWaits'}`, {
              count: now.rounds,
            })}
          </p>
          <ul class="racers" data-testid="racers" hidden={inClass}>
            {now.racers.map(
              ({ name, present, gone }, at) =>
                !gone && (
                  <li key={at} class={at === racer ? 'card mine' : 'card'}>
                    <b>{name}</b>
                    {at === racer && ` · ${t('lobby.you')}`}
                    {!present && <span class="muted"> · {t('lobby.away')}</span>}
                    {host && <Remove racer={at} name={name} />}
                  </li>
                ),
            )}
          </ul>
          {host && (
            <p>
              <Button
                kind="main"
                testId="race-next"
                disabled={here === 0}
                onClick={() => void lead({ do: 'next' })}
              >
                <Icon name="play" />
                {t('drills:ui.race.start')}
              </Button>
            </p>
          )}
        </section>
      </div>
    </Plain>
  );
}

/** Takes somebody out; only the host has it. */
export function Remove({ racer, name }: { racer: number; name: string }) {
  return (
    <Button
      kind="quiet"
      label={t('drills:ui.race.remove', { name })}
      testId={`remove-${racer}`}
      onClick={() => void lead({ do: 'remove', racer })}
    >
      ×
    </Button>
  );
}

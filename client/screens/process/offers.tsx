/**
 * What is on offer: what each job needs and pays, whether there is room, and for a job that reaches beyond its own
 * buffers the way it shall go, with what that way costs. An invitation says who sent it and how it is done.
 */
import { JOB_KINDS, MAX_OFFERS, PATTERNS, type ProcessView, VIAS } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { refusals } from '../../net/command.ts';
import { seconds } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { Why } from '../../ui/why.tsx';
import { Refusal } from '../header.tsx';
import { accept, chooseWay, wayOf, waysOf } from './choice.ts';
import { type Offer, offerRoom, sizesOf } from './heap.ts';
import { beyondText, titleOf } from './jobs.tsx';

export function Offers({ view }: { view: ProcessView }) {
  const own = view.offers.filter(({ id, kind }) => id > 0 && JOB_KINDS[kind] !== 'consume').length;
  return (
    <section class="part" aria-labelledby="offers">
      <h2 id="offers">{t('process.offers')}</h2>
      {/* Above the list, which may scroll: beside what was pressed, not below it. */}
      <Refusal of={refusals.value.offers} />
      <div class="offers">
        {view.offers.map(
          (offer, place) =>
            offer.id > 0 && <OfferCard key={offer.id} offer={offer} place={place} view={view} />,
        )}
        {own < MAX_OFFERS && <p class="empty small">{t('process.offerSoon')}</p>}
      </div>
    </section>
  );
}

interface CardProps {
  offer: Offer;
  place: number;
  view: ProcessView;
}

function OfferCard({ offer, place, view }: CardProps) {
  const { pages, room, fits } = offerRoom(view, offer);
  const beyond = beyondText(offer);
  return (
    <article class={`card offer ${beyond === '' ? '' : 'beyond'}`}>
      <div class="offer-main">
        <div class="grow">
          <div class="spread">
            <h3>{titleOf(offer.title)}</h3>
            <b>+{offer.reward}</b>
          </div>
          <div class="spread small">
            <p>
              {t('process.needs', { sizes: sizesOf(offer).join(', ') })}
              <span class="muted">
                {' · '}
                {t(`pattern.${PATTERNS[offer.pattern]}`)}
                {offer.overrun > 0 && ` · ${t('process.overrun', { count: offer.overrun })}`}
              </span>
            </p>
            <p class="mono due">{t('process.within', { time: seconds(offer.due) })}</p>
          </div>
          {beyond !== '' && <p class="small beyond-line">{beyond}</p>}
          {!fits && (
            <p class="small muted" data-testid="too-big">
              {t(pages > room ? 'process.tooBig' : 'process.scattered', { pages, room })}
            </p>
          )}
        </div>
        <Button testId={`offer-${place + 1}`} keys={String(place + 1)} onClick={() => accept(view, place)}>
          {t('process.accept')}
          <span class="hidden"> {titleOf(offer.title)}</span>
        </Button>
      </div>
      {beyond !== '' && <Way offer={offer} />}
    </article>
  );
}

/** The ways to choose from and what the chosen one costs; for an invitation, the way it came. */
function Way({ offer }: { offer: Offer }) {
  const ways = waysOf(offer);
  const via = wayOf(offer) ?? VIAS[offer.via];
  if (via === undefined) return null;
  return (
    <div class="way">
      {ways.length > 0 ? (
        <fieldset class="segments" data-testid="ways">
          <legend class="hidden">{t('process.way', { job: titleOf(offer.title) })}</legend>
          {ways.map((name) => (
            <button
              key={name}
              type="button"
              class="segment"
              aria-pressed={via === name}
              title={t(`via.${name}`)}
              data-testid={`way-${name}`}
              onClick={() => chooseWay(offer, name)}
            >
              {t(`via.short.${name}`)}
            </button>
          ))}
        </fieldset>
      ) : (
        <b class="small">{t('process.by', { via: t(`via.${via}`) })}</b>
      )}
      <p class="small way-cost">{t(`via.cost.${via}`)}</p>
      <Why rule={RULES[via]} />
    </div>
  );
}

/** The rule that a way of doing it follows. */
const RULES = { read: 'SY1', mmap: 'AS5', message: 'SY1', ring: 'SY2', shm: 'AS5' } as const;

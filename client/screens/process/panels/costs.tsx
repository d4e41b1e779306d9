/**
 * What a call costs on this kernel (OS1): ticks on top of the crossing, by the server that carries it out, for each
 * personality; the machine's own is marked.
 */

import {
  type CALLS,
  PERSONALITIES,
  type ProcessView,
  SERVERS,
  type Server,
  SURCHARGE,
} from '../../../../shared/sim/index.ts';
import { PERSONALITIES_ABOUT } from '../../../about.ts';
import { t } from '../../../i18n/index.ts';
import { ConceptLink } from '../../../ui/conceptLink.tsx';
import { Part } from './ask.tsx';

/** Calls that a server outside the kernel could carry out, for the table's rows. */
const EXAMPLES: { readonly [S in Server]: readonly (typeof CALLS)[number][] } = {
  memory: ['brk', 'mmap', 'fork', 'shm_open'],
  file: ['open', 'read', 'write', 'close'],
  ipc: ['send', 'recv', 'submit'],
};

export function Costs({ view }: { view: ProcessView }) {
  const here = PERSONALITIES[view.machine[0].personality] ?? 'monolithic';
  return (
    <Part name="costs" title={t('own.personality', { name: t(`personality.${here}`) })} rule="OS1">
      <table class="small own-costs">
        <caption class="small muted">{t('own.costsCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('own.column.calls')}</th>
            {PERSONALITIES.map((name) => (
              <th key={name} scope="col" class={name === here ? 'here' : ''}>
                <ConceptLink id={PERSONALITIES_ABOUT[name]} apart>
                  {t(`personality.${name}`)}
                </ConceptLink>
                {name === here && <span class="hidden"> ({t('own.thisMachine')})</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SERVERS.map((server) => (
            <tr key={server}>
              <th scope="row" class="mono">
                {EXAMPLES[server].join(', ')}
              </th>
              {PERSONALITIES.map((name) => (
                <td key={name} class={name === here ? 'here mono' : 'mono'}>
                  +{SURCHARGE[name][server]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small">{t(`own.personalityMeans.${here}`)}</p>
    </Part>
  );
}

/**
 * The rack of modules: what is loaded and how, what loading one would take, and where a driver's fault would end on this
 * machine; and the personality that decides it, with what each one's calls cost.
 */

import {
  type KernelView,
  MODULE_STATES,
  MODULES,
  type ModuleName,
  PERSONALITIES,
  RING_ZERO,
  SERVERS,
  SURCHARGE,
} from '../../../../shared/sim/index.ts';
import { PERSONALITIES_ABOUT } from '../../../about.ts';
import { t } from '../../../i18n/index.ts';
import { seconds } from '../../../net/store.ts';
import { Button } from '../../../ui/button.tsx';
import { ConceptLink } from '../../../ui/conceptLink.tsx';
import { give } from '../orders.ts';
import { PanelCard, type PanelProps } from './parts.tsx';

type Module = KernelView['modules'][number];

const HOW = ['kmalloc', 'vmalloc'] as const;

export function ModulePanel({ view, still }: PanelProps) {
  return (
    <PanelCard name="modules" rule="OS1">
      <ul class="rack">
        {MODULES.map((name, index) => (
          <Slot key={name} name={name} module={view.modules[index]} view={view} still={still} />
        ))}
      </ul>
    </PanelCard>
  );
}

function Slot({ name, module, view, still }: PanelProps & { name: ModuleName; module: Module }) {
  const state = MODULE_STATES[module.state] ?? 'absent';
  const personality = PERSONALITIES[view.machine[0].personality] ?? 'monolithic';
  const left = Math.max(0, module.restartAt - view.machine[0].tick);
  const end = RING_ZERO[personality].includes(name) ? 'panic' : 'restart';
  return (
    <li class={`module ${state}`} data-testid={`module-${name}`}>
      <p class="spread">
        <b class="mono">{name}</b>
        <span class="small">
          {t(`panel.modules.state.${state}`, {
            how: HOW[module.how],
            count: module.frames,
            time: seconds(left),
          })}
        </span>
      </p>
      <p class="small">{t(`panel.modules.does.${name}`)}</p>
      {state === 'absent' && <p class="small">{t(`panel.modules.needs.${name}`)}</p>}
      <p class="small muted">{t(`panel.modules.fault.${end}`)}</p>
      {!still && <Orders name={name} absent={state === 'absent'} />}
    </li>
  );
}

function Orders({ name, absent }: { name: ModuleName; absent: boolean }) {
  if (!absent)
    return (
      <Button
        testId={`unload-${name}`}
        label={t('panel.modules.unloadOf', { name })}
        onClick={() => void give({ op: 'unload', module: name })}
      >
        {t('panel.unload')}
      </Button>
    );
  return (
    <div class="row wrap">
      {HOW.map((how) => (
        <Button
          key={how}
          testId={`load-${name}-${how}`}
          label={t('panel.modules.loadOf', { name, how })}
          onClick={() => void give({ op: 'load', module: name, how })}
        >
          {t('panel.modules.by', { how })}
        </Button>
      ))}
    </div>
  );
}

export function PersonalityPanel({ view }: PanelProps) {
  const now = PERSONALITIES[view.machine[0].personality] ?? 'monolithic';
  return (
    <PanelCard name="personality" rule="OS1" note={t('panel.personality.note')}>
      <table class="costs">
        <caption class="hidden">{t('panel.personality.caption')}</caption>
        <thead>
          <tr class="small">
            <td />
            {SERVERS.map((server) => (
              <th key={server} scope="col">
                {t(`panel.personality.server.${server}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERSONALITIES.map((name) => (
            <tr key={name} class={name === now ? 'present' : ''}>
              <th scope="row" class="small">
                <ConceptLink id={PERSONALITIES_ABOUT[name]} apart>
                  {t(`panel.personality.${name}`)}
                </ConceptLink>
                {name === now && <span class="hidden"> ({t('panel.personality.now')})</span>}
              </th>
              {SERVERS.map((server) => (
                <td key={server} class="mono">
                  +{SURCHARGE[name][server]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small">{t(`panel.personality.is.${now}`)}</p>
    </PanelCard>
  );
}

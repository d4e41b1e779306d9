/** The limits of one process and how near it is to each; a limit opens its dialog to be changed. */
import { RESOURCES, type Resource } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { Button } from '../../../ui/button.tsx';
import { letterOf } from '../../../ui/inks.ts';
import { limited, sheet, subject, subjectNow } from '../choice.ts';
import { familyOf, type Process } from '../reading.ts';
import { Meter, PanelCard, type PanelProps, ProcessChooser } from './parts.tsx';

/** What a process has of each resource. */
export function usedOf(process: Process, resource: Resource, family: number): number {
  if (resource === 'rss') return process.rss;
  if (resource === 'as') return process.asPages;
  return resource === 'memlock' ? process.locked : family;
}

export function limitOf(process: Process | undefined, resource: Resource): number {
  if (process === undefined) return 0;
  if (resource === 'rss') return process.rssLimit;
  if (resource === 'as') return process.asLimit;
  return resource === 'memlock' ? process.memlockLimit : process.nprocLimit;
}

export function LimitPanel({ view, still }: PanelProps) {
  const pid = subjectNow.value;
  const process = view.processes[pid - 1];
  if (process === undefined) return null;
  const family = familyOf(view, pid);
  return (
    <PanelCard name="limits" rule="LI1">
      <ProcessChooser view={view} />
      <ul class="limits">
        {RESOURCES.map((resource) => (
          <li key={resource} class="row">
            <Meter
              label={t(`resource.${resource}`)}
              value={usedOf(process, resource, family)}
              of={limitOf(process, resource)}
            />
            {!still && (
              <Button
                testId={`limit-${resource}`}
                label={t('panel.limits.setOf', { what: t(`resource.${resource}`), who: letterOf(pid) })}
                onClick={() => {
                  limited.value = resource;
                  subject.value = pid;
                  sheet.value = 'limit';
                }}
              >
                {t('panel.set')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </PanelCard>
  );
}

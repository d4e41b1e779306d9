/**
 * Packets that the network card brings for this process (IR1): those that wait for the kernel's frames with the time they
 * have left, what was delivered and missed on this machine, and the pages of packets that were mapped without a copy.
 */
import { type ProcessView, TRAP, VMA } from '../../../../shared/sim/index.ts';
import { t } from '../../../i18n/index.ts';
import { order } from '../../../net/command.ts';
import { seconds } from '../../../net/store.ts';
import { Bar, Button } from '../../../ui/button.tsx';
import { hex2 } from '../../../ui/hex.ts';
import { trapLine } from '../../trapText.ts';
import { Part } from './ask.tsx';

export function Packets({ view }: { view: ProcessView }) {
  const { tick, delivered, missed } = view.machine[0];
  const waiting = view.traps.filter(({ id, kind }) => id > 0 && kind === TRAP.interrupt);
  const mapped = view.pages.flatMap(({ vma }, vpn) => (vma === VMA.packet ? [hex2(vpn)] : []));
  return (
    <>
      <Part name="packets" title={t('own.packets')} rule="IR1">
        {waiting.length === 0 && <p class="empty small">{t('own.noPackets')}</p>}
        {waiting.map((trap) => (
          <div key={trap.id} data-testid="packet">
            <p class="small">{trapLine(trap)}</p>
            <Bar
              share={(trap.address - tick) / Math.max(1, trap.address - trap.since)}
              label={t('own.packetTime', { time: seconds(trap.address - tick) })}
            />
          </div>
        ))}
        <p class="small">
          {mapped.length > 0 ? t('own.packetPages', { pages: mapped.join(', ') }) : t('own.noPacketPages')}
        </p>
      </Part>
      <Registers view={view} />
      <Part title={t('own.machineSoFar')}>
        <p class="small">{t('own.reachedYou', { count: view.self[0].delivered })}</p>
        <dl class="facts small">
          <div>
            <dt class="muted">{t('own.delivered')}</dt>
            <dd class="mono">{delivered}</dd>
          </div>
          <div>
            <dt class="muted">{t('own.missed')}</dt>
            <dd class="mono">{missed}</dd>
          </div>
        </dl>
      </Part>
    </>
  );
}

/** The card's registers: addresses that are a device and no RAM. Writing there is an access like any other. */
function Registers({ view }: { view: ProcessView }) {
  const vpn = view.pages.findIndex(({ vma }) => vma === VMA.device);
  const address = vpn * view.self[0].cellsPerPage;
  return (
    <Part name="registers" title={t('own.registers')} rule="IR1">
      <p class="small">{vpn < 0 ? t('own.noRegisters') : t('own.registersAt', { page: hex2(vpn) })}</p>
      <div class="row wrap">
        {vpn < 0 ? (
          <Button
            testId="map-device"
            onClick={() => void order({ op: 'mmap', pages: 1, device: true }, 'more')}
          >
            {t('own.mapRegisters')}
          </Button>
        ) : (
          <>
            <Button testId="ring" onClick={() => void order({ op: 'touch', address, write: true }, 'more')}>
              {t('own.doorbell')}
            </Button>
            <Button onClick={() => void order({ op: 'munmap', vpn, pages: 1 }, 'more')}>
              <span class="mono">munmap {hex2(vpn)}</span>
            </Button>
          </>
        )}
      </div>
    </Part>
  );
}

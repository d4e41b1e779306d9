/** A machine behind its code: lobby, game or result, by the room's phase and one's seat. */
import { result, room, welcome } from '../net/store.ts';
import { Behind } from './behind.tsx';
import { KernelScreen } from './kernel/screen.tsx';
import { Lobby } from './lobby.tsx';
import { ProcessScreen } from './process/screen.tsx';
import { ResultScreen } from './result.tsx';
import { Spectator } from './spectator.tsx';

export function Room({ code }: { code: string }) {
  return (
    <Behind code={code} ready={welcome.value !== null && room.value !== null}>
      <Phase />
    </Behind>
  );
}

function Phase() {
  const phase = room.value?.phase;
  if (phase === 'lobby') return <Lobby />;
  if (phase === 'over') return <ResultScreen result={result.value} />;
  const seat = welcome.value?.seat ?? -1;
  if (seat < 0) return <Spectator />;
  return seat === 0 ? <KernelScreen /> : <ProcessScreen />;
}

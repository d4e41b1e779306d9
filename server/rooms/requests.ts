/**
 * The two requests of a room, checked at the edge (PL2): commands of a seat, and what the host does. Whatever comes in,
 * an answer comes out: a value, an errno, or a sentence that says what was wrong.
 */
import {
  type Answer,
  envelopeSchema,
  type HostAction,
  hostSchema,
  parse,
  parseCommand,
} from '../../shared/protocol/index.ts';
import type { Refused } from './refusal.ts';
import type { Table } from './table.ts';

/** Who asks: seat -1 is a spectator. A change of seats changes it. */
export interface Asker {
  seat: number;
  host: boolean;
}

const refuse = (n: number, errno: string, refused: string): Answer => ({ n, ok: false, errno, refused });

/** A request 'command'. */
export async function takeCommand(
  table: Table,
  { seat }: Asker,
  input: unknown,
  now: number,
): Promise<Answer> {
  const n = numberOf(input);
  if (seat < 0) return refuse(n, 'EPERM', 'spectators give no commands');
  const answer =
    n === 0
      ? refuse(0, 'EINVAL', 'a command needs its number n, an integer from 1 on')
      : await table.seats.owners[seat].desk.take(n, now, () => decide(table, seat, n, input));
  table.metrics.commands.inc({ outcome: outcomeOf(answer) });
  return answer;
}

const outcomeOf = (answer: Answer): string =>
  answer.ok ? 'ok' : 'refused' in answer ? `refused ${answer.errno}` : answer.errno;

/** The command's number, 0 when there is none. */
function numberOf(input: unknown): number {
  if (typeof input !== 'object' || input === null || !('n' in input)) return 0;
  const checked = envelopeSchema.shape.n.safeParse(input.n);
  return checked.success ? checked.data : 0;
}

function decide(table: Table, seat: number, n: number, input: unknown): Answer | Promise<Answer> {
  const envelope = parse(envelopeSchema, input);
  if (!envelope.ok) return refuse(n, 'EINVAL', envelope.error);
  const { command } = envelope.value;
  const role = seat === 0 ? 'kernel' : 'process';
  const parsed = parseCommand(command, role);
  if (parsed.ok) return table.command(seat, n, parsed.value);
  if (parseCommand(command, role === 'kernel' ? 'process' : 'kernel').ok) {
    const sentence =
      seat === 0 ? 'the kernel gives orders; this is a call of a process' : 'only the kernel gives orders';
    return refuse(n, 'EPERM', sentence);
  }
  return refuse(n, 'EINVAL', parsed.error);
}

/** A request 'host': what the host does, and what anybody does about their own seat. */
export async function takeAction(table: Table, asker: Asker, input: unknown): Promise<Answer> {
  const parsed = parse<HostAction>(hostSchema, input);
  if (!parsed.ok) return refuse(0, 'EINVAL', parsed.error);
  const action = parsed.value;
  const own = action.do === 'sit' || action.do === 'name';
  if (!own && !asker.host) return refuse(0, 'EPERM', 'only the host can do that');
  if (own && asker.seat < 0) return refuse(0, 'EPERM', 'spectators have no seat');
  const refused = await act(table, asker, action);
  if (refused !== null) return refuse(0, ...refused);
  await table.save();
  table.watcher?.changed();
  return { n: 0, ok: true, value: 0 };
}

/** Carries an action out; null, or errno and sentence when it can't be. */
async function act(table: Table, asker: Asker, action: HostAction): Promise<Refused | null> {
  switch (action.do) {
    case 'start':
      return table.start() ? null : ['EBUSY', 'the match has started already'];
    case 'pause':
      return table.pause() ? null : ['EINVAL', 'the match is not running'];
    case 'resume':
      return table.resume() ? null : ['EINVAL', 'the match is not paused'];
    case 'end':
      if (table.phase === 'lobby' || table.phase === 'over') return ['EINVAL', 'the match is not running'];
      await table.finish();
      return null;
    case 'speed':
      table.setSpeed(action.permille);
      return null;
    case 'ai':
      if (table.phase === 'over') return ['ESRCH', 'the match is over'];
      if (table.phase !== 'lobby' && action.ai === '')
        return ['EINVAL', 'a seat of a running match needs a player'];
      return table.seats.assign(action.seat, action.ai)
        ? null
        : ['EINVAL', `no AI '${action.ai}' can play seat ${action.seat} now`];
    case 'sit':
      if (table.phase !== 'lobby') return ['EBUSY', 'seats are changed in the lobby only'];
      if (!table.seats.move(asker.seat, action.seat)) return ['EBUSY', `seat ${action.seat} is not free`];
      asker.seat = action.seat;
      return null;
    case 'name':
      if (table.phase === 'over') return ['ESRCH', 'the match is over'];
      if (table.seats.closed) return ['EPERM', 'in a class the teacher puts names right'];
      table.seats.rename(asker.seat, action.name);
      return null;
  }
}

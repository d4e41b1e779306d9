/** A person at a browser, without the browser: joins through the SDK, keeps what arrives, and asks for things. */
import { Client, type Room } from 'colyseus.js';
import {
  type Answer,
  decodeView,
  type HostAction,
  type JoinOptions,
  type MachineState,
  type MatchResult,
  PROTOCOL_VERSION,
  type Say,
  type Welcome,
} from '../../shared/protocol/index.ts';
import {
  type Command,
  type Event,
  type KernelView,
  kernelSections,
  type ProcessView,
  processSections,
  read,
  viewSize,
} from '../../shared/sim/index.ts';
import { Waiting } from './waiting.ts';

export interface Person {
  room: Room<unknown, MachineState>;
  welcome: Welcome;
  /** The view held now, as integers. */
  ints: Int32Array;
  events: Event[];
  says: Say[];
  /** Every message of bytes, as it came. */
  bytes: Uint8Array[];
  result: MatchResult | null;
  /** The close code once the line is down. */
  closed: number | null;
  process(): ProcessView;
  kernel(): KernelView;
  tick(): number;
  /** Sends a command under the next number, or under a given one. */
  command(command: Command | object, n?: number): Promise<Answer>;
  host(action: HostAction | object): Promise<Answer>;
  /** Resolves when `met` holds; looked at whenever something arrives. */
  until(met: () => boolean, what: string): Promise<void>;
  leave(): Promise<void>;
  /** Breaks the line without saying goodbye. */
  drop(): void;
}

export async function join(
  url: string,
  code: string,
  options: Omit<JoinOptions, 'version'> = {},
): Promise<Person> {
  const room = await new Client(url).joinById<MachineState>(code, { version: PROTOCOL_VERSION, ...options });
  room.reconnection.enabled = false;
  const waiting = new Waiting();
  const heard = () => waiting.heard();
  let next = 1;
  const person: Person = {
    room,
    welcome: null as unknown as Welcome,
    ints: new Int32Array(),
    events: [],
    says: [],
    bytes: [],
    result: null,
    closed: null,
    process: () => read(processSections(person.welcome.shape), person.ints),
    kernel: () => read(kernelSections(person.welcome.shape), person.ints),
    tick: () => person.ints[0],
    async command(command, n = next) {
      next = Math.max(next, n + 1);
      const answer = await room.request('command', { n, command });
      // A refusal leaves its number to the next command.
      if ('last' in answer && answer.n === next - 1) next = answer.last + 1;
      return answer;
    },
    host: (action) => room.request('host', action),
    until: (met, what) => waiting.until(met, what),
    async leave() {
      await room.leave(true);
    },
    drop() {
      room.connection.close(4999);
    },
  };
  room.onMessage('welcome', (welcome: Welcome) => {
    person.welcome = welcome;
    person.ints = new Int32Array(viewSize(welcome.shape, welcome.seat));
    next = welcome.last + 1;
    heard();
  });
  room.onMessage('view', (bytes: Uint8Array) => {
    person.bytes.push(bytes);
    person.events.push(...decodeView(bytes, person.ints));
    heard();
  });
  room.onMessage('say', (say: Say) => {
    person.says.push(say);
    heard();
  });
  room.onMessage('result', (result: MatchResult) => {
    person.result = result;
    heard();
  });
  room.onStateChange(heard);
  room.onError(() => {});
  room.onLeave((code) => {
    person.closed = code;
    heard();
  });
  await person.until(
    () => person.bytes.length > 0 && room.state?.seats?.length > 0,
    'the first view and the state',
  );
  return person;
}

/**
 * The public state of a room `machine`: what everyone in it may see, carried by Colyseus's schema. Small on
 * purpose; what a seat sees of the machine travels as bytes.
 */
import { type SchemaType, schema, t } from '@colyseus/schema';

export const ROOM_PHASES = ['lobby', 'running', 'paused', 'over'] as const;

export const SeatState = schema(
  {
    index: t.uint8(), // 0 the kernel, 1..P a process
    name: t.string(),
    ai: t.string(), // the AI that plays it now, '' for a person
    taken: t.boolean(), // belongs to a person
    connected: t.boolean(),
  },
  'SeatState',
);
export type SeatState = SchemaType<typeof SeatState>;

export const MachineState = schema(
  {
    code: t.string(),
    scenario: t.string(),
    phase: t.string(), // one of ROOM_PHASES
    speed: t.uint16(), // permille of normal speed
    seats: t.array(SeatState),
    spectators: t.uint8(),
  },
  'MachineState',
);
export type MachineState = SchemaType<typeof MachineState>;

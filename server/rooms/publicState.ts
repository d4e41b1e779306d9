/** What everyone in a room may see, copied from the table into the schema; equal values cost nothing on the wire. */
import { MachineState, SeatState } from '../../shared/protocol/index.ts';
import type { Table } from './table.ts';

export function createState(table: Table): MachineState {
  const state = new MachineState();
  for (const index of table.seats.owners.keys()) {
    const seat = new SeatState();
    seat.index = index;
    state.seats.push(seat);
  }
  copyState(table, state, 0);
  return state;
}

export function copyState(table: Table, state: MachineState, spectators: number): void {
  state.code = table.code;
  state.scenario = table.match.scenario.id;
  state.phase = table.phase;
  state.speed = table.speed;
  state.spectators = Math.min(255, spectators);
  table.seats.owners.forEach(({ name, token, connected }, index) => {
    const seat = state.seats[index];
    seat.name = name;
    seat.ai = table.match.seats[index].ai;
    seat.taken = token !== '';
    seat.connected = connected;
  });
}

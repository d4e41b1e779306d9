/**
 * The codes of all rooms, whatever their kind: one code opens one room, and a new one is nobody's. Who keeps rooms is a
 * door; they are asked in turn.
 */
import { createCode } from './secret.ts';

/** What somebody comes with: the host's or teacher's key, or the token of a seat, the code for another device. */
export interface Credentials {
  key?: string;
  seat?: string;
  rejoin?: string;
}

export interface Door {
  /** The kind of its rooms, as Colyseus knows it. */
  readonly kind: 'machine' | 'drill-race' | 'classroom';
  has(code: string): boolean;
  /** Whether there is such a room; brings it back where it only sleeps. */
  seek(code: string): Promise<boolean>;
  /** Whether these open something in the room of this code: whoever has them has been here before. */
  holds(code: string, credentials: Credentials): boolean;
}

export class Doors {
  private readonly doors: Door[] = [];

  add(door: Door): void {
    this.doors.push(door);
  }

  /** A code that nobody has. */
  freshCode(): string {
    let code = createCode();
    while (this.doors.some((door) => door.has(code))) code = createCode();
    return code;
  }

  holds = (code: string, credentials: Credentials): boolean =>
    this.doors.some((door) => door.holds(code, credentials));

  /** The kind of a code's room, or null. */
  async seek(code: string): Promise<Door['kind'] | null> {
    for (const door of this.doors) if (await door.seek(code)) return door.kind;
    return null;
  }
}

/** Which kind of room a code opens, asked before one goes there. */
export type RoomKind = 'machine' | 'drill-race' | 'classroom';

/** Where the page of a room lies in the hash. */
export const PLACE: { readonly [kind in RoomKind]: string } = {
  machine: 'm',
  'drill-race': 'race',
  classroom: 'class',
};

/** Null when there is no such room, or the server can't be asked. */
export async function kindOfRoom(code: string): Promise<RoomKind | null> {
  try {
    const response = await fetch(`/api/codes/${code}`);
    if (!response.ok) return null;
    const { kind }: { kind: RoomKind } = await response.json();
    return kind;
  } catch {
    return null;
  }
}

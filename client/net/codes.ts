/** Which kind of room a code opens, asked before one goes there. */
export type RoomKind = 'machine' | 'drill-race' | 'classroom';

/** Where the page of a room lies in the hash. */
export const PLACE: { readonly [kind in RoomKind]: string } = {
  machine: 'm',
  'drill-race': 'race',
  classroom: 'class',
};

/** Characters of a code. */
export const CODE_LENGTH = 5;

/** 'none' when there is no such room, null when the server can't be asked. */
export async function kindOfRoom(code: string): Promise<RoomKind | 'none' | null> {
  if (code.length !== CODE_LENGTH) return 'none';
  try {
    const response = await fetch(`/api/codes/${code}`);
    if (!response.ok) return response.status === 404 ? 'none' : null;
    const { kind }: { kind: RoomKind } = await response.json();
    return kind;
  } catch {
    return null;
  }
}

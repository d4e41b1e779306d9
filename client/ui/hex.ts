/** Addresses as the game writes them: pages and frames in two hexadecimal digits, addresses in four. */
export const hex2 = (value: number): string => (value < 0 ? '--' : value.toString(16).padStart(2, '0'));

export const hex4 = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(4, '0')}`;

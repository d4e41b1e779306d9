/**
 * The territory marks of the processes: a spot ink, a hatch and a letter each, so that nothing is told in
 * colour alone. The hatch is a path in an 8 × 8 cell, used alike by the SVG patterns and by the board's
 * canvas textures. From the ninth process on, hatch and letter repeat with another ink.
 */
export interface Hatch {
  d: string;
  /** Line width in an 8 × 8 cell; 0 fills the path instead. */
  stroke: number;
}

const dot = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

export const HATCHES: readonly Hatch[] = [
  { d: 'M-2 2L2 -2M-2 10L10 -2M6 10L10 6', stroke: 2.6 },
  { d: dot(2, 2, 1.5) + dot(6, 6, 1.5), stroke: 0 },
  { d: 'M0 2H8M0 6H8', stroke: 2 },
  { d: 'M-1 -1L9 9M9 -1L-1 9', stroke: 1.5 },
  { d: 'M2 0V8M6 0V8', stroke: 2 },
  { d: 'M0 0H4V4H0zM4 4H8V8H4z', stroke: 0 },
  { d: 'M-1 5L2 2L6 6L9 3', stroke: 1.9 },
  { d: 'M4 1V7M1 4H7', stroke: 1.8 },
];

const INKS: readonly string[] = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#cc79a7',
  '#0072b2',
  '#c9bb00',
  '#8a6d4f',
  '#7a7a7a',
];

export const hatchOf = (pid: number): Hatch => HATCHES[(pid - 1) % HATCHES.length];

/** The ink of a process as a colour; each further round of eight shifts the inks by three. */
export function inkOf(pid: number): string {
  const round = Math.floor((pid - 1) / HATCHES.length);
  return INKS[(pid - 1 + 3 * round) % INKS.length];
}

/** A, B, C… then again with a number: A2. */
export function letterOf(pid: number): string {
  const letter = String.fromCharCode(65 + ((pid - 1) % 26));
  const round = Math.floor((pid - 1) / 26);
  return round === 0 ? letter : `${letter}${round + 1}`;
}

/** The one door of the match. */
export * from './history.ts';
export * from './match.ts';
export * from './record.ts';
export * from './replay.ts';
export * from './restore.ts';

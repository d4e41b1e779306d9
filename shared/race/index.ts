/** The one door of the race: its rules, and what travels. */
export * from './race.ts';
export * from './wire.ts';

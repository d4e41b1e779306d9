/** The one door of the simulation. */
export * from './command.ts';
export * from './errno.ts';
export * from './event.ts';
export * from './layout.ts';
export * from './view.ts';

/** The one door of the protocol: what client and server share about the wire. */
export * from './command.ts';
export * from './message.ts';
export * from './state.ts';
export * from './view.ts';

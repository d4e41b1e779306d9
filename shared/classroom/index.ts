/** The one door of the classroom: plans, the lesson as it goes, who plays which machine, and what travels. */
export * from './deal.ts';
export * from './lesson.ts';
export * from './plan.ts';
export * from './report.ts';
export * from './reportCsv.ts';
export * from './seen.ts';
export * from './watch.ts';
export * from './wire.ts';

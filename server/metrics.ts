/** What /metrics tells (Prometheus). One set an app, so that tests can run several side by side. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    rooms: new Gauge({ name: 'ringzero_rooms', help: 'Rooms by phase', labelNames: ['phase'], registers }),
    clients: new Gauge({ name: 'ringzero_clients', help: 'Connected people and spectators', registers }),
    ticks: new Counter({ name: 'ringzero_ticks_total', help: 'Ticks of all machines', registers }),
    lag: new Histogram({
      name: 'ringzero_tick_lag_seconds',
      help: 'How late a tick began',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers,
    }),
    commands: new Counter({
      name: 'ringzero_commands_total',
      help: 'Commands of people by outcome: ok, an errno of the machine, or refused at the edge',
      labelNames: ['outcome'],
      registers,
    }),
    journal: new Histogram({
      name: 'ringzero_journal_group_seconds',
      help: 'Time to write one group of records and bring it to disk',
      buckets: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
      registers,
    }),
  };
}

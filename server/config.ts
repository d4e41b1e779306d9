/**
 * Settings: environment only, each with a default that works. A bad value ends the start with one line that
 * names it, before anything else happens.
 */
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  port: number;
  /** Absolute path; journals lie in its folder `journal`. */
  dataDir: string;
  logLevel: (typeof LOG_LEVELS)[number];
  /** The address that people type or scan, without a slash at the end. */
  publicUrl: string;
  /** sqlite:FILE or postgres://… */
  databaseUrl: string;
  /** Days after which nothing is kept of a class that nothing happened in. */
  retentionDays: number;
}

/** A setting that can't be used: `main` prints it and exits 2. */
export class BadSetting extends Error {}

const webAddress = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
}, 'must be an address like http://192.168.1.5:2567');

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(2567),
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  PUBLIC_URL: webAddress.optional(),
  DATABASE_URL: z
    .string()
    .refine((text) => /^(sqlite|postgres(ql)?):/.test(text), 'must begin with sqlite: or postgres:')
    .optional(),
  RETENTION_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a number of days from 1 to 9999')
    .transform(Number)
    .default(30),
  REDIS_URL: z
    .string()
    .refine((text) => /^rediss?:\/\//.test(text), 'must begin with redis:// or rediss://')
    .optional(),
});

/** Reads the settings; an empty value counts as unset. Throws BadSetting. */
export function readConfig(env: { [name: string]: string | undefined }): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  if (!result.success) {
    const { path, message } = result.error.issues[0];
    const name = String(path[0]);
    // A database's address may hold a password: it isn't repeated.
    const shown = name.endsWith('_URL') && name !== 'PUBLIC_URL' ? '' : ` ('${env[name]?.slice(0, 80)}')`;
    throw new BadSetting(`${name}${shown} ${message}`);
  }
  const { PORT, DATA_DIR, LOG_LEVEL, PUBLIC_URL, DATABASE_URL, RETENTION_DAYS } = result.data;
  const dataDir = resolve(DATA_DIR);
  return {
    port: PORT,
    dataDir,
    logLevel: LOG_LEVEL,
    publicUrl: (PUBLIC_URL ?? `http://${localAddress()}:${PORT}`).replace(/\/+$/, ''),
    databaseUrl: DATABASE_URL ?? `sqlite:${join(dataDir, 'classes.sqlite')}`,
    retentionDays: RETENTION_DAYS,
  };
}

/** This machine on the local network: other people's phones have to reach it. */
function localAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { family, internal, address } of addresses ?? []) {
      if (family === 'IPv4' && !internal && !address.startsWith('169.254.')) return address;
    }
  }
  return 'localhost';
}

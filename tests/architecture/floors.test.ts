/** The floors of the house (imports go down only), read off the import graph. The allowlist is empty and stays so. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What each room may import from; itself always. Packages are named for the floors that may have them. */
const FLOORS: { [room: string]: { rooms: string[]; packages: 'none' | 'any' } } = {
  'shared/sim': { rooms: [], packages: 'none' },
  'shared/ai': { rooms: ['shared/sim'], packages: 'none' },
  'shared/concepts': { rooms: ['shared/sim'], packages: 'none' },
  'shared/scenario': { rooms: ['shared/sim', 'shared/ai', 'shared/concepts'], packages: 'any' },
  'shared/protocol': { rooms: ['shared/sim'], packages: 'any' },
  'shared/match': {
    rooms: ['shared/sim', 'shared/ai', 'shared/concepts', 'shared/scenario', 'shared/protocol'],
    packages: 'any',
  },
  'shared/report': {
    rooms: [
      'shared/sim',
      'shared/ai',
      'shared/concepts',
      'shared/scenario',
      'shared/protocol',
      'shared/match',
    ],
    packages: 'any',
  },
  'shared/drills': { rooms: ['shared/sim', 'shared/concepts'], packages: 'any' },
  'shared/race': {
    rooms: ['shared/sim', 'shared/concepts', 'shared/protocol', 'shared/drills'],
    packages: 'any',
  },
  'shared/classroom': {
    rooms: [
      'shared/sim',
      'shared/concepts',
      'shared/scenario',
      'shared/protocol',
      'shared/report',
      'shared/drills',
      'shared/race',
    ],
    packages: 'any',
  },
  client: { rooms: ['shared', 'assets'], packages: 'any' },
  server: { rooms: ['shared', 'assets'], packages: 'any' },
};

const files = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"`]([^'"`]+)['"`]/gm,
  );
  return [...found].map((match) => match[1] ?? match[2]);
}

const roomOf = (target: string): string =>
  Object.keys(FLOORS).find((room) => target === room || target.startsWith(`${room}/`)) ?? target;

describe('the floors', () => {
  for (const [room, allowed] of Object.entries(FLOORS)) {
    it(`${room} imports only from below`, () => {
      const wrong: string[] = [];
      for (const file of files(room)) {
        for (const name of importsOf(file)) {
          if (!name.startsWith('.')) {
            if (allowed.packages === 'none') wrong.push(`${file} → ${name}`);
            continue;
          }
          const target = path.posix.join(path.posix.dirname(file), name);
          const inside = target.startsWith(`${room}/`);
          const below = allowed.rooms.some((floor) => target.startsWith(`${floor}/`));
          if (!inside && !below) wrong.push(`${file} → ${target}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it('every room of shared has a floor', () => {
    const rooms = readdirSync(path.join(ROOT, 'shared'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `shared/${entry.name}`);
    expect(rooms.filter((room) => !(room in FLOORS))).toEqual([]);
  });

  it('the simulation is entered by its one door', () => {
    const wrong = [...files('shared'), ...files('client'), ...files('server')]
      .filter((file) => !file.startsWith('shared/sim/'))
      .flatMap((file) => {
        const targets = importsOf(file)
          .filter((name) => name.startsWith('.'))
          .map((name) => path.posix.join(path.posix.dirname(file), name));
        return targets
          .filter((target) => roomOf(target) === 'shared/sim' && target !== 'shared/sim/index.ts')
          .map((target) => `${file} → ${target}`);
      });
    expect(wrong).toEqual([]);
  });

  it('the simulation has no clock, no chance of its own and no fractions', () => {
    const allowed = ['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min'];
    const banned = new RegExp(
      `\\bDate\\b|\\bMath\\.(?!(?:${allowed.join('|')})\\b)|\\bset(Timeout|Interval)\\b|\\b(performance|crypto)\\.|\\b\\d+\\.\\d+\\b`,
    );
    const wrong = files('shared/sim').filter((file) => {
      const code = readFileSync(path.join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return banned.test(code);
    });
    expect(wrong).toEqual([]);
  });

  it('no file passes 300 lines', () => {
    const long = ['shared', 'client', 'server', 'tests']
      .flatMap(files)
      .map((file) => ({ file, lines: readFileSync(path.join(ROOT, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('the top level holds the rooms and what tools insist on, nothing else', () => {
    const known = [
      'client',
      'server',
      'shared',
      'assets',
      'tests',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
      'biome.json',
      'vitest.config.ts',
    ];
    const made = ['node_modules', 'dist', 'data'];
    const found = readdirSync(ROOT).filter((name) => !name.startsWith('.'));
    expect(found.filter((name) => !known.includes(name) && !made.includes(name))).toEqual([]);
  });
});

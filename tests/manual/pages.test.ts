/** The manual's pages: whole, with primary sources, links that lead somewhere, and examples that run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CONCEPT_IDS } from '../../shared/concepts/index.ts';
import { SYSTEMS } from '../../shared/concepts/manual.ts';
import { kindOf, kindsFor, makeDrill } from '../../shared/drills/index.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../assets/manual');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

const text = z.string().min(20);
const words = z.strictObject({
  what: z.array(text).min(1).max(4),
  game: text,
  real: z.strictObject(Object.fromEntries(SYSTEMS.map((system) => [system, z.string().min(5)]))),
  simplified: text,
});
const page = z.strictObject({
  id: z.enum(CONCEPT_IDS),
  words: z.strictObject({ en: words, de: words }),
  sources: z.array(z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }) })).min(1),
  example: z.strictObject({ kind: z.string(), seed: z.int().min(0), level: z.literal([1, 2, 3]) }),
  related: z.array(z.enum(CONCEPT_IDS)).min(1).max(5),
});

/** Where primary sources stand: kernels' own documentation, standards, makers, textbooks and papers by their authors. */
const PRIMARY =
  /kernel\.org|man7\.org|opengroup\.org|microsoft\.com|apple\.com|pdos\.csail\.mit\.edu|cs\.wisc\.edu|github\.com\/(mit-pdos|torvalds|apple-oss-distributions)|intel\.com|arm\.com|gnu\.org|riscv\.org|acm\.org|usenix\.org|freebsd\.org|sel4\.systems|minix3\.org|python\.org|oracle\.com|dpdk\.org/;

it('each concept has a page', () => {
  expect(CONCEPT_IDS.filter((id) => !files.includes(`${id}.json`))).toEqual([]);
});

describe.each(files)('%s', (name) => {
  const read = page.safeParse(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')));

  it('is whole, under its own name', () => {
    expect(read.error?.issues ?? []).toEqual([]);
    expect(`${read.data!.id}.json`).toBe(name);
    expect(read.data!.related).not.toContain(read.data!.id);
  });

  it('cites a primary source', () => {
    expect(read.data!.sources.some(({ url }) => PRIMARY.test(url))).toBe(true);
  });

  it('has an example that runs, of a kind that asks about it', () => {
    const { id, example } = read.data!;
    const kind = kindOf(example.kind);
    expect(kindsFor(id)).toContain(kind);
    expect(makeDrill(kind!, example.seed, example.level).steps.length).toBeGreaterThan(0);
  });
});

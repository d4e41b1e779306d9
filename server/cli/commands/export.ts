/** `export`: questions for other tools, in three formats that they import. */
import { strToU8, zipSync } from 'fflate';
import { CONCEPT_IDS, type ConceptId } from '../../../shared/concepts/index.ts';
import { toGift } from '../../../shared/drills/export/gift.ts';
import { toMoodle } from '../../../shared/drills/export/moodle.ts';
import { type PlainQuestion, plainOf } from '../../../shared/drills/export/plain.ts';
import { toQti } from '../../../shared/drills/export/qti.ts';
import { drillFor, LEVELS } from '../../../shared/drills/index.ts';
import { drillWords } from '../../words.ts';
import { type Args, BadArgument, choice, integer, parseList, required } from '../args.ts';
import type { Command } from '../command.ts';

const FORMATS = ['gift', 'qti', 'moodle-xml'] as const;
const MAX_SEED = 2 ** 32 - 1;
const MOST = 500;

/** A package has no day of its own: the same questions make the same file. */
const MTIME = new Date(1980, 0, 1);

function conceptsOf(args: Args): ConceptId[] {
  const names = parseList('--concepts', required(args, 'concepts'));
  if (names.length === 0) throw new BadArgument('--concepts: empty');
  return names.map((name) => {
    const id = CONCEPT_IDS.find((one) => one === name);
    if (id === undefined) throw new BadArgument(`--concepts: unknown concept '${name}'`);
    return id;
  });
}

/** `count` questions over the concepts in turn; no question twice, as far as there are others. */
function questionsOf(concepts: readonly ConceptId[], count: number, seed: number): PlainQuestion[] {
  const word = drillWords();
  const made = new Map<string, PlainQuestion>();
  for (let at = 0; made.size < count && at < 20 * count; at++) {
    const concept = concepts[at % concepts.length]!;
    const drill = drillFor(
      concept,
      (seed + Math.floor(at / concepts.length)) % (MAX_SEED + 1),
      LEVELS[at % LEVELS.length],
    );
    if (drill === null) throw new BadArgument(`--concepts: nothing asks about '${concept}' yet`);
    const question = plainOf(drill, word);
    const { html, pictures, form } = question;
    made.set(JSON.stringify({ html, pictures, form }), question);
  }
  return [...made.values()];
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function write(format: (typeof FORMATS)[number], questions: readonly PlainQuestion[]): void {
  if (format === 'gift') process.stdout.write(toGift(questions));
  else if (format === 'moodle-xml') process.stdout.write(toMoodle(questions, base64));
  else {
    const files = Object.entries(toQti(questions)).map(([name, text]) => [name, strToU8(text)] as const);
    process.stdout.write(zipSync(Object.fromEntries(files), { mtime: MTIME }));
  }
}

export const exportDrills: Command = {
  name: 'export',
  summary: 'write questions for other tools: GIFT, QTI 2.1, Moodle XML',
  usage: `export --format gift|qti|moodle-xml --concepts a,b --count N --seed S [--json] > FILE

  --format    gift: text; moodle-xml: one file; qti: a package (zip) of QTI 2.1 items, pictures and manifest
  --concepts  ids that \`concepts\` lists, asked in turn
  --count     1 to ${MOST} questions
  --seed      0 to ${MAX_SEED}: the same seed gives the same questions

Boards are SVG pictures: files of the package or of the question, in GIFT part of the text. With --json: the questions as plain data, for anything else.`,
  shape: { options: ['format', 'concepts', 'count', 'seed'] },
  run(args) {
    const format = choice(args, 'format', FORMATS);
    const concepts = conceptsOf(args);
    const count = integer(args, 'count', 1, MOST);
    const questions = questionsOf(concepts, count, integer(args, 'seed', 0, MAX_SEED));
    if (args.switches.has('json')) process.stdout.write(`${JSON.stringify({ questions })}\n`);
    else write(format, questions);
    return 0;
  },
};

/**
 * `drill`: a question made by the simulation, with its answer and explanation; and the grading of one that comes back.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CONCEPT_IDS } from '../../../shared/concepts/index.ts';
import {
  type Answer,
  answerText,
  type Drill,
  drillFor,
  grade,
  kindOf,
  LEVELS,
  makeDrill,
  misfit,
  tell,
} from '../../../shared/drills/index.ts';
import { drillWords } from '../../words.ts';
import { type Args, BadArgument, choice, integer } from '../args.ts';
import type { Command } from '../command.ts';
import { fields, print, table } from '../table.ts';

const MAX_SEED = 2 ** 32 - 1;

const returned = z.object({
  question: z.object({
    kind: z.string(),
    seed: z.int().min(0).max(MAX_SEED),
    level: z.literal(LEVELS),
  }),
  answer: z.union([z.int(), z.array(z.int())]),
});

/** The drill as JSON: words said, the answer also in words. */
function printable(drill: Drill) {
  const word = drillWords();
  const { question, answer, steps, slips } = tell(drill, word);
  return {
    question,
    answer,
    answerText: answerText(drill, drill.answer, word),
    explanation: steps,
    misconceptions: slips.map((slip) => ({
      ...slip,
      text: word({ key: `misconception.${slip.misconception}` }),
    })),
  };
}

type Printable = ReturnType<typeof printable>;

function figureText(figure: Printable['question']['figures'][number]): string {
  if (figure.type === 'refs') return `${figure.name}: ${figure.refs.join(' ')}`;
  if (figure.type === 'table') return `${figure.name}\n${table(figure.head, figure.rows)}`;
  const rows =
    figure.type === 'tiles'
      ? figure.tiles.map(({ id, label, below = '', marks = [] }) => [id, label, below, marks.join(' ')])
      : figure.blocks.map(({ id, address, size, label, used }) => [
          id,
          `${address}+${size}`,
          label,
          used ? 'used' : 'free',
        ]);
  return `${figure.name}\n${table(['id', 'what', '', ''], rows)}`;
}

function formText({ form }: Printable['question']): string[] {
  if (form.type === 'choice' || form.type === 'choices')
    return form.options.map((one, at) => `  ${at}  ${one}`);
  if (form.type === 'order') return form.items.map((one, at) => `  ${at}  ${one}`);
  if (form.type === 'fields') return [`  ${form.fields.map(({ name }) => name).join(', ')}`];
  return form.type === 'number'
    ? [`  ${form.min} to ${form.max} ${form.unit}`]
    : [`  one of ${form.from.join(', ')}`];
}

function text(drill: Printable): string {
  const { question, explanation, misconceptions } = drill;
  return [
    `${question.concept}, ${question.kind}, seed ${question.seed}, level ${question.level}`,
    '',
    question.ask,
    ...question.figures.map(figureText),
    ...formText(question),
    '',
    `Answer: ${drill.answerText}`,
    ...explanation.map(({ say }) => `  ${say}`),
    ...misconceptions.map(({ answer, text: belief }) => `Who answers ${JSON.stringify(answer)}: ${belief}`),
  ].join('\n');
}

function readReturned(): z.infer<typeof returned> {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(0, 'utf8'));
  } catch {
    throw new BadArgument('--grade: standard input is no JSON');
  }
  const parsed = returned.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadArgument(`--grade: ${issue!.path.join('.') || 'the object'}: ${issue!.message}`);
}

function gradeOne(args: Args): number {
  const { question, answer } = readReturned();
  const kind = kindOf(question.kind);
  if (kind === undefined) throw new BadArgument(`--grade: no kind '${question.kind}'`);
  const drill = makeDrill(kind, question.seed, question.level);
  const odd = misfit(drill.question.form, answer);
  if (odd !== null) throw new BadArgument(`--grade: ${odd}`);
  const word = drillWords();
  const expected: Answer = drill.answer;
  const { right, share, misconception } = grade(drill, answer);
  const result = { kind: kind.id, right, share, misconception, expected };
  return print(args, result, () =>
    fields({
      ...result,
      expected: answerText(drill, expected, word),
      given: answerText(drill, answer, word),
    }),
  );
}

export const drill: Command = {
  name: 'drill',
  summary: 'make a question about a concept, or grade an answer to one',
  usage: `drill --concept ID --seed S [--kind K] [--level 1|2|3] [--json]
drill --grade [--json] < answered.json

  --concept  one of the ids that \`concepts\` lists; the seed picks one of its kinds
  --seed     0 to ${MAX_SEED}: the same seed gives the same question
  --kind     this kind of question and no other
  --level    how hard it is, 1 by default
  --grade    reads what \`drill --json\` printed from standard input, with "answer" replaced, and grades it

share is how much of the answer is right, in permille: orderings by position, numbers by closeness.`,
  shape: { options: ['concept', 'seed', 'kind', 'level'], switches: ['grade'] },
  run(args) {
    if (args.switches.has('grade')) return gradeOne(args);
    const concept = choice(args, 'concept', CONCEPT_IDS);
    const seed = integer(args, 'seed', 0, MAX_SEED);
    const level = LEVELS[integer(args, 'level', 1, LEVELS.length, 1) - 1]!;
    const name = args.options.get('kind');
    const kind = name === undefined ? null : kindOf(name);
    if (kind === undefined || (kind !== null && kind.concept !== concept && !kind.also?.includes(concept)))
      throw new BadArgument(`--kind: '${name}' asks nothing about ${concept}`);
    const made = kind === null ? drillFor(concept, seed, level) : makeDrill(kind, seed, level);
    if (made === null) throw new BadArgument(`--concept: nothing asks about '${concept}' yet`);
    const result = printable(made);
    return print(args, result, () => text(result));
  },
};

import { type Problem, problem } from '@dealwright/diagnostics';
import type { Boxed, BoxedContext, BoxedFunction, Part } from '../model.ts';

/** What our language cannot say, as an exception within this folder. */
export class Unsayable extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

/** An expression in its box as a text of FEEL, in the model's own spelling. @throws Unsayable */
export function boxedText(boxed: Boxed | undefined): string {
  if (!boxed) return 'null';
  switch (boxed.is) {
    case 'literal':
      if (boxed.language !== undefined) throw new Unsayable(otherLanguage(boxed, boxed.language));
      return literalText(boxed.source.text);
    case 'context':
      return contextText(boxed);
    case 'list':
      return `[${boxed.of.map(boxedText).join(', ')}]`;
    case 'relation':
      return `[${boxed.rows
        .map((row) => `{${boxed.columns.map(({ name }, at) => `${name}: ${boxedText(row[at])}`).join(', ')}}`)
        .join(', ')}]`;
    case 'invocation':
      return `${boxedText(boxed.of)}(${boxed.bindings.map(({ name, value }) => `${name}: ${boxedText(value)}`).join(', ')})`;
    case 'function':
      return functionText(boxed);
    case 'conditional':
      return `if ${boxedText(boxed.when)} then ${boxedText(boxed.then)} else ${boxedText(boxed.otherwise)}`;
    case 'filter':
      return `(${boxedText(boxed.in)})[${boxedText(boxed.match)}]`;
    case 'for':
      return `for ${boxed.variable} in ${boxedText(boxed.in)} return ${boxedText(boxed.body)}`;
    case 'some':
    case 'every':
      return `${boxed.is} ${boxed.variable} in ${boxedText(boxed.in)} satisfies ${boxedText(boxed.body)}`;
    case 'table':
      throw new Unsayable(innerTable(boxed));
  }
}

/** `function(a: number, b) a + b`. */
export function functionText({ kind, parameters, body, place }: BoxedFunction): string {
  if (kind !== 'FEEL') throw new Unsayable(externalFunction({ place }, kind));
  const given = parameters.map(({ name, typeRef }) => (SIMPLE.has(typeRef ?? '') ? `${name}: ${typeRef}` : name));
  return `function(${given.join(', ')}) ${boxedText(body)}`;
}

/** Types that a parameter may name without a definition. */
const SIMPLE = new Set(['string', 'number', 'boolean', 'date', 'time', 'date and time']);

function contextText({ entries }: BoxedContext): string {
  const result = entries.find(({ variable }) => variable === undefined);
  const parts = entries.flatMap(({ variable, value }) => (variable ? [`${variable.name}: ${boxedText(value)}`] : []));
  if (!result) return `{${parts.join(', ')}}`;
  return `{${[...parts, `result: ${boxedText(result.value)}`].join(', ')}}.result`;
}

/** In brackets where something else could be read into it; a comment to the end of the line ends there. */
function literalText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return 'null';
  if (/^[\p{L}\p{N}_ .]+$/u.test(trimmed) || /^"[^"\\]*"$/.test(trimmed)) return trimmed;
  return `(${trimmed}${trimmed.includes('//') ? '\n' : ''})`;
}

function otherLanguage({ place }: Part, language: string): Problem {
  return problem(
    'OTHER_LANGUAGE',
    { en: `This is written in \`${language}\`.`, ro: `Aceasta este scrisă în \`${language}\`.` },
    { place: place(), hint: { en: 'write it in FEEL', ro: 'scrieți-o în FEEL' } },
  );
}

function externalFunction({ place }: Part, kind: string): Problem {
  return problem(
    'EXTERNAL_FUNCTION',
    { en: `Functions of ${kind} are not run.`, ro: `Funcțiile ${kind} nu se execută.` },
    { place: place(), hint: { en: 'write the function in FEEL', ro: 'scrieți funcția în FEEL' } },
  );
}

function innerTable({ place }: Part): Problem {
  return problem(
    'INNER_TABLE',
    {
      en: 'A decision table stands here within another expression.',
      ro: 'Aici se află un tabel de decizie în interiorul altei expresii.',
    },
    {
      place: place(),
      hint: {
        en: 'make it a decision of its own, and require that decision',
        ro: 'faceți din el o decizie proprie și cereți acea decizie',
      },
    },
  );
}

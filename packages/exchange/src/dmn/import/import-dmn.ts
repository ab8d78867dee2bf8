import { type Problem, problem, warning } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import { Document, isCollection, isMap, isScalar, visit } from 'yaml';
import type { DmnModel } from '../model.ts';
import { readDmn } from '../read/read-dmn.ts';
import { compileModel } from '../run/compile-model.ts';
import { decisionDocument, type Importing } from './decision-document.ts';
import { Types } from './declare-type.ts';
import { kebabCase, Names } from './names.ts';
import { namesIn } from './names-in.ts';

/** A document of content that a model was turned into. */
export interface DmnDocument {
  readonly kind: 'decision' | 'choices';
  readonly name: string;
  /** YAML. */
  readonly text: string;
}

export interface DmnImport {
  readonly documents: readonly DmnDocument[];
  /** What the file says and our language does not, each with its place in the file and the remedy. */
  readonly problems: readonly Problem[];
}

/**
 * Turns a `.dmn` file into content: each decision (table, expression, context) is a document that names those it requires,
 * and each list of values is one of choices. Names become ours: `Monthly Salary` is `monthlySalary`.
 * @param file its name, for the places of problems
 */
export function importDmn(xml: string, file: string): DmnImport {
  const { model, problems } = readDmn(xml, file);
  if (!model) return { documents: [], problems };
  const compiled = compileModel([model]);
  const found: Problem[] = [...problems, ...compiled.problems, ...notImported(model)];
  const report = (each: Problem) => {
    found.push(each);
  };
  const names = new Names(namesIn(model));
  const importing: Importing = {
    model,
    compiled,
    names,
    types: new Types(model, names, report),
    documents: documentNames(compiled.order.map(({ key, node }) => ({ key, title: node.title || node.name }))),
    report,
  };
  const decisions = compiled.order.flatMap((node) => {
    const shape = decisionDocument(node, importing);
    const { description } = node.node;
    return shape ? [{ kind: 'decision' as const, name: String(shape.name), text: write(shape, description) }] : [];
  });
  const choices = [...importing.types.choices].map(([name, values]) => ({
    kind: 'choices' as const,
    name,
    text: write({ kind: 'choices', name, values }, undefined),
  }));
  return { documents: [...choices, ...decisions], problems: distinct(found) };
}

/** Names of documents, each its own. */
function documentNames(
  decisions: readonly { readonly key: string; readonly title: string }[],
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    decisions.map(({ key, title }) => {
      const wanted = kebabCase(title);
      let name = wanted;
      for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
      taken.add(name);
      return [key, name];
    }),
  );
}

/** A table in one line for each row, everything else as people write it. */
function write(shape: JsonObject, description: string | undefined): string {
  const document = new Document(shape);
  if (description !== undefined) document.commentBefore = description.replace(/^/gm, ' ');
  visit(document, {
    Pair(_, pair, path) {
      const isTop = path.length === 2;
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (isTop && key === 'table' && isCollection(pair.value)) {
        for (const row of pair.value.items) if (isMap(row)) row.flow = true;
      } else if (path.length > 2 && isCollection(pair.value)) pair.value.flow = true;
      else if (isTop && ['values', 'decide', 'default'].includes(key) && isCollection(pair.value))
        pair.value.flow = true;
      return undefined;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function notImported({ imports, services, decisions, place }: DmnModel): readonly Problem[] {
  return [
    ...imports.map((each) =>
      problem(
        'IMPORTED_MODEL',
        {
          en: `The model imports another: \`${each.name || each.namespace}\`.`,
          ro: `Modelul importă un altul: \`${each.name || each.namespace}\`.`,
        },
        {
          place: each.place(),
          hint: { en: 'copy what it uses into this file', ro: 'copiați în acest fișier ce folosește din el' },
        },
      ),
    ),
    ...services.map(({ name, place: placeOf }) =>
      warning(
        'SERVICE_NOT_IMPORTED',
        {
          en: `The decision service \`${name}\` is not imported.`,
          ro: `Serviciul de decizie \`${name}\` nu este importat.`,
        },
        {
          place: placeOf(),
          hint: { en: 'ask its output decisions by name', ro: 'întrebați după nume deciziile sale de ieșire' },
        },
      ),
    ),
    ...(decisions.length === 0
      ? [
          problem(
            'NO_DECISIONS',
            { en: 'The file has no decisions.', ro: 'Fișierul nu are decizii.' },
            { place: place(), hint: { en: 'draw at least one', ro: 'desenați cel puțin una' } },
          ),
        ]
      : []),
  ];
}

/** Two ways of reading may find the same. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = ({ code, place }: Problem) => `${code} ${place?.line}:${place?.column}`;
  return [...new Map(problems.map((each) => [keyOf(each), each])).values()];
}

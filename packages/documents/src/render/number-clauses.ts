import type { Environment } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Clause } from '../content/clause-kind.ts';
import type { Annex, DocumentTemplate } from '../document.ts';
import { DocumentRefused } from '../document-refused.ts';
import type { AgreedWording } from './agreed-wording.ts';

/** The clauses that a record has in its document, with the numbers they get there. */
export interface NumberedClause {
  readonly clause: Clause;
  readonly number: string;
  /** Whether something else was agreed for this record than what is written. */
  readonly changed: boolean;
  /** `index` is the paragraph's place in the clause as written; `agreed` is the text in its place. */
  readonly paragraphs: readonly { readonly index: number; readonly number: string; readonly agreed?: string }[];
}

/**
 * Chooses clauses and their paragraphs by their conditions, and numbers those that are there: `4`, `4.2`. Agreed wording
 * takes the place of a clause's paragraphs.
 */
export function numberClauses(
  document: DocumentTemplate,
  names: JsonObject,
  environment: Environment,
  agreed: ReadonlyMap<string, AgreedWording>,
): readonly NumberedClause[] {
  const chosen = document.clauses.filter(({ when }) => !when || when.holds(names, environment));
  return chosen.map(({ is: clause, paragraphs }, at) => {
    const number = String(at + 1);
    const changed = agreed.has(clause.name);
    const wording = agreed.get(clause.name);
    if (wording) {
      const paragraphs = wording.map((text, index) => ({ index, number: `${number}.${index + 1}`, agreed: text }));
      return { clause, number, changed, paragraphs };
    }
    const there = [...paragraphs.entries()].filter(([, when]) => !when || when.holds(names, environment));
    return {
      ...{ clause, number, changed },
      paragraphs: there.map(([index], position) => ({ index, number: `${number}.${position + 1}` })),
    };
  });
}

/**
 * What references lead to; where other wording was agreed, to the clause instead of its paragraph. Throws DocumentRefused
 * for a clause, paragraph or annex that this record's document does not have.
 */
export function referencesTo(clauses: readonly NumberedClause[], annexes: readonly Annex[]) {
  const numbers = new Map<string, string>();
  for (const { clause, number, paragraphs } of clauses) {
    numbers.set(`clause ${clause.name}`, number);
    const isAgreed = paragraphs.some((each) => each.agreed !== undefined);
    const places = isAgreed ? clause.paragraphs.keys().map((index) => ({ index, number })) : paragraphs;
    for (const each of places) {
      const id = clause.paragraphs[each.index]?.id;
      if (id !== undefined) numbers.set(`clause ${clause.name}.${id}`, each.number);
    }
  }
  for (const { name, number } of annexes) numbers.set(`annex ${name}`, String(number));
  return (kind: 'clause' | 'annex', name: string): string => {
    const number = numbers.get(`${kind} ${name}`);
    if (number !== undefined) return number;
    throw new DocumentRefused(
      'REFERENCE_TO_NOTHING',
      {
        en: `The document refers to ${kind} \`${name}\`, which it does not have for this record.`,
        ro: `Documentul face trimitere la ${kind === 'clause' ? 'clauza' : 'anexa'} \`${name}\`, pe care nu o are pentru această înregistrare.`,
      },
      {
        en: 'give the text with the reference the same `when` as what it refers to',
        ro: 'dați textului cu trimiterea același `when` ca al părții la care trimite',
      },
    );
  };
}

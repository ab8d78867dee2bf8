import type { Environment } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Clause } from '../content/clause-kind.ts';
import type { Annex, DocumentTemplate } from '../document.ts';
import { DocumentRefused } from '../document-refused.ts';

/** The clauses that a record has in its document, with the numbers they get there. */
export interface NumberedClause {
  readonly clause: Clause;
  readonly number: string;
  /** `index` is the paragraph's place in the clause as written. */
  readonly paragraphs: readonly { readonly index: number; readonly number: string }[];
}

/** Chooses clauses and their paragraphs by their conditions, and numbers those that are there: `4`, `4.2`. */
export function numberClauses(
  document: DocumentTemplate,
  names: JsonObject,
  environment: Environment,
): readonly NumberedClause[] {
  const chosen = document.clauses.filter(({ when }) => !when || when.holds(names, environment));
  return chosen.map(({ is: clause, paragraphs }, at) => {
    const number = String(at + 1);
    const there = [...paragraphs.entries()].filter(([, when]) => !when || when.holds(names, environment));
    return {
      clause,
      number,
      paragraphs: there.map(([index], position) => ({ index, number: `${number}.${position + 1}` })),
    };
  });
}

/** What references lead to. Throws DocumentRefused for a clause, paragraph or annex that this record's document does not have. */
export function referencesTo(clauses: readonly NumberedClause[], annexes: readonly Annex[]) {
  const numbers = new Map<string, string>();
  for (const { clause, number, paragraphs } of clauses) {
    numbers.set(`clause ${clause.name}`, number);
    for (const each of paragraphs) {
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

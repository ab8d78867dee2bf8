import type { Place, Text } from '@dealwright/diagnostics';
import {
  feelSchema,
  fieldNameSchema,
  nameSchema,
  requirementSchema,
  textSchema,
  warnUntranslated,
} from '@dealwright/entities';
import type { ContentDocument, Kind, YamlPath } from '@dealwright/metadata';
import { z } from 'zod';
import { sha256 } from '../sha256.ts';

/** A clause as written. Documents compile its texts, because what they may say is the document's record. */
export interface Clause {
  readonly name: string;
  readonly title: Text;
  readonly version: string;
  /** Who answers for its wording. */
  readonly department: Text | undefined;
  /** Whether a customer may ask for another wording. */
  readonly negotiable: boolean;
  readonly paragraphs: readonly Paragraph[];
  /** SHA-256 of its content, hex. */
  readonly hash: string;
  /** Where its parts stand. */
  readonly document: Pick<ContentDocument, 'place'>;
}

/** A numbered paragraph, and the lettered items below it. */
export interface Paragraph {
  /** Its name in references: `{{clause "payment.term"}}`. */
  readonly id: string | undefined;
  /** FEEL over the document's record. */
  readonly when: string | undefined;
  readonly text: Text;
  readonly items: readonly Text[];
  /** Where its text stands in the clause. */
  readonly textPath: YamlPath;
  readonly path: YamlPath;
}

const written = textSchema.describe('Text per language; Handlebars may stand in it, HTML may not.');

const paragraphSchema = z.strictObject({
  id: fieldNameSchema.optional().describe('A name for references: `{{clause "payment.term"}}`.'),
  when: feelSchema
    .optional()
    .describe('FEEL over the record of the document: only then is the paragraph there, and counted.'),
  text: written,
  items: z.array(written).optional().describe('A lettered list below the paragraph.'),
});

const schema = z.strictObject({
  kind: z.literal('clause'),
  name: nameSchema.describe('Named by documents and in references: `{{clause "payment"}}`.'),
  title: textSchema.describe('The heading.'),
  version: z.string().describe('Of the wording, such as `2026-01`; part of the manifest of each PDF.'),
  department: textSchema.optional().describe('Who answers for the wording.'),
  negotiable: z.boolean().optional().describe('A customer may ask for another wording.'),
  paragraphs: z
    .array(z.union([textSchema, paragraphSchema]))
    .min(1)
    .describe('The numbered paragraphs, in both languages side by side.'),
  requirement: requirementSchema.optional(),
});

type ParagraphShape = z.output<typeof paragraphSchema>;
type Shape = z.output<typeof schema>;

export const clauseKind: Kind<Shape, Clause> = {
  name: 'clause',
  about:
    'A clause of contracts: a heading and numbered paragraphs, each in every language, with the version of the wording and who answers for it. Documents list the clauses they have, and under which condition.',
  schema,
  example: `
kind: clause
name: payment
title: { en: Payment, ro: Plata }
version: 2026-01
department: { en: Finance, ro: Financiar }
paragraphs:
  - { en: The customer pays each invoice within 14 days., ro: Clientul plătește fiecare factură în 14 zile. }
  - id: late
    text: { en: "Later, the following is charged:", ro: "După termen se percep:" }
    items:
      - { en: interest; and, ro: dobândă; }
      - { en: costs of collection., ro: costuri de colectare. }
`,
  link(document, linking) {
    const { name, title, version, department, negotiable = false, paragraphs } = document.shape;
    const warn = (text: Text, path: YamlPath) => warnUntranslated(text, (): Place => document.place(path), linking);
    warn(title, ['title']);
    return {
      ...{ name, title, version, department, negotiable, document },
      hash: sha256(JSON.stringify(document.shape)),
      paragraphs: paragraphs.map((each, index): Paragraph => {
        const path = ['paragraphs', index];
        const of: Partial<ParagraphShape> & { text: Text } = isParagraph(each) ? each : { text: each };
        const { text } = of;
        const textPath = isParagraph(each) ? [...path, 'text'] : path;
        warn(text, textPath);
        for (const [at, item] of (of.items ?? []).entries()) warn(item, [...path, 'items', at]);
        return { id: of.id, when: of.when, text, items: of.items ?? [], textPath, path };
      }),
    };
  },
};

function isParagraph(shape: Shape['paragraphs'][number]): shape is ParagraphShape {
  return typeof shape === 'object' && 'text' in shape;
}

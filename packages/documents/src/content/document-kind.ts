import { EVERYONE, roleKind } from '@dealwright/access';
import { type Text, warning } from '@dealwright/diagnostics';
import { ENTITY, type Entity, humanise, warnUntranslated } from '@dealwright/entities';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import type { DocumentTemplate } from '../document.ts';
import { FONT_FAMILIES } from '../fonts/bundled-fonts.ts';
import { compileDocument } from './compile-document.ts';
import { type DocumentShape, documentSchema } from './document-schema.ts';

const MARGIN = '20mm';

export const documentKind: Kind<DocumentShape, DocumentTemplate> = {
  name: 'document',
  about:
    'A paper that people sign: a Handlebars template with clauses, filled from a record and printed to PDF. Every name in the template is checked against the entity when the content is loaded, and what is missing in a record is told before the PDF is made.',
  schema: documentSchema,
  example: `
kind: document
name: order-confirmation
label: { en: Order confirmation, ro: Confirmarea comenzii }
of: Order
template: confirmation.hbs
fileName: { en: "Confirmation {{number}}", ro: "Confirmare {{number}}" }
required:
  - field: customer.name
`,
  link(document, linking) {
    const { shape } = document;
    const { name, label = humanise(name), locales = ['ro', 'en'], by = [], page = {}, fonts = FONT_FAMILIES } = shape;
    const of = linking.find(ENTITY, shape.of, document.place(['of']));
    warnUntranslated(shape.label, () => document.place(['label']), linking);
    const margins = page.margins ?? { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN };
    const linked: Partial<DocumentTemplate> = {
      ...{ name, label, locales, by, fonts, requirement: requirementsOf(shape) },
      ...(of ? { of } : {}),
      page: { size: page.size ?? 'A4', margins },
    };
    // Completed in `check`, when the entity and everything that it leads to is known.
    return linked as DocumentTemplate;
  },
  check(linked, document, linking) {
    checkRoles(document, linking);
    warnAboutTexts(document, linking);
    const of: Entity | undefined = linked.of;
    if (!of) return;
    const compiled = compileDocument(of, linked.locales, document, linking);
    if (compiled) Object.assign(linked, compiled);
  },
};

function requirementsOf({ requirement = [], required = [] }: DocumentShape): readonly string[] {
  return [...new Set([...requirement, ...required.flatMap((each) => each.requirement ?? [])])];
}

function checkRoles({ shape, place }: ContentDocument<DocumentShape>, linking: Linking): void {
  for (const [index, role] of (shape.by ?? []).entries()) {
    if (role !== EVERYONE) linking.find(roleKind, role, place(['by', index]));
  }
}

/** A text that is not written in a language of the document would stand there in English. */
function warnAboutTexts({ shape, place }: ContentDocument<DocumentShape>, linking: Linking): void {
  const warn = (text: Text | undefined, path: (string | number)[]) => {
    // A pattern of names only, such as "{{number}}", is the same in every language.
    if (typeof text === 'string' && text.replace(/\{\{.*?\}\}|[^\p{L}]/gu, '') === '') return;
    warnUntranslated(text, () => place(path), linking);
  };
  warn(shape.about, ['about']);
  warn(shape.title, ['title']);
  warn(shape.fileName, ['fileName']);
  for (const [name, text] of Object.entries(shape.texts ?? {})) warn(text, ['texts', name]);
  for (const [index, { title }] of (shape.annexes ?? []).entries()) warn(title, ['annexes', index, 'title']);
  for (const [index, { message }] of (shape.required ?? []).entries()) warn(message, ['required', index, 'message']);
  for (const part of ['header', 'footer'] as const) {
    for (const [side, text] of Object.entries(shape.page?.[part] ?? {})) warn(text, ['page', part, side]);
  }
  if (!shape.samples?.length) {
    linking.report(
      warning(
        'NO_SAMPLE',
        { en: 'This document is tried with no sample.', ro: 'Acest document nu este încercat cu niciun exemplu.' },
        {
          place: place(['name']),
          hint: {
            en: 'add `samples: [{ name: …, file: sample.json, at: 2026-03-31 }]`',
            ro: 'adăugați `samples: [{ name: …, file: sample.json, at: 2026-03-31 }]`',
          },
        },
      ),
    );
  }
}

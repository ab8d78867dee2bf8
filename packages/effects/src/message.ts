import { problem, type Text } from '@dealwright/diagnostics';
import {
  compileOver,
  type Entity,
  entityKind,
  type Field,
  humanise,
  nameSchema,
  requirementSchema,
  textSchema,
  warnUntranslated,
} from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { z } from 'zod';

/** A linked message: what people are told, by language. */
export interface Message {
  readonly name: string;
  readonly label: Text;
  readonly about: Entity | undefined;
  /** How people are told who sign in: in the application, by mail. */
  readonly by: ReadonlySet<Way>;
  /** By language, with `en` always there. */
  readonly subject: ReadonlyMap<string, readonly Piece[]>;
  readonly body: ReadonlyMap<string, readonly Piece[]>;
  /** Record paths that the insertions read: load these before. */
  readonly paths: readonly (readonly string[])[];
}

type Way = (typeof WAYS)[number];
const WAYS = ['app', 'mail'] as const;

/** Plain text, or the value of an expression; `field` when that is the plain value of one. */
export type Piece = string | { readonly value: Expression; readonly field: Field | undefined };

const insertions =
  'may hold insertions in braces: `{number}`, `{customer.name}`, or any FEEL expression over the record.';

const schema = z.strictObject({
  kind: z.literal('message'),
  name: nameSchema.describe('Named by processes: `{ notify: order-approved, to: owner }`.'),
  label: textSchema.optional(),
  about: z.string().describe('The entity whose record it is about.'),
  subject: textSchema.describe(`One line; ${insertions}`),
  body: textSchema.optional().describe(`The text; ${insertions}`),
  by: z
    .array(z.enum(WAYS))
    .min(1)
    .optional()
    .describe(
      'How people are told: `app` (in the application), `mail` (at their address, where they have one); silence: `app`.',
    ),
  requirement: requirementSchema.optional(),
});

type Shape = z.output<typeof schema>;
type Texts = Map<string, readonly Piece[]>;

export const messageKind: Kind<Shape, Message> = {
  name: 'message',
  about: 'What people are told when something happened, in every language, with values of the record inserted.',
  schema,
  example: `
kind: message
name: invoice-sent
about: Invoice
subject: { en: "{number} was sent", ro: "{number} a fost trimisă" }
body:
  en: The invoice {number} over {amount} was sent.
  ro: Factura {number} de {amount} a fost trimisă.
by: [app, mail]
`,
  link: ({ shape }) => ({
    name: shape.name,
    label: shape.label ?? humanise(shape.name),
    about: undefined,
    by: new Set(shape.by ?? ['app']),
    subject: new Map(),
    body: new Map(),
    paths: [],
  }),
  check(message, document, linking) {
    const { shape } = document;
    const about = linking.find(entityKind, shape.about, document.place(['about']));
    if (!about) return;
    Object.assign(message, { about });
    for (const key of ['subject', 'body'] as const) {
      const text = shape[key];
      warnUntranslated(text, () => document.place([key]), linking);
      for (const [locale, each] of Object.entries(typeof text === 'string' ? { en: text } : (text ?? {}))) {
        const path = typeof text === 'string' ? [key] : [key, locale];
        (message[key] as Texts).set(locale, linkPieces(each, about, path, document, linking));
      }
    }
    const pieces = [...message.subject.values(), ...message.body.values()].flat();
    Object.assign(message, { paths: pieces.flatMap((each) => (typeof each === 'string' ? [] : each.value.paths)) });
  },
};

function linkPieces(
  text: string,
  about: Entity,
  path: readonly string[],
  document: ContentDocument<Shape>,
  linking: Linking,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(/\{([^{}]*)\}/g)) {
    pieces.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const inserted = found[1] ?? '';
    const start = found.index + 1;
    const target = fieldAt(about, inserted);
    // A record is named by its title.
    const title = target?.reference ? `.${target.reference.entity.title}` : '';
    const value = compileOver(inserted + title, {
      type: about.type,
      linking,
      place: (offset, length) => document.place(path, start + offset, length),
    });
    if (value) pieces.push({ value, field: title ? fieldAt(about, inserted + title) : target });
  }
  pieces.push(text.slice(end));
  if (/[{}]/.test(pieces.filter((each) => typeof each === 'string').join(''))) {
    linking.report(
      problem(
        'UNPAIRED_BRACE',
        { en: 'A brace has no partner.', ro: 'O acoladă nu are pereche.' },
        {
          place: document.place(path),
          hint: { en: 'write insertions as `{number}`', ro: 'scrieți inserțiile ca `{number}`' },
        },
      ),
    );
  }
  return pieces.filter((each) => each !== '');
}

/** The field that a plain path leads to; undefined for any other expression. */
function fieldAt(start: Entity, text: string): Field | undefined {
  let entity: Entity | undefined = start;
  let field: Field | undefined;
  for (const name of text.trim().split('.')) {
    field = entity?.fields.get(name);
    if (!field || field.internal) return undefined;
    entity = field.reference?.entity;
  }
  return field;
}

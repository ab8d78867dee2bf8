import { didYouMean, problem } from '@dealwright/diagnostics';
import {
  compileOver,
  type Entity,
  type ExtraNames,
  entityKind,
  feelSchema,
  nameSchema,
  requirementSchema,
} from '@dealwright/entities';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { z } from 'zod';
import type { Operation } from './access.ts';
import { meType } from './me.ts';
import { NAMED_REACHES, type Reach } from './reach.ts';
import { roleKind } from './role.ts';

/** A linked permission: what its roles may do, by the name of the entity; `*` is every entity that has no entry. */
export interface Permission {
  readonly name: string;
  readonly roles: readonly string[];
  readonly grants: Map<string, Grant>;
}

/** What may be done with one entity. An operation without a reach is not allowed. */
export interface Grant {
  readonly reach: Readonly<Partial<Record<Operation, Reach>>>;
  readonly hidden: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
}

const scope = feelSchema.describe(
  '`own`, `team` (the owner’s team, and own), `all`, `subject` (of a File or a Task: whoever may read the record that it is about), or FEEL over the record and `me`: `segment = "small"`.',
);

const grantSchema = z.strictObject({
  create: scope.optional(),
  read: scope.optional(),
  update: scope.optional(),
  delete: scope.optional(),
  hide: z.array(nameSchema).optional().describe('Fields that these roles never see.'),
  readOnly: z.array(nameSchema).optional().describe('Fields that these roles see and cannot write.'),
});

const schema = z.strictObject({
  kind: z.literal('permission'),
  name: nameSchema,
  role: z
    .union([nameSchema, z.array(nameSchema)])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .describe('Whom it is given to: a role or several.'),
  entities: z
    .record(z.union([z.literal('*'), nameSchema]), grantSchema)
    .describe(
      'What they may do with each entity; `"*"` is every entity without an entry. Silence allows nothing. Parts follow their parent.',
    ),
  requirement: requirementSchema.optional(),
});

type Shape = z.output<typeof schema>;
type GrantShape = z.output<typeof grantSchema>;

const OPERATIONS = ['create', 'read', 'update', 'delete'] as const;
const ME: ExtraNames = new Map([['me', { type: meType }]]);
/** What the API always says of a record that may be read. */
const NEVER_HIDDEN = ['id', 'version', 'createdAt'];

export const permissionKind: Kind<Shape, Permission> = {
  name: 'permission',
  about:
    'What roles may do with the records of each entity, and which fields are hidden from them or read-only. Who has several roles may do what any of them may; a part (of type part-of) follows its parent unless it has an entry of its own.',
  schema,
  example: `
kind: permission
name: clerk-orders
role: clerk
entities:
  Order: { create: own, read: team, update: own, hide: [margin], readOnly: [discount] }
  Customer: { read: segment = "small" }
`,
  link: (document) => ({ name: document.shape.name, roles: document.shape.role, grants: new Map() }),
  check(permission, document, linking) {
    permission.roles.forEach((each, index) => void linking.find(roleKind, each, rolePlace(document, index)));
    for (const [name, said] of Object.entries(document.shape.entities)) {
      if (name === '*') {
        permission.grants.set(name, linkGrant(name, undefined, said, document, linking));
        continue;
      }
      const entity = linking.find(entityKind, name, document.keyPlace(['entities', name]));
      if (entity) permission.grants.set(name, linkGrant(name, entity, said, document, linking));
    }
  },
};

function rolePlace(document: ContentDocument<Shape>, index: number) {
  return document.shape.role.length === 1 ? document.place(['role']) : document.place(['role', index]);
}

function linkGrant(
  key: string,
  entity: Entity | undefined,
  said: GrantShape,
  document: ContentDocument<Shape>,
  linking: Linking,
): Grant {
  const reach: Partial<Record<Operation, Reach>> = {};
  for (const operation of OPERATIONS) {
    const text = said[operation];
    const found =
      text === undefined ? undefined : linkReach(text, entity, ['entities', key, operation], document, linking);
    if (found) reach[operation] = found;
  }
  const fields = (list: 'hide' | 'readOnly') => {
    (said[list] ?? []).forEach((name, index) => {
      checkField(name, list, entity, ['entities', key, list, index], document, linking);
    });
    return new Set(said[list]);
  };
  return { reach, hidden: fields('hide'), readOnly: fields('readOnly') };
}

const WITHOUT_SUBJECT = { en: 'write `own`, `team` or `all`', ro: 'scrieți `own`, `team` sau `all`' };

function linkReach(
  text: string,
  entity: Entity | undefined,
  path: readonly (string | number)[],
  document: ContentDocument<Shape>,
  linking: Linking,
): Reach | undefined {
  const named = NAMED_REACHES.get(text);
  if (named && (text !== 'subject' || (entity && entity.subjects.size > 0))) return named;
  if (named && entity) {
    linking.report(
      problem(
        'SCOPE_WITHOUT_SUBJECT',
        {
          en: `A ${entity.name} is not about another record, so there is no \`subject\`.`,
          ro: `${entity.name} nu este despre altă înregistrare, deci nu există \`subject\`.`,
        },
        { place: document.place(path), hint: didYouMean(text, ['own', 'team', 'all']) ?? WITHOUT_SUBJECT },
      ),
    );
    return undefined;
  }
  if (!entity) {
    linking.report(
      problem(
        'SCOPE_OF_ALL_ENTITIES',
        {
          en: `\`${text}\` cannot be asked of every entity.`,
          ro: `\`${text}\` nu poate fi cerut de la orice entitate.`,
        },
        { place: document.place(path), hint: didYouMean(text, NAMED_REACHES.keys()) },
      ),
    );
    return undefined;
  }
  const expression = compileOver(text, {
    type: entity.type,
    linking,
    extra: ME,
    expects: { kind: 'boolean' },
    place: (offset, length) => document.place(path, offset, length),
  });
  if (!expression) return undefined;
  if (expression.predicate) return { text, predicate: expression.predicate };
  linking.report(
    problem(
      'SCOPE_NOT_QUERYABLE',
      {
        en: `The database cannot answer \`${text}\`, so it cannot say which records a role may reach.`,
        ro: `Baza de date nu poate răspunde la \`${text}\`, deci nu poate spune ce înregistrări sunt accesibile unui rol.`,
      },
      {
        place: document.place(path),
        hint: {
          en: 'use comparisons of fields with values, `me.id` or `me.team`, joined by `and`, `or`, `not`',
          ro: 'folosiți comparații ale câmpurilor cu valori, `me.id` sau `me.team`, legate prin `and`, `or`, `not`',
        },
      },
    ),
  );
  return undefined;
}

function checkField(
  name: string,
  list: 'hide' | 'readOnly',
  entity: Entity | undefined,
  path: readonly (string | number)[],
  document: ContentDocument<Shape>,
  linking: Linking,
): void {
  const place = document.place(path);
  if (!entity?.fields.has(name)) {
    const of = entity?.name ?? '*';
    linking.report(
      problem(
        'UNKNOWN_FIELD',
        { en: `\`${of}\` has no field \`${name}\`.`, ro: `\`${of}\` nu are câmpul \`${name}\`.` },
        { place, hint: entity && didYouMean(name, entity.fields.keys()) },
      ),
    );
  } else if (list === 'hide' && NEVER_HIDDEN.includes(name)) {
    linking.report(
      problem(
        'CANNOT_HIDE',
        {
          en: `\`${name}\` stands on every record that may be read; it cannot be hidden.`,
          ro: `\`${name}\` apare pe orice înregistrare care poate fi citită; nu poate fi ascuns.`,
        },
        { place, hint: { en: 'give no `read` instead', ro: 'nu acordați `read`' } },
      ),
    );
  }
}

import { problem, type Text } from '@dealwright/diagnostics';
import { humanise, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import type { Kind } from '@dealwright/metadata';
import { z } from 'zod';

/** A linked role. Whoever has it has the roles that it includes, too. */
export interface Role {
  readonly name: string;
  readonly label: Text;
  /** The names of the roles directly included. */
  readonly includes: readonly string[];
}

const schema = z.strictObject({
  kind: z.literal('role'),
  name: nameSchema.describe('Named by permissions, processes and documents: `by: [seller]`.'),
  label: textSchema.optional().describe('What people call it.'),
  includes: z.array(nameSchema).optional().describe('Whoever has this role has these, too.'),
  requirement: requirementSchema.optional(),
});

type Shape = z.output<typeof schema>;

export const roleKind: Kind<Shape, Role> = {
  name: 'role',
  about:
    'What a person is in the organisation. Roles form a tree by `includes`; permissions, processes and documents name them. Everybody who is signed in has the role `everyone`.',
  schema,
  example: `
kind: role
name: clerk
label: { en: Clerk, ro: Funcționar }
`,
  link(document) {
    const { name, label, includes } = document.shape;
    return { name, label: label ?? humanise(name), includes: includes ?? [] };
  },
  check(role, document, linking) {
    const all = linking.all(roleKind);
    role.includes.forEach((each, index) => {
      const place = document.place(['includes', index]);
      if (!linking.find(roleKind, each, place) || !withIncluded([each], all).has(role.name)) return;
      linking.report(
        problem(
          'ROLE_INCLUDES_ITSELF',
          { en: `The role \`${role.name}\` includes itself.`, ro: `Rolul \`${role.name}\` se include pe sine.` },
          { place, hint: { en: `take \`${each}\` out of \`includes\``, ro: `scoateți \`${each}\` din \`includes\`` } },
        ),
      );
    });
  },
};

/** The roles and all that they include, themselves among them. Names that are no role (any more) are kept: they allow nothing. */
export function withIncluded(names: Iterable<string>, all: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found) for (const each of all.get(name)?.includes ?? []) found.add(each);
  return found;
}

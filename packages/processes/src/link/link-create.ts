import { type Entity, type ExtraNames, entityKind } from '@dealwright/entities';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { Effect } from '../effect.ts';
import type { EffectShape } from '../schema/effect-schema.ts';
import {
  type Compile,
  expectedType,
  findField,
  type Place,
  report,
  type TransitionLinking,
} from './transition-linking.ts';

/** Links `create:`: what is created must have all that it needs. */
export function linkCreate(
  { create, as, each: listed, values: said }: Extract<EffectShape, { create: string }>,
  when: Expression | undefined,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): Effect[] {
  const { document, linking, entity } = at;
  const created = linking.find(entityKind, create, document.place([...path, 'create']));
  if (!created) return [];
  const each = listed === undefined ? undefined : compile(listed, [...path, 'each']);
  const item: ExtraNames | undefined = each && new Map([['item', { type: elementOf(each, [...path, 'each'], at) }]]);
  const values = new Map<string, Expression>();
  for (const [name, text] of Object.entries(said ?? {})) {
    const field = findField(name, created, [...path, 'values', name], at);
    const expression = field && compile(text, [...path, 'values', name], expectedType(field), item);
    if (expression) values.set(name, expression);
  }
  if (each && as !== undefined) {
    report(
      at,
      [...path, 'as'],
      'ONE_FOR_MANY',
      { en: '`each` creates several, and `as` keeps one.', ro: '`each` creează mai multe, iar `as` păstrează una.' },
      { en: 'leave one of the two out', ro: 'omiteți una dintre cele două' },
    );
  }
  checkComplete(created, new Set(Object.keys(said ?? {})), path, at);
  const reference = as === undefined ? undefined : findField(as, entity, [...path, 'as'], at);
  if (reference && reference.reference?.entity !== created) {
    report(
      at,
      [...path, 'as'],
      'WRONG_REFERENCE',
      { en: `\`${as}\` does not refer to ${create}.`, ro: `\`${as}\` nu se referă la ${create}.` },
      { en: `name a reference to ${create}`, ro: `numiți o referință la ${create}` },
    );
  }
  return [{ is: 'create', when, entity: create, each, values, as }];
}

/** The type of one of the list; anything, with a problem, when it is none. */
function elementOf({ type }: Expression, path: Place, at: TransitionLinking): FeelType {
  if (type.kind === 'list') return type.of;
  if (type.kind !== 'any') {
    report(
      at,
      path,
      'EACH_OF_NO_LIST',
      { en: 'This is no list, so there is no “each”.', ro: 'Aceasta nu este o listă, deci nu există „fiecare”.' },
      { en: 'name a list, or leave `each` out', ro: 'numiți o listă sau omiteți `each`' },
    );
  }
  return { kind: 'any' };
}

/** A record without what it requires could never be created. */
function checkComplete(created: Entity, given: ReadonlySet<string>, path: Place, at: TransitionLinking): void {
  const missing = [...created.fields.values()].filter(
    (field) => field.required && !field.standard && !field.formula && !field.default && !given.has(field.name),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `\`${name}\``).join(', ');
  report(
    at,
    [...path, 'create'],
    'CREATE_INCOMPLETE',
    { en: `A new ${created.name} needs ${names}.`, ro: `Un ${created.name} nou are nevoie de ${names}.` },
    { en: 'give them in `values`', ro: 'dați-le în `values`' },
  );
}

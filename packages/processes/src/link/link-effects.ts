import { roleKind } from '@dealwright/access';
import { didYouMean, problem } from '@dealwright/diagnostics';
import { type Entity, type ExtraNames, entityKind } from '@dealwright/entities';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { Effect } from './process.ts';
import type { EffectShape } from './process-schema.ts';
import {
  type Compile,
  expectedType,
  findField,
  isPerson,
  type Place,
  report,
  type TransitionLinking,
} from './transition-linking.ts';

/** Links `then:`: messages, documents, entities and receivers must be there. */
export function linkEffects(
  said: readonly EffectShape[],
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): readonly Effect[] {
  return said.flatMap((each, index): Effect[] => {
    const place = [...path, index];
    const when = each.when === undefined ? undefined : compile(each.when, [...place, 'when'], { kind: 'boolean' });
    if ('notify' in each) {
      checkName('message', each.notify, [...place, 'notify'], at);
      checkReceiver(each.to, [...place, 'to'], at);
      return [{ is: 'notify', when, message: each.notify, to: each.to }];
    }
    if ('generate' in each) {
      checkName('document', each.generate, [...place, 'generate'], at);
      return [{ is: 'generate', when, document: each.generate }];
    }
    return linkCreate(each, when, place, compile, at);
  });
}

/** Messages and documents belong to packages further down, so only their names are known here. */
function checkName(kind: string, name: string, path: Place, { document, linking }: TransitionLinking): void {
  const names = linking.names(kind);
  if (names.has(name)) return;
  linking.report(
    problem(
      'UNKNOWN_NAME',
      { en: `There is no ${kind} \`${name}\`.`, ro: `Nu există ${kind} \`${name}\`.` },
      { place: document.place(path), hint: didYouMean(name, names) },
    ),
  );
}

function checkReceiver(to: string, path: Place, { document, linking, entity }: TransitionLinking): void {
  const role = /^role (.+)$/.exec(to)?.[1];
  const roles = linking.all(roleKind);
  if (role === undefined ? isPerson(entity.fields.get(to)) : roles.has(role)) return;
  const people = [...entity.fields.values()].filter(isPerson).map(({ name }) => name);
  linking.report(
    problem(
      'UNKNOWN_RECEIVER',
      { en: `Nobody is reached by \`${to}\`.`, ro: `Nimeni nu este anunțat prin \`${to}\`.` },
      {
        place: document.place(path),
        hint: didYouMean(to, [...people, ...[...roles.keys()].map((each) => `role ${each}`)]) ?? {
          en: 'write `owner`, or `role manager`',
          ro: 'scrieți `owner` sau `role manager`',
        },
      },
    ),
  );
}

function linkCreate(
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

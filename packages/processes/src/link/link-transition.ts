import { meType, type Role, roleKind } from '@dealwright/access';
import { didYouMean, problem } from '@dealwright/diagnostics';
import { compileOver, type Entity, type ExtraNames, humanise, warnUntranslated } from '@dealwright/entities';
import type { ContextType, Expression, Member } from '@dealwright/expressions';
import type { Decision } from '@dealwright/rules';
import { linkEffects } from './link-effects.ts';
import { linkTarget } from './link-target.ts';
import type { NeededField, Transition } from './process.ts';
import type { TransitionShape } from './process-schema.ts';
import {
  type Compile,
  expectedType,
  findDecision,
  findField,
  isPerson,
  type Place,
  report,
  type TransitionLinking,
} from './transition-linking.ts';

/** Links a transition; everything that is wrong with it is reported, and left out. */
export function linkTransition(event: string, shape: TransitionShape, path: Place, at: TransitionLinking): Transition {
  const { document, linking } = at;
  const decide = new Map<string, Decision>();
  for (const [alias, name] of Object.entries(shape.decide ?? {})) {
    const decision = findDecision(name, [...path, 'decide', alias], at);
    if (decision) decide.set(alias, decision);
  }
  const compile = compiler(decide, at);
  for (const key of ['label', 'unless'] as const)
    warnUntranslated(shape[key], () => document.place([...path, key]), linking);
  return {
    event,
    label: shape.label ?? humanise(event),
    by: shape.by ?? [],
    roles: linkRoles(shape.by, [...path, 'by'], at),
    when: shape.when === undefined ? undefined : compile(shape.when, [...path, 'when'], { kind: 'boolean' }),
    unless: shape.unless,
    needs: {
      fields: linkNeeds(shape, [...path, 'needs', 'fields'], compile, at),
      reason: shape.needs?.reason ?? false,
      decisions: (shape.needs?.decisions ?? []).flatMap(
        (name, index) => findDecision(name, [...path, 'needs', 'decisions', index], at) ?? [],
      ),
    },
    decide,
    to: linkTarget(shape.to, [...path, 'to'], at),
    set: linkSet(shape, [...path, 'set'], compile, at),
    then: linkEffects(shape.then ?? [], [...path, 'then'], compile, at),
    requirement: shape.requirement ?? [],
  };
}

function compiler(decide: ReadonlyMap<string, Decision>, { document, linking, entity }: TransitionLinking): Compile {
  const extra: ExtraNames = new Map<string, Member>([
    ['me', { type: meType }],
    ['input', { type: inputType(entity) }],
    ...[...decide].map(([alias, { outcome }]): [string, Member] => [alias, { type: outcome }]),
  ]);
  return (text, path, expects, more) =>
    compileOver(text, {
      type: entity.type,
      linking,
      extra: more ? new Map([...extra, ...more]) : extra,
      ...(expects ? { expects } : {}),
      place: (offset, length) => document.place(path, offset, length),
    });
}

/** What comes with the event: fields, and the reason. */
function inputType({ name, type }: Entity): ContextType {
  const reason: Member = { type: { kind: 'string' } };
  return {
    kind: 'context',
    name: `input of ${name}`,
    member: (each) => (each === 'reason' ? reason : type.member(each)),
    names: () => [...type.names(), 'reason'],
  };
}

/** Whoever has a role that includes the named one may do what the named one may. */
function linkRoles(by: readonly string[] | undefined, path: Place, at: TransitionLinking): ReadonlySet<string> {
  const { document, linking, entity } = at;
  const all = linking.all(roleKind);
  const roles = new Set<string>();
  if (by?.length === 0) {
    report(
      at,
      path,
      'NOBODY_MAY_FIRE',
      { en: 'Nobody may fire this event.', ro: 'Nimeni nu poate declanșa acest eveniment.' },
      { en: 'name roles, or leave `by` out', ro: 'numiți roluri sau omiteți `by`' },
    );
  }
  for (const [index, name] of (by ?? []).entries()) {
    if (all.has(name)) {
      for (const each of including(name, all)) roles.add(each);
    } else if (!isPerson(entity.fields.get(name))) {
      const people = [...entity.fields.values()].filter(isPerson).map((each) => each.name);
      linking.report(
        problem(
          'UNKNOWN_ROLE',
          { en: `There is no role \`${name}\`.`, ro: `Nu există rolul \`${name}\`.` },
          { place: document.place([...path, index]), hint: didYouMean(name, [...all.keys(), ...people]) },
        ),
      );
    }
  }
  return roles;
}

function including(name: string, all: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const found = new Set([name]);
  for (const each of found) {
    for (const role of all.values()) if (role.includes.includes(each)) found.add(role.name);
  }
  return found;
}

function linkNeeds(
  { needs }: TransitionShape,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): readonly NeededField[] {
  return (needs?.fields ?? []).flatMap((said, index): NeededField[] => {
    const place = [...path, index];
    if (typeof said === 'string') {
      const field = findField(said, at.entity, place, at);
      return field ? [{ field, when: undefined }] : [];
    }
    const field = findField(said.field, at.entity, [...place, 'field'], at);
    const when = said.when === undefined ? undefined : compile(said.when, [...place, 'when'], { kind: 'boolean' });
    return field ? [{ field, when }] : [];
  });
}

function linkSet({ set }: TransitionShape, path: Place, compile: Compile, at: TransitionLinking): Transition['set'] {
  const found = new Map<string, Expression>();
  for (const [name, text] of Object.entries(set ?? {})) {
    const field = findField(name, at.entity, [...path, name], at);
    if (!field) continue;
    if (field === at.field) {
      report(
        at,
        [...path, name],
        'STATE_IS_SET_BY_EVENTS',
        {
          en: `\`${name}\` holds the state: only \`to\` changes it.`,
          ro: `\`${name}\` păstrează starea: numai \`to\` o schimbă.`,
        },
        { en: 'write `to:` instead', ro: 'scrieți în schimb `to:`' },
      );
      continue;
    }
    if (field.formula || field.rollup || (field.standard && field.readOnly)) {
      report(
        at,
        [...path, name],
        'FIELD_IS_COMPUTED',
        { en: `\`${name}\` is computed by the platform.`, ro: `\`${name}\` este calculat de platformă.` },
        { en: 'set the fields it is computed from', ro: 'setați câmpurile din care este calculat' },
      );
      continue;
    }
    const expression = compile(text, [...path, name], expectedType(field));
    if (expression) found.set(name, expression);
  }
  return found;
}

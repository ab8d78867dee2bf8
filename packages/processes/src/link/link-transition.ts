import { meType } from '@dealwright/access';
import { say, type Text } from '@dealwright/diagnostics';
import { compileOver, type Entity, type ExtraNames, humanise, warnUntranslated } from '@dealwright/entities';
import type { ContextType, Expression, Member } from '@dealwright/expressions';
import type { Decision } from '@dealwright/rules';
import type { NeededField, NeededFile, Transition } from '../process.ts';
import type { AutomaticShape, NeedsShape, TransitionShape } from '../schema/transition-schema.ts';
import { checkKey } from './check-key.ts';
import { linkEffects } from './link-effects.ts';
import { linkTarget } from './link-target.ts';
import { linkBy } from './people.ts';
import {
  type Compile,
  expectedType,
  findDecision,
  findField,
  type Place,
  report,
  type TransitionLinking,
} from './transition-linking.ts';

/**
 * Links a transition; everything that is wrong with it is reported, and left out.
 * @param fieldsAt where its needed fields are written
 */
export function linkTransition(
  event: string,
  shape: TransitionShape,
  path: Place,
  at: TransitionLinking,
  fieldsAt: Place = [...path, 'needs', 'fields'],
): Transition {
  const { document, linking } = at;
  const decide = new Map<string, Decision>();
  for (const [alias, name] of Object.entries(shape.decide ?? {})) {
    const decision = findDecision(name, [...path, 'decide', alias], at);
    if (decision) decide.set(alias, decision);
  }
  const compile = compiler(decide, at);
  for (const key of ['label', 'unless'] as const)
    warnUntranslated(shape[key], () => document.place([...path, key]), linking);
  const whom = linkBy(shape.by ?? [], [...path, 'by'], at);
  return {
    event,
    label: shape.label ?? humanise(event),
    by: shape.by ?? [],
    whom,
    automatic: shape.by?.length === 0,
    roles: new Set(whom.flatMap((each) => (each.is === 'role' ? [...each.roles] : []))),
    when: shape.when === undefined ? undefined : compile(shape.when, [...path, 'when'], { kind: 'boolean' }),
    unless: shape.unless,
    needs: {
      fields: linkFields(shape.needs?.fields, fieldsAt, compile, at),
      files: linkFiles(shape.needs?.files, [...path, 'needs', 'files'], compile),
      reason: shape.needs?.reason ?? false,
      decisions: (shape.needs?.decisions ?? []).flatMap(
        (name, index) => findDecision(name, [...path, 'needs', 'decisions', index], at) ?? [],
      ),
    },
    decide,
    to: shape.to === undefined ? undefined : linkTarget(shape.to, [...path, 'to'], at),
    set: linkSet(shape, [...path, 'set'], compile, at),
    then: linkEffects(shape.then ?? [], [...path, 'then'], compile, at),
    ask: undefined,
    requirement: shape.requirement ?? [],
  };
}

/** Links a transition that no person causes. `time`: after how long. */
export function linkAutomatic(
  event: keyof typeof AUTOMATIC,
  shape: AutomaticShape & { readonly when?: string },
  path: Place,
  at: TransitionLinking,
  time?: Text,
): Transition {
  const { en, ro } = AUTOMATIC[event];
  const label = { en: time ? `${en} ${say(time, 'en')}` : en, ro: time ? `${ro} ${say(time, 'ro')}` : ro };
  return linkTransition(event, { ...shape, label }, path, at);
}

const AUTOMATIC = {
  always: { en: 'By itself', ro: 'De la sine' },
  after: { en: 'After', ro: 'După' },
  done: { en: 'Done', ro: 'Gata' },
  agreed: { en: 'Agreed', ro: 'Aprobat' },
  disagreed: { en: 'Not agreed', ro: 'Neaprobat' },
  late: { en: 'Too late', ro: 'Prea târziu' },
  breach: { en: 'Too late', ro: 'Prea târziu' },
};

/** Compiles the texts of a transition, or of what else stands in a process. */
export function compiler(
  decide: ReadonlyMap<string, Decision>,
  { document, linking, entity, names = new Map() }: TransitionLinking,
): Compile {
  const extra: ExtraNames = new Map<string, Member>([
    ...names,
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

function linkFields(
  fields: NeedsShape['fields'],
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): readonly NeededField[] {
  return (fields ?? []).flatMap((said, index): NeededField[] => {
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

function linkFiles(files: NeedsShape['files'], path: Place, compile: Compile): readonly NeededFile[] {
  return (files ?? []).map((said, index) => {
    if (typeof said === 'string') return { file: said, label: humanise(said), when: undefined };
    const { file, label = humanise(file), when } = said;
    const place = [...path, index, 'when'];
    return { file, label, when: when === undefined ? undefined : compile(when, place, { kind: 'boolean' }) };
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
    if (!expression) continue;
    checkKey(field, expression, [...path, name], at);
    found.set(name, expression);
  }
  return found;
}

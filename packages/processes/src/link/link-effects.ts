import { didYouMean } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { KindOf } from '@dealwright/metadata';
import type { Effect } from '../effect.ts';
import type { Process } from '../process.ts';
import type { EffectShape } from '../schema/effect-schema.ts';
import { linkCall } from './link-call.ts';
import { linkCreate } from './link-create.ts';
import { addressOf, linkAddress } from './people.ts';
import {
  type Compile,
  checkName,
  expectedType,
  findField,
  type Place,
  report,
  type TransitionLinking,
} from './transition-linking.ts';

/** Processes name each other; their kind itself would be a circle. */
const PROCESS: KindOf<Process> = { name: 'process' };
const TEXT: FeelType = { kind: 'string' };

/** Links `then:`: messages, documents, connectors, entities, events and receivers must be there. */
export function linkEffects(
  said: readonly EffectShape[],
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): readonly Effect[] {
  return said.flatMap((each, index): Effect[] => {
    const place = [...path, index];
    const when = each.when === undefined ? undefined : compile(each.when, [...place, 'when'], { kind: 'boolean' });
    return linkEffect(each, when, place, compile, at);
  });
}

function linkEffect(
  each: EffectShape,
  when: Expression | undefined,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): Effect[] {
  if ('notify' in each) {
    checkName('message', each.notify, [...path, 'notify'], at);
    linkAddress(each.to, [...path, 'to'], at);
    return [{ is: 'notify', when, message: each.notify, to: each.to }];
  }
  if ('generate' in each) {
    checkName('document', each.generate, [...path, 'generate'], at);
    return [{ is: 'generate', when, document: each.generate }];
  }
  if ('create' in each) return linkCreate(each, when, path, compile, at);
  if ('mail' in each) return [linkMail(each, when, path, compile, at)];
  if ('invite' in each) return linkInvite(each, when, path, compile, at);
  if ('uninvite' in each) return [{ is: 'uninvite', when, as: each.uninvite }];
  if ('call' in each) {
    for (const key of ['answered', 'failed'] as const) checkEvent(each[key], at.entity, [...path, key], at);
    return [linkCall(each, when, path, compile, at)];
  }
  if ('fire' in each) return linkFire(each, when, path, compile, at);
  checkStarted(each.start, [...path, 'start'], at);
  return [{ is: 'start', when, process: each.start }];
}

type Said<Key extends string> = Extract<EffectShape, Record<Key, unknown>>;

function linkMail(
  { mail, to, language, attach = [] }: Said<'mail'>,
  when: Expression | undefined,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): Effect {
  checkName('message', mail, [...path, 'mail'], at);
  const texts = Array.isArray(to) ? to : [to];
  const addresses = texts.flatMap(
    (text, index) => compile(text, Array.isArray(to) ? [...path, 'to', index] : [...path, 'to']) ?? [],
  );
  const spoken = language === undefined ? undefined : compile(language, [...path, 'language'], TEXT);
  return { is: 'mail', when, message: mail, to: addresses, language: spoken, attach };
}

function linkInvite(
  { invite, to, starts, ends, place, as }: Said<'invite'>,
  when: Expression | undefined,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): Effect[] {
  checkName('message', invite, [...path, 'invite'], at);
  const begin = compile(starts, [...path, 'starts']);
  const end = compile(ends, [...path, 'ends']);
  const where = place === undefined ? undefined : compile(place, [...path, 'place'], TEXT);
  const receivers = addressOf(to, at) ? to : compile(to, [...path, 'to']);
  if (!begin || !end || receivers === undefined) return [];
  return [{ is: 'invite', when, message: invite, to: receivers, starts: begin, ends: end, place: where, as }];
}

function linkFire(
  { fire, on, input }: Said<'fire'>,
  when: Expression | undefined,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): Effect[] {
  const steps = on.split('.');
  const entity = entityAt(at.entity, steps);
  if (!entity) {
    const { fields, inverses } = at.entity;
    const near = [
      ...[...fields.values()].flatMap(({ name, reference }) => (reference ? name : [])),
      ...inverses.keys(),
    ];
    const hint = didYouMean(on, near) ?? { en: 'name a reference', ro: 'numiți o referință' };
    const message = { en: `\`${on}\` leads to no records.`, ro: `\`${on}\` nu duce la nicio înregistrare.` };
    report(at, [...path, 'on'], 'UNKNOWN_PATH', message, hint);
    return [];
  }
  checkEvent(fire, entity, [...path, 'fire'], at);
  const values = new Map<string, Expression>();
  for (const [name, text] of Object.entries(input ?? {})) {
    const here = [...path, 'input', name];
    const field = name === 'reason' ? undefined : findField(name, entity, here, at);
    const expression = name === 'reason' || field ? compile(text, here, field && expectedType(field)) : undefined;
    if (expression) values.set(name, expression);
  }
  return [{ is: 'fire', when, event: fire, on: steps, entity: entity.name, input: values }];
}

function entityAt(entity: Entity, [first = '', ...rest]: readonly string[]): Entity | undefined {
  const next = entity.fields.get(first)?.reference?.entity ?? entity.inverses.get(first)?.entity;
  return next && rest.length > 0 ? entityAt(next, rest) : next;
}

/** The event must be one of some process of the entity. */
function checkEvent(event: string | undefined, entity: Entity, path: Place, at: TransitionLinking): void {
  const processes = [...at.linking.all(PROCESS).values()].filter(({ of }) => of.name === entity.name);
  const events = processes.flatMap((each) => [...each.events.keys()]);
  if (event === undefined || events.includes(event)) return;
  const message = {
    en: `${entity.name} has no event \`${event}\`.`,
    ro: `${entity.name} nu are evenimentul \`${event}\`.`,
  };
  const hint = didYouMean(event, events) ?? {
    en: `add a \`kind: process\` of ${entity.name}`,
    ro: `adăugați un document \`kind: process\` pentru ${entity.name}`,
  };
  report(at, path, 'UNKNOWN_EVENT', message, hint);
}

function checkStarted(name: string, path: Place, at: TransitionLinking): void {
  const { document, linking, entity } = at;
  const found = linking.find(PROCESS, name, document.place(path));
  if (!found || (found.of.name === entity.name && found.name !== document.shape.name)) return;
  report(
    at,
    path,
    'CANNOT_START',
    {
      en: `\`${name}\` is no other process of ${entity.name}.`,
      ro: `\`${name}\` nu este un alt proces al entității ${entity.name}.`,
    },
    {
      en: 'name another process of the same entity; for other records write `create` or `fire`',
      ro: 'numiți un alt proces al aceleiași entități; pentru alte înregistrări scrieți `create` sau `fire`',
    },
  );
}

import { didYouMean, problem } from '@dealwright/diagnostics';
import { type Entity, entityKind, type Field, humanise, warnUntranslated } from '@dealwright/entities';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { checkStates } from './check-states.ts';
import { linkTransition } from './link-transition.ts';
import { pathsOf } from './paths-of.ts';
import type { Process, State, Transition } from './process.ts';
import { type ProcessShape, processSchema } from './process-schema.ts';
import type { Place, TransitionLinking } from './transition-linking.ts';

export const processKind: Kind<ProcessShape, Process> = {
  name: 'process',
  about:
    'The life of a record: the states of one of its choices, the events that lead from one to another, who may fire them, what they need, set and cause.',
  schema: processSchema,
  example: `
kind: process
name: invoice-approval
label: { en: Approval of an invoice, ro: Aprobarea unei facturi }
of: Invoice
field: status
states:
  draft:
    on:
      submit:
        label: { en: Submit, ro: Trimite }
        by: [owner]
        needs: { fields: [subject, { field: payer, when: amount.amount > 1000 }] }
        to: submitted
  submitted:
    on:
      approve:
        label: { en: Approve, ro: Aprobă }
        when: owner.id != me.id
        unless: { en: Somebody else must approve it., ro: Altcineva trebuie să o aprobe. }
        set: { approvedOn: today() }
        to: approved
      return:
        label: { en: Return, ro: Returnează }
        needs: { reason: true }
        to: draft
  approved: {}
`,
  link: linkProcess,
  check(process, document, linking) {
    if (linkField(document, process.of, linking)) checkStates(process, document, linking);
  },
};

function linkProcess(document: ContentDocument<ProcessShape>, linking: Linking): Process {
  const { shape } = document;
  const { name, label, of, field } = shape;
  const entity = linking.find(entityKind, of, document.place(['of'])) ?? UNKNOWN_ENTITY;
  warnUntranslated(label, () => document.place(['label']), linking);
  const governed = entity.fields.get(field) ?? UNKNOWN_FIELD;
  const labelOf = (state: string) => governed.choices?.values.get(state)?.label ?? humanise(state);
  const at: TransitionLinking = { document, linking, entity, field: governed };
  // Expressions read the outcomes of decisions and other entities, which are whole only when everything is linked.
  const linked = once(() => {
    const start = shape.start && linkTransition('start', { ...shape.start }, ['start'], at);
    const states = new Map<string, State>();
    for (const [state, { on }] of Object.entries(shape.states)) {
      const transitions = Object.entries(on ?? {}).map(([event, said]): [string, Transition] => {
        const place: Place = ['states', state, 'on', event];
        return [event, linkTransition(event, { ...said, to: said.to ?? state }, place, at)];
      });
      states.set(state, {
        name: state,
        label: labelOf(state),
        on: new Map(transitions),
        final: transitions.length === 0,
      });
    }
    return { start, states, paths: pathsOf(field, start, states) };
  });
  return {
    name,
    label: label ?? humanise(name),
    of: entity,
    field: governed,
    initial: shape.initial ?? initialOf(shape),
    events: eventsOf(shape),
    requirement: requirementsOf(shape),
    get start() {
      return linked().start;
    },
    get states() {
      return linked().states;
    },
    get paths() {
      return linked().paths;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly is: T } | undefined;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
}

function initialOf({ start, states }: ProcessShape): string {
  return typeof start?.to === 'string' ? start.to : (Object.keys(states)[0] ?? '');
}

function eventsOf({ states }: ProcessShape): Process['events'] {
  const events = new Map<string, Transition['label']>();
  for (const { on } of Object.values(states)) {
    for (const [event, { label }] of Object.entries(on ?? {})) {
      if (!events.has(event)) events.set(event, label ?? humanise(event));
    }
  }
  return events;
}

function requirementsOf({ requirement, start, states }: ProcessShape): readonly string[] {
  const transitions = [start, ...Object.values(states).flatMap(({ on }) => Object.values(on ?? {}))];
  const needs = transitions.flatMap((each) => each?.needs?.fields ?? []);
  const all = [
    requirement,
    ...transitions.map((each) => each?.requirement),
    ...needs.map((each) => (typeof each === 'string' ? [] : each.requirement)),
  ];
  return [...new Set(all.flatMap((each) => each ?? []))];
}

/** True when the field is there and is a choice; reports it otherwise. */
function linkField({ shape, place }: ContentDocument<ProcessShape>, entity: Entity, linking: Linking): boolean {
  if (entity === UNKNOWN_ENTITY) return false;
  const field = entity.fields.get(shape.field);
  if (field?.choices && field.type.name === 'choice') return true;
  const choices = [...entity.fields.values()].filter((each) => each.type.name === 'choice').map((each) => each.name);
  linking.report(
    problem(
      field ? 'FIELD_NOT_A_CHOICE' : 'UNKNOWN_FIELD',
      field
        ? {
            en: `\`${shape.field}\` is no choice, so it cannot hold a state.`,
            ro: `\`${shape.field}\` nu este o alegere, deci nu poate păstra o stare.`,
          }
        : {
            en: `${entity.name} has no field \`${shape.field}\`.`,
            ro: `${entity.name} nu are câmpul \`${shape.field}\`.`,
          },
      { place: place(['field']), hint: didYouMean(shape.field, choices) },
    ),
  );
  return false;
}

/** Stand in while a Model with an unknown name is refused. */
const UNKNOWN_ENTITY = Object.freeze({
  name: '',
  fields: new Map(),
  inverses: new Map(),
  type: { kind: 'context', name: '', member: () => undefined, names: () => [] },
}) as unknown as Entity;
const UNKNOWN_FIELD = Object.freeze({ name: '' }) as unknown as Field;

import { didYouMean, problem } from '@dealwright/diagnostics';
import { type Entity, entityKind, type Field, humanise, warnUntranslated } from '@dealwright/entities';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { checkAsks } from './check/check-asks.ts';
import { checkAutomatic } from './check/check-automatic.ts';
import { checkFired } from './check/check-fired.ts';
import { checkStates } from './check/check-states.ts';
import { checkStructure } from './check/check-structure.ts';
import type { Example } from './examples/example.ts';
import { eventsOf } from './link/events-of.ts';
import { fingerprintOf } from './link/fingerprint.ts';
import { linkWhole } from './link/link-whole.ts';
import { requirementsOf } from './link/requirements-of.ts';
import type { Process } from './process.ts';
import { type ProcessShape, processSchema } from './process-schema.ts';

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
    if (!linkField(document, process.of, linking)) return;
    checkStructure(document, linking);
    checkFired(process, document, linking);
    checkStates(process, document, linking);
    checkAsks(process, document, linking);
    checkAutomatic(process, document, linking);
  },
};

function linkProcess(document: ContentDocument<ProcessShape>, linking: Linking): Process {
  const { shape } = document;
  const { name, label, of, field, running } = shape;
  const entity = linking.find(entityKind, of, document.place(['of'])) ?? UNKNOWN_ENTITY;
  warnUntranslated(label, () => document.place(['label']), linking);
  const governed = entity.fields.get(field) ?? UNKNOWN_FIELD;
  // Expressions read the outcomes of decisions and other entities, which are whole only when everything is linked.
  const linked = once(() => linkWhole(document, linking, entity, governed));
  return {
    name,
    label: label ?? humanise(name),
    of: entity,
    field: governed,
    initial: initialOf(shape),
    running: { follow: running?.follow ?? false, states: new Map(Object.entries(running?.states ?? {})) },
    events: eventsOf(shape),
    fingerprint: fingerprintOf(shape),
    requirement: requirementsOf(shape),
    examples: examplesOf(document),
    get calendar() {
      return linked().calendar;
    },
    get start() {
      return linked().start;
    },
    get states() {
      return linked().states;
    },
    get allStates() {
      return linked().allStates;
    },
    get clocks() {
      return linked().clocks;
    },
    get paths() {
      return linked().paths;
    },
    get asksPeople() {
      return linked().asksPeople;
    },
    get needsFiles() {
      return linked().needsFiles;
    },
    get looks() {
      return linked().looks;
    },
    get wakers() {
      return linked().wakers;
    },
  };
}

function examplesOf({ shape, place }: ContentDocument<ProcessShape>): readonly Example[] {
  return (shape.examples ?? []).map((each, index) => ({
    ...each,
    place: (step) => place(['examples', index, ...(step === undefined ? [] : ['steps', step])]),
  }));
}

function once<T>(make: () => T): () => T {
  let made: { readonly is: T } | undefined;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
}

function initialOf({ initial, start, states }: ProcessShape): string {
  return initial ?? (typeof start?.to === 'string' ? start.to : (Object.keys(states)[0] ?? ''));
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

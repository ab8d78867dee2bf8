import type { Calendar } from '@dealwright/calendar';
import { didYouMean, problem, type Text } from '@dealwright/diagnostics';
import { type Entity, type ExtraNames, type Field, fieldType } from '@dealwright/entities';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import { type Decision, decisionKind } from '@dealwright/rules';
import type { ProcessShape } from '../process-schema.ts';
import type { Outlined } from './outline.ts';

/** A path into the YAML. */
export type Place = readonly (string | number)[];

export interface TransitionLinking {
  readonly document: ContentDocument<ProcessShape>;
  readonly linking: Linking;
  readonly entity: Entity;
  /** The field that holds the state. */
  readonly field: Field;
  /** All states, nested ones included. */
  readonly states: ReadonlyMap<string, Outlined>;
  /** Names that only transitions of the present state know: `answers`. */
  readonly names?: ExtraNames;
  /** Of working time. */
  readonly calendar: Calendar | undefined;
  /** Says that the calendar is needed here. */
  readonly needCalendar: (path: Place) => void;
}

/** Compiles one text at a place of a transition, over the record, `input`, `me`, the outcomes of its decisions, and `more`. */
export type Compile = (text: string, path: Place, expects?: FeelType, more?: ExtraNames) => Expression | undefined;

/** Finds a decision about this entity, or about declared facts only. */
export function findDecision(
  name: string,
  path: Place,
  { document, linking, entity }: TransitionLinking,
): Decision | undefined {
  const decision = linking.find(decisionKind, name, document.place(path));
  if (!decision?.about || decision.about === entity) return decision;
  linking.report(
    problem(
      'DECISION_ABOUT_ANOTHER',
      {
        en: `\`${name}\` is about ${decision.about.name}, not about ${entity.name}.`,
        ro: `\`${name}\` este despre ${decision.about.name}, nu despre ${entity.name}.`,
      },
      {
        place: document.place(path),
        hint: {
          en: `name a decision with \`about: ${entity.name}\``,
          ro: `numiți o decizie cu \`about: ${entity.name}\``,
        },
      },
    ),
  );
  return undefined;
}

/** The field of that name, or undefined with a problem. */
export function findField(
  name: string,
  entity: Entity,
  path: Place,
  { document, linking }: TransitionLinking,
): Field | undefined {
  const field = entity.fields.get(name);
  if (field && !field.internal) return field;
  linking.report(
    problem(
      'UNKNOWN_FIELD',
      { en: `${entity.name} has no field \`${name}\`.`, ro: `${entity.name} nu are câmpul \`${name}\`.` },
      { place: document.place(path), hint: didYouMean(name, entity.fields.keys()) },
    ),
  );
  return undefined;
}

/** True for a reference to a User, such as `owner`. */
export function isPerson(field: Field | undefined): boolean {
  return field?.reference?.entity?.name === 'User';
}

/** References take a record or its id, money an amount or both parts: the field's own type reads them. */
export function expectedType(field: Field): FeelType | undefined {
  const type = fieldType(field);
  return type.kind === 'context' || type.kind === 'any' ? undefined : type;
}

/** Reports a problem at a path of the process. */
export function report(
  { document, linking }: TransitionLinking,
  path: Place,
  code: string,
  message: Text,
  hint: Text,
): void {
  linking.report(problem(code, message, { place: document.place(path), hint }));
}

/** Reports that there is no state of that name. */
export function reportUnknownState(state: string, path: Place, { document, linking, states }: TransitionLinking): void {
  linking.report(
    problem(
      'UNKNOWN_STATE',
      { en: `There is no state \`${state}\`.`, ro: `Nu există starea \`${state}\`.` },
      { place: document.place(path), hint: didYouMean(state, states.keys()) },
    ),
  );
}

/** Messages, documents and connectors belong to packages further down, so only their names are known here. */
export function checkName(kind: string, name: string, path: Place, { document, linking }: TransitionLinking): void {
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

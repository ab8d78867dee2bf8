import { type Problem, problem, warning } from '@dealwright/diagnostics';
import {
  coerceValue,
  compileFunction,
  contextType,
  type Environment,
  entriesOf,
  type FeelType,
  type FeelValue,
} from '@dealwright/expressions';
import type { ItemDefinition, Source } from '../model.ts';

/** The types of a model by name. */
export interface DmnTypes {
  /** What FEEL knows of them, for `instance of` and parameters. */
  readonly feel: ReadonlyMap<string, FeelType>;
  /** The type that is meant; anything where it is not known. */
  typeOf(typeRef: string | undefined): FeelType;
  /** The unary tests that values of the type pass, as they are written. */
  allowedValues(typeRef: string | undefined): Source | undefined;
  /** A type that the model defines or imports; undefined for FEEL's own. */
  find(name: string): KnownType | undefined;
  /** The value as one of the type by DMN's conversions; null where it is none, or not among the allowed values. */
  fit(value: FeelValue, typeRef: string | undefined, environment: Environment): FeelValue;
}

const ANY: FeelType = { kind: 'any' };

const BUILT_IN: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY],
  ...(['string', 'number', 'boolean', 'date', 'time'] as const).map((kind) => [kind, { kind }] as const),
  ['date and time', { kind: 'date and time' }],
  ['dateTime', { kind: 'date and time' }],
  ['days and time duration', { kind: 'days and time duration' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['years and months duration', { kind: 'years and months duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
]);

/** Other tools' names for FEEL's own types: those of Camunda 7 and of Java. */
const ALIASES: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ...(['integer', 'long', 'double', 'decimal'] as const).map((name) => [name, { kind: 'number' }] as const),
]);

type Admits = (value: FeelValue, environment: Environment) => boolean;

/** A type and, where values are restricted, the test of one. */
interface KnownType {
  readonly type: FeelType;
  readonly admits: Admits | undefined;
  readonly allowed?: Source | undefined;
}

/** Reads the type definitions of a model; those of the models that it imports are known by `Name.Type`. */
export function readTypes(
  items: readonly ItemDefinition[],
  imported: readonly ImportedTypes[],
  report: (problem: Problem) => void,
): DmnTypes {
  const definitions = new Map(items.map((each) => [each.name, each]));
  const known = new Map<string, KnownType>();
  const open = new Set<string>();

  const find = (name: string | undefined, at: ItemDefinition | undefined): KnownType => {
    if (name === undefined) return { type: ANY, admits: undefined };
    const found = known.get(name);
    if (found) return found;
    const definition = definitions.get(name);
    if (!definition)
      return importedType(name, imported) ?? { type: builtIn(name) ?? unknown(name, at), admits: undefined };
    if (open.has(name)) {
      report(cyclicType(definition));
      return { type: ANY, admits: undefined };
    }
    open.add(name);
    const made = make(definition);
    open.delete(name);
    known.set(name, made);
    return made;
  };
  const unknown = (name: string, at: ItemDefinition | undefined): FeelType => {
    if (at) report(unknownType(name, at));
    return ANY;
  };
  const make = (item: ItemDefinition): KnownType => {
    const single = single_(item);
    const admits = both(single.admits, item.allowedValues && testOf(item.allowedValues, single.type));
    const whole = item.isCollection
      ? { type: { kind: 'list', of: single.type } as const, admits: admits && everyElement(admits) }
      : { type: single.type, admits };
    const constrained = both(whole.admits, item.constraint && testOf(item.constraint, whole.type));
    return { type: whole.type, admits: constrained, allowed: item.allowedValues ?? single.allowed };
  };
  const single_ = (item: ItemDefinition): KnownType => {
    if (item.function) {
      const parameters = item.function.parameters.map(({ typeRef }) => find(typeRef, item).type);
      return {
        type: { kind: 'function', parameters, returns: find(item.function.typeRef, item).type },
        admits: undefined,
      };
    }
    if (item.components.length === 0) return find(item.typeRef, item);
    const members = item.components.map((each) => [each.name, make(each)] as const);
    return {
      type: contextType(item.name, Object.fromEntries(members.map(([name, { type }]) => [name, type]))),
      admits: everyMember(members),
    };
  };
  const testOf = ({ text, place }: Source, input: FeelType): Admits | undefined => {
    const { result, problems } = compileFunction(text, { scope: NOTHING, input, lenient: true, place });
    for (const each of problems) report(each);
    return (
      result && ((value, environment) => value === null || result.run(new Map(), environment, value).value === true)
    );
  };
  for (const { name } of items) find(name, undefined);

  const typeOf = (name: string | undefined) => find(name, undefined).type;
  return {
    feel: new Map([
      ...imported.flatMap(({ name: prefix, types }) =>
        [...types.feel].map(([name, type]) => [prefix === '' ? name : `${prefix}.${name}`, type] as const),
      ),
      ...[...known].map(([name, { type }]) => [name, type] as const),
    ]),
    typeOf,
    allowedValues: (name) => find(name, undefined).allowed,
    find: (name) => (definitions.has(name) ? find(name, undefined) : importedType(name, imported)),
    fit(value, typeRef, environment) {
      const { type, admits } = find(typeRef, undefined);
      const fitted = coerceValue(value, type) ?? null;
      return fitted === null || !admits || admits(fitted, environment) ? fitted : null;
    },
  };
}

const NOTHING = contextType('', {});

function builtIn(name: string): FeelType | undefined {
  return BUILT_IN.get(name) ?? ALIASES.get(name);
}

/** The types of an imported model, and what it is called: nothing, where its names are known as if they were ours. */
export interface ImportedTypes {
  readonly name: string;
  readonly types: DmnTypes;
}

function importedType(name: string, imported: readonly ImportedTypes[]): KnownType | undefined {
  for (const { name: prefix, types } of imported) {
    const local = prefix === '' ? name : name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : undefined;
    const found = local === undefined ? undefined : types.find(local);
    if (found) return found;
  }
  return undefined;
}

function both(a: Admits | undefined, b: Admits | undefined): Admits | undefined {
  return a && b ? (value, environment) => a(value, environment) && b(value, environment) : (a ?? b);
}

function everyElement(admits: Admits): Admits {
  return (value, environment) => !Array.isArray(value) || value.every((each) => admits(each, environment));
}

function everyMember(members: readonly (readonly [string, KnownType])[]): Admits | undefined {
  const restricted = members.flatMap(([name, { admits }]) => (admits ? [{ name, admits }] : []));
  if (restricted.length === 0) return undefined;
  return (value, environment) => {
    const entries = entriesOf(value);
    return restricted.every(({ name, admits }) => admits(entries?.get(name) ?? null, environment));
  };
}

function cyclicType({ name, place }: ItemDefinition): Problem {
  return problem(
    'CYCLIC_TYPE',
    { en: `The type \`${name}\` is defined by itself.`, ro: `Tipul \`${name}\` este definit prin el însuși.` },
    {
      place: place(),
      hint: { en: 'let one of its parts have another type', ro: 'dați uneia dintre părțile sale alt tip' },
    },
  );
}

function unknownType(name: string, { place }: ItemDefinition): Problem {
  return warning(
    'UNKNOWN_TYPE',
    { en: `There is no type \`${name}\`.`, ro: `Nu există tipul \`${name}\`.` },
    { place: place(), hint: { en: 'define it, or use a type of FEEL', ro: 'definiți-l sau folosiți un tip din FEEL' } },
  );
}

import type { Place } from '@dealwright/diagnostics';
import {
  type CompileOptions,
  type ContextType,
  compileExpression,
  type Expression,
  type FeelType,
  type Member,
} from '@dealwright/expressions';
import type { Linking } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';
import type { RecordExpression } from './entity.ts';
import { settingKind } from './setting.ts';

/** Names beside the record's own: `input`, `me`, the outcome of a decision. */
export type ExtraNames = ReadonlyMap<string, Member>;

/**
 * What an expression over a record may say: the members of its type, `settings`, and `extra` names (which hide members
 * of the same name).
 */
export function recordScope(type: ContextType, linking: Linking, extra: ExtraNames = NO_EXTRA): ContextType {
  const { settings, scopes } = namesOf(linking);
  const ofType = scopes.get(type) ?? new WeakMap<ExtraNames, ContextType>();
  scopes.set(type, ofType);
  const before = ofType.get(extra);
  if (before) return before;
  const scope: ContextType = {
    kind: 'context',
    name: type.name,
    member: (name) => extra.get(name) ?? type.member(name) ?? (name === 'settings' ? settings : undefined),
    names: () => [...extra.keys(), ...type.names(), 'settings'],
  };
  ofType.set(extra, scope);
  return scope;
}

const NO_EXTRA: ExtraNames = new Map();

/** The same names are the same scope, because the grammar remembers by it what it worked out of them. */
interface KnownNames {
  readonly settings: Member;
  readonly scopes: WeakMap<ContextType, WeakMap<ExtraNames, ContextType>>;
}

const known = new WeakMap<Linking, KnownNames>();

function namesOf(linking: Linking): KnownNames {
  const names = known.get(linking) ?? { settings: { type: settingsType(linking) }, scopes: new WeakMap() };
  known.set(linking, names);
  return names;
}

/** The values of all settings, for evaluation: `{ settings: settingValues(linking) }`. */
export function settingValues(linking: Pick<Linking, 'all'>): JsonObject {
  return Object.fromEntries([...linking.all(settingKind)].map(([name, setting]) => [name, setting.value]));
}

function settingsType(linking: Linking): ContextType {
  const all = linking.all(settingKind);
  return {
    kind: 'context',
    name: 'settings',
    names: () => [...all.keys()],
    member(name) {
      const setting = all.get(name);
      if (!setting) return undefined;
      const { type, value } = setting;
      return { type, source: { is: 'term', term: () => ({ is: 'value', value, type }) } };
    },
  };
}

/**
 * Compiles an expression over a record, with its problems reported; undefined when there is none. Settings need not be
 * given at evaluation: they are content, so the expression brings them itself.
 */
export function compileOver(
  text: string,
  options: {
    readonly type: ContextType;
    readonly linking: Linking;
    readonly extra?: ExtraNames;
    readonly expects?: FeelType;
    readonly place: (offset: number, length: number) => Place;
  },
): RecordExpression | undefined {
  const { type, linking, extra, expects, place } = options;
  const compile: CompileOptions = { scope: recordScope(type, linking, extra), place, ...(expects ? { expects } : {}) };
  const { result, problems } = compileExpression(text, compile);
  linking.report(...problems);
  return result && bringSettings(result, linking);
}

/** The expression with the settings among its scope; expressions that read none are left as they are. */
function bringSettings(expression: Expression, linking: Linking): RecordExpression {
  const names = expression.paths.filter(([first]) => first === 'settings').map(([, name]) => name);
  if (names.length === 0) return expression;
  const all = settingValues(linking);
  const isRead = ([name]: readonly [string, Json]) => names.includes(name) || names.includes(undefined);
  const settings = Object.fromEntries(Object.entries(all).filter(isRead));
  return {
    ...expression,
    settings,
    paths: expression.paths.filter(([first]) => first !== 'settings'),
    evaluate: (scope, environment) => expression.evaluate({ ...scope, settings }, environment),
    holds: (scope, environment) => expression.holds({ ...scope, settings }, environment),
  };
}

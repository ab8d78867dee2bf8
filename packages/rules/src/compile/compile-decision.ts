import { createHash } from 'node:crypto';
import { compileOver, recordScope, settingValues } from '@dealwright/entities';
import type { ContextType, Expression, Member } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import { canonical } from '../answer/hit-policy.ts';
import { formulasIn, makeInput } from '../answer/read-inputs.ts';
import { type Body, makeDecide, type Program } from '../answer/run-decision.ts';
import type { DecisionShape } from '../content/decision-schema.ts';
import { linkType } from '../content/declared-type.ts';
import { linkRules } from '../content/link-rules.ts';
import { linkTable } from '../content/link-table.ts';
import type { Linked, Names } from '../content/linked.ts';
import { readOutputs } from '../content/read-outputs.ts';
import type { Decision, Logic } from '../decision.ts';
import { compileRules } from './compile-rules.ts';
import { compileTable } from './compile-table.ts';
import { compilePath } from './rule-path.ts';

export type Compiled = Pick<Decision, 'inputs' | 'inputTypes' | 'scope' | 'paths' | 'version' | 'logic' | 'decide'> & {
  readonly program: Program;
};

/** Compiles everything a decision says, reporting all that is wrong with it; what is broken is left out. */
export function compileDecision(linked: Linked): Compiled {
  const { document, linking, about, outputs, calls, hit } = linked;
  const { shape } = document;
  const names = namesOf(linked);
  const scope = recordScope(names.base, linking, names.extra);
  const table = (shape.table ?? shape.is) && linkTable(linked, names, compileInputs(linked, names));
  const rules = table ? undefined : linkRules(linked, names, compileInputs(linked, names));
  const inputs = table?.inputs ?? rules?.inputs ?? new Map<string, Expression>();
  const inputTypes = new Map([...inputs].map(([name, { type }]) => [name, type]));
  const fallback = readDefault(linked);
  const logic: Logic = table
    ? { is: 'table', rows: table.rows, default: fallback }
    : {
        is: 'rules',
        rules: rules?.rules ?? [],
        conditions: rules?.conditions ?? new Map(),
        operators: rules?.operators ?? new Map(),
        default: fallback,
      };
  const read = [...inputs.values(), ...(table?.expressions ?? [])].flatMap(({ paths }) => paths);
  const deeper = rules ? rules.references.flatMap(({ fact, path }) => deepPath(inputs.get(fact), path)) : [];
  const wanted = uniquePaths([...read, ...deeper, ...[...calls.values()].flatMap(({ paths }) => paths)]);
  const formulas = formulasIn(about, wanted);
  const readsSettings = wanted.some(([first]) => first === 'settings') || table?.readsSettings || rules?.readsSettings;
  const settings = readsSettings ? settingValues(linking) : undefined;
  const own = new Set(['settings', ...calls.keys()]);
  const version = hash(shape, settings, [...calls.values()]);
  const body: Body =
    logic.is === 'table'
      ? { is: 'table', rows: logic.rows, compiled: compileTable(logic.rows, inputTypes) }
      : {
          is: 'rules',
          rules: logic.rules,
          compiled: compileRules(logic.rules, logic.conditions, inputTypes, logic.operators),
        };
  const paths = uniquePaths([...wanted, ...formulas.flatMap(({ expression }) => expression.paths)]).filter(
    ([first]) => first !== undefined && !own.has(first),
  );
  const program: Program = {
    name: shape.name,
    version,
    hit,
    inputs: [...inputs].map(([name, expression]) => makeInput(name, expression, scope)),
    outputs,
    calls,
    paths,
    formulas,
    settings,
    default: fallback,
    body,
  };
  return {
    inputs,
    inputTypes,
    scope,
    paths,
    version,
    logic,
    decide: makeDecide(program),
    program,
  };
}

const NO_RECORD: ContextType = { kind: 'context', name: 'facts', member: () => undefined, names: () => [] };

function namesOf({ document, linking, about, calls }: Linked): Names {
  const extra = new Map<string, Member>();
  for (const [name, declared] of Object.entries(document.shape.facts ?? {})) {
    const place = (key?: string) => document.place(key === undefined ? ['facts', name] : ['facts', name, key]);
    extra.set(name, { type: linkType(declared, linking, place).type });
  }
  for (const [name, decision] of calls) extra.set(name, { type: decision.outcome });
  return { base: about?.type ?? NO_RECORD, extra, linking };
}

function compileInputs({ document, linking }: Linked, { base, extra }: Names): ReadonlyMap<string, Expression> {
  const inputs = new Map<string, Expression>();
  for (const [name, text] of Object.entries(document.shape.inputs ?? {})) {
    const place = (offset: number, length: number) => document.place(['inputs', name], offset, length);
    const expression = compileOver(text, { type: base, linking, extra, place });
    if (expression) inputs.set(name, expression);
  }
  return inputs;
}

function readDefault({ document, linking, outputs }: Linked): JsonObject | undefined {
  const said = document.shape.default;
  if (!said) return undefined;
  if (outputs.size === 0) return said;
  return readOutputs(said, outputs, (name) => document.place(['default', name]), linking);
}

/** `path: $.segment` of a reference makes `account` into the path `account.segment`, which must be loaded. */
function deepPath(fact: Expression | undefined, path: string | undefined): readonly (readonly string[])[] {
  const names = (path !== undefined && compilePath(path)?.names) || [];
  return names.length === 0 ? [] : (fact?.paths.map((each) => [...each, ...names]) ?? []);
}

/** Each path once. */
export function uniquePaths(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()];
}

function hash(shape: DecisionShape, settings: JsonObject | undefined, calls: readonly Decision[]): string {
  const called = calls.flatMap((each) => [each, ...each.replacements].map(({ version }) => version));
  const parts = [JSON.stringify(shape), canonical(settings ?? null), ...called];
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

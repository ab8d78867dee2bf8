import type { Text } from '@dealwright/diagnostics';
import {
  compileFunction,
  contextType,
  contextValue,
  type Diagnostic,
  type FeelType,
  type FeelValue,
  fromWire,
  toWire,
} from '@dealwright/expressions';
import { type HitPolicy, tableOver } from '@dealwright/rules';
import type { Json, JsonObject } from '@dealwright/values';
import type { BoxedTable, TableOutput } from '../model.ts';
import { compileTests, compileText } from './compile-text.ts';
import { ANY, type Code, type Compiling, type Names, type Running, type Scope } from './compiling.ts';

const POLICIES: Readonly<Record<BoxedTable['hitPolicy'], HitPolicy>> = {
  UNIQUE: 'unique',
  FIRST: 'first',
  PRIORITY: 'priority',
  ANY: 'any',
  COLLECT: 'collect',
  'RULE ORDER': 'rule-order',
  'OUTPUT ORDER': 'output-order',
};

/** What our decisions call the hit policy of a table. */
export function hitPolicyOf({ hitPolicy, aggregation }: BoxedTable): HitPolicy {
  if (hitPolicy !== 'COLLECT' || !aggregation) return POLICIES[hitPolicy];
  return `collect ${aggregation.toLowerCase() as 'sum' | 'count' | 'min' | 'max'}`;
}

/** The values of the inputs, and the names that cells and outputs read. */
interface Question {
  readonly values: readonly FeelValue[];
  readonly names: Names;
  readonly running: Running;
}

interface Hit {
  readonly rule: string;
  readonly outcome: JsonObject;
  readonly value: FeelValue;
}

/** A decision table, searched and settled as our own tables are. */
export function compileTable(table: BoxedTable, scope: Scope, compiling: Compiling): Code {
  const { types } = compiling;
  const inputs = table.inputs.map(({ source, typeRef }) => {
    const code = compileText(source, scope, compiling);
    const type = typeRef === undefined ? code.type : types.typeOf(typeRef);
    return { code, type: type.kind === 'any' ? code.type : type, typeRef };
  });
  const columns = table.outputs.map((output, at) => ({
    key: output.name ?? (table.outputs.length === 1 ? 'output' : `output ${at + 1}`),
    typeRef: output.typeRef,
    rank: rankOf(output, table.outputs.length === 1 ? table.typeRef : undefined, compiling),
  }));
  const single = columns.length === 1;
  const together = (values: readonly FeelValue[]): FeelValue =>
    single ? (values[0] ?? null) : contextValue(columns.map(({ key }, at) => [key, values[at] ?? null] as const));
  const rows = table.rules.map((rule, at) => {
    const tests = rule.inputs.map((cell, column) => compileTests(cell, inputs[column]?.type ?? ANY, scope, compiling));
    const outputs = rule.outputs.map((cell) => compileText(cell, scope, compiling));
    return {
      cells: inputs.map((_, column) => {
        const accepts = tests[column];
        return accepts && (({ values, names, running }: Question) => accepts(values[column] ?? null, names, running));
      }),
      hit({ names, running }: Question): Hit {
        const values = columns.map(({ typeRef }, column) =>
          types.fit(outputs[column]?.run(names, running) ?? null, typeRef, running.environment),
        );
        const outcome = Object.fromEntries(columns.map(({ key }, column) => [key, toWire(values[column] ?? null)]));
        return { rule: String(at + 1), outcome, value: together(values) };
      },
    };
  });
  const policy = hitPolicyOf(table);
  const settle = tableOver({ policy, rows, before: (a: Hit, b: Hit) => orderOf(columns, a, b) });
  const defaults = table.outputs.map((output) => output.default && compileText(output.default, scope, compiling));
  const hasDefault = defaults.some((each) => each !== undefined);
  const outputTypes = columns.map(({ typeRef }) => types.typeOf(typeRef));
  return {
    type: resultType(
      policy,
      single
        ? (outputTypes[0] ?? ANY)
        : contextType('', Object.fromEntries(columns.map(({ key }, at) => [key, outputTypes[at] ?? ANY]))),
    ),
    run(names, running) {
      const values = inputs.map(({ code, typeRef }) =>
        types.fit(code.run(names, running), typeRef, running.environment),
      );
      const { outcome, hits, problems } = settle({ values, names, running }, running.environment);
      for (const { code, message } of problems) running.diagnostics.push(settled(code, message, compiling.name));
      if (hits.length === 0 && hasDefault) return together(defaults.map((each) => each?.run(names, running) ?? null));
      if (policy.startsWith('collect ')) return fromWire(outcome, { kind: 'number' });
      if (Array.isArray(outcome)) return hits.map(({ value }) => value);
      return outcome === null ? null : (hits[0]?.value ?? null);
    },
  };
}

function settled(code: string, message: Text, name: string): Diagnostic {
  return { code, message, offset: 0, length: 0, place: { file: name, line: 1, column: 1 }, values: [] };
}

function resultType(policy: HitPolicy, of: FeelType): FeelType {
  if (policy.startsWith('collect ')) return { kind: 'number' };
  return policy === 'collect' || policy === 'rule-order' || policy === 'output-order' ? { kind: 'list', of } : of;
}

type Rank = (value: Json | undefined) => number;

/** The place of each value in the list of the output's values, or of its type's: the first has the highest priority. */
function rankOf(output: TableOutput, typeRef: string | undefined, compiling: Compiling): Rank {
  const values = output.values ?? compiling.types.allowedValues(output.typeRef ?? typeRef);
  if (!values) return () => 0;
  const { result } = compileFunction(`[${values.text}\n]`, {
    scope: contextType('', {}),
    lenient: true,
    types: compiling.types.feel,
  });
  const listed = result?.run(new Map(), NEVER).value;
  const ranks = new Map((Array.isArray(listed) ? listed : []).map((each, at) => [JSON.stringify(toWire(each)), at]));
  return (value) => ranks.get(JSON.stringify(value ?? null)) ?? ranks.size;
}

/** Listed values are constants. */
const NEVER = { now: '1970-01-01T00:00:00.000Z', zone: 'UTC', locale: 'en' };

function orderOf(columns: readonly { readonly key: string; readonly rank: Rank }[], a: Hit, b: Hit): number {
  for (const { key, rank } of columns) {
    const order = rank(a.outcome[key]) - rank(b.outcome[key]);
    if (order !== 0) return order;
  }
  return Number(a.rule) - Number(b.rule);
}

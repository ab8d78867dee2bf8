import { type Problem, problem, say, warning } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Decision, Row } from '@dealwright/rules';
import type { BoxedTable } from '../model.ts';
import { feelLiteral } from './feel-literal.ts';
import { type Replacement, renamePaths } from './rename-paths.ts';
import { type TypeRefs, upper } from './type-refs.ts';
import { element, text, type Written } from './write-xml.ts';

/** A decision in the model that is written. */
export interface Exported {
  readonly decision: Decision;
  /** What expressions of the model call it. */
  readonly name: string;
  /** Its only output, which is its value itself; undefined where the value has parts, or is a number of `collect sum`. */
  readonly bare: string | undefined;
}

export interface ExportContext {
  readonly types: TypeRefs;
  /** What stands in texts for the names of this decision. */
  readonly names: ReadonlyMap<string, Replacement>;
  report(problem: Problem): void;
}

/** The only output of a decision, where its value is that output. */
export function bareOutput({ outputs, hit, logic }: Decision): string | undefined {
  const [only, ...more] = outputs.keys();
  if (only === undefined || more.length > 0 || hit.startsWith('collect ')) return undefined;
  // Formulas keep the name of their output; only `result` is what a model calls an expression.
  return isFormulas(logic) && only !== 'result' ? undefined : only;
}

/** The type of the value that the decision has in the model. */
export function exportedType({ decision, bare }: Exported): FeelType {
  const { outcome } = decision;
  if (bare === undefined) return outcome;
  const of = decision.outputs.get(bare)?.type ?? ANY;
  return outcome.kind === 'list' ? { kind: 'list', of } : of;
}

const ANY: FeelType = { kind: 'any' };

function isFormulas(logic: Decision['logic']): boolean {
  return logic.is === 'table' && logic.rows[0]?.inOrder === true;
}

/** The logic of a decision: a table, or formulas as an expression or a context. */
export function logicOf(exported: Exported, context: ExportContext): Written | undefined {
  const { logic, name } = exported.decision;
  if (logic.is === 'rules') {
    context.report(notATable(name));
    return undefined;
  }
  const [first] = logic.rows;
  if (first?.inOrder) return formulas(exported, first, context);
  return table(exported, logic, context);
}

function formulas({ name, bare, decision }: Exported, { computed }: Row, context: ExportContext): Written {
  const own = new Set(decision.outputs.keys());
  const names = new Map([...context.names].filter(([each]) => !own.has(each)));
  const written = (key: string) =>
    element('literalExpression', { id: `literal_${name}_${key}` }, [
      text(renamePaths(computed.get(key)?.text ?? 'null', names)),
    ]);
  if (bare !== undefined) return written(bare);
  const entries = [...decision.outputs].map(([key, { type }]) =>
    element('contextEntry', { id: `entry_${name}_${key}` }, [
      element('variable', {
        id: `variable_${name}_${key}`,
        name: key,
        typeRef: context.types.refer(type, `t${upper(name)}${upper(key)}`),
      }),
      written(key),
    ]),
  );
  return element('context', { id: `context_${name}` }, entries);
}

function table(exported: Exported, logic: Decision['logic'] & { is: 'table' }, context: ExportContext): Written {
  const { decision, name } = exported;
  const inputs = [...decision.inputs].map(([key, expression]) => ({
    key,
    text: renamePaths(expression.text, context.names),
  }));
  const within = cellNames(inputs, context.names);
  const dated = logic.rows.some(({ validFrom, validTo }) => validFrom !== undefined || validTo !== undefined);
  const { rows, policy } = ordered(decision, logic.rows, context);
  const outputs = [...decision.outputs];
  const rules = rows.map((row, at) =>
    element('rule', { id: `rule_${name}_${at + 1}` }, [
      row.because === undefined ? undefined : element('description', {}, say(row.because, 'en')),
      ...inputs.map(({ key }) => {
        const cell = row.tests.get(key);
        const id = `cell_${name}_${at + 1}_${key}`;
        return element('inputEntry', { id }, [text(cell ? renamePaths(cell.text, within) : '-')]);
      }),
      dated ? element('inputEntry', { id: `cell_${name}_${at + 1}_day` }, [text(validity(row))]) : undefined,
      ...outputs.map(([key, { type }]) => {
        const formula = row.computed.get(key);
        const written = formula ? renamePaths(formula.text, within) : feelLiteral(row.then[key] ?? null, type);
        return element('outputEntry', { id: `output_${name}_${at + 1}_${key}` }, [text(written)]);
      }),
    ]),
  );
  const columns = inputs.map(({ key, text: written }) => {
    const type = decision.inputTypes.get(key) ?? ANY;
    return element('input', { id: `input_${name}_${key}`, label: key }, [
      element(
        'inputExpression',
        { id: `expression_${name}_${key}`, typeRef: context.types.refer(type, `t${upper(key)}`, new Map()) },
        [text(written)],
      ),
    ]);
  });
  const day = element('input', { id: `input_${name}_day`, label: 'day' }, [
    element('inputExpression', { id: `expression_${name}_day`, typeRef: 'date' }, [text('today()')]),
  ]);
  return element('decisionTable', { id: `table_${name}`, ...policy }, [
    ...columns,
    dated ? day : undefined,
    ...outputs.map(([key, { type }]) => {
      const fallback = logic.default?.[key];
      const listed = type.kind === 'string' ? type.values : undefined;
      return element(
        'output',
        { id: `column_${name}_${key}`, name: key, typeRef: context.types.refer(type, `t${upper(key)}`) },
        [
          listed &&
            element('outputValues', { id: `values_${name}_${key}` }, [
              text(listed.map((each) => JSON.stringify(each)).join(', ')),
            ]),
          fallback === undefined
            ? undefined
            : element('defaultOutputEntry', { id: `default_${name}_${key}` }, [text(feelLiteral(fallback, type))]),
        ],
      );
    }),
    ...rules,
  ]);
}

/** Cells may read inputs by their names, which a model does not know: there stands what the input is computed from. */
function cellNames(
  inputs: readonly { readonly key: string; readonly text: string }[],
  names: ReadonlyMap<string, Replacement>,
): ReadonlyMap<string, Replacement> {
  const own = inputs.flatMap(({ key, text: written }) =>
    written === key ? [] : [[key, { text: `(${written})` }] as const],
  );
  return new Map([...names, ...own]);
}

const POLICIES: Readonly<Record<Decision['hit'], { hitPolicy: BoxedTable['hitPolicy']; aggregation?: string }>> = {
  unique: { hitPolicy: 'UNIQUE' },
  any: { hitPolicy: 'ANY' },
  first: { hitPolicy: 'FIRST' },
  priority: { hitPolicy: 'PRIORITY' },
  collect: { hitPolicy: 'COLLECT' },
  'rule-order': { hitPolicy: 'RULE ORDER' },
  'output-order': { hitPolicy: 'OUTPUT ORDER' },
  'collect sum': { hitPolicy: 'COLLECT', aggregation: 'SUM' },
  'collect min': { hitPolicy: 'COLLECT', aggregation: 'MIN' },
  'collect max': { hitPolicy: 'COLLECT', aggregation: 'MAX' },
  'collect count': { hitPolicy: 'COLLECT', aggregation: 'COUNT' },
};

/**
 * The rows and the hit policy. DMN orders by output values only; rows that have priorities of their own are written in
 * that order, of which the first, or all, count.
 */
function ordered(
  { hit, outputs, name }: Decision,
  rows: readonly Row[],
  { report }: ExportContext,
): { readonly rows: readonly Row[]; readonly policy: { hitPolicy: BoxedTable['hitPolicy']; aggregation?: string } } {
  const isByOrder = hit === 'priority' || hit === 'output-order';
  if (!isByOrder || rows.every(({ priority }) => priority === undefined)) return { rows, policy: POLICIES[hit] };
  const ranked = [...outputs].flatMap(([key, { type }]) =>
    type.kind === 'string' && type.values ? [{ key, values: type.values }] : [],
  );
  if (rows.some(({ computed }) => ranked.some(({ key }) => computed.has(key)))) report(noOrder(name));
  const rankOf = ({ then }: Row, { key, values }: { key: string; values: readonly string[] }) => {
    const at = values.indexOf(String(then[key]));
    return at < 0 ? values.length : at;
  };
  const sorted = rows.toSorted((a, b) => {
    const byPriority = (b.priority ?? 1) - (a.priority ?? 1);
    if (byPriority !== 0) return byPriority;
    const column = ranked.find((each) => rankOf(a, each) !== rankOf(b, each));
    return column ? rankOf(a, column) - rankOf(b, column) : a.number - b.number;
  });
  return { rows: sorted, policy: POLICIES[hit === 'priority' ? 'first' : 'rule-order'] };
}

/** The days on which a row counts. */
function validity({ validFrom, validTo }: Row): string {
  if (validFrom !== undefined && validTo !== undefined) return `[date("${validFrom}")..date("${validTo}")]`;
  if (validFrom !== undefined) return `>= date("${validFrom}")`;
  return validTo === undefined ? '-' : `<= date("${validTo}")`;
}

function notATable(name: string): Problem {
  return problem(
    'NOT_A_TABLE',
    {
      en: `\`${name}\` has rules of json-rules-engine, which DMN does not know.`,
      ro: `\`${name}\` are reguli json-rules-engine, pe care DMN nu le cunoaște.`,
    },
    { hint: { en: 'write them as a `table`', ro: 'scrieți-le ca `table`' } },
  );
}

function noOrder(name: string): Problem {
  return warning(
    'NO_ORDER',
    {
      en: `\`${name}\` orders rows by an output that is computed; the model orders them by their priority.`,
      ro: `\`${name}\` ordonează rândurile după o ieșire calculată; modelul le ordonează după prioritate.`,
    },
    { hint: { en: 'give each row a priority of its own', ro: 'dați fiecărui rând o prioritate proprie' } },
  );
}

import type { Text } from '@dealwright/diagnostics';
import type { Json } from '@dealwright/values';
import type { BacktestResult, Column, Group, OutcomePair, RowPair, Sample, ScenarioResult } from './backtest.ts';
import type { FieldPath } from './field-path.ts';
import type { BacktestPlan } from './plan-backtest.ts';
import type { ScenarioTally, Seen } from './scenario-tally.ts';
import { type Summed, type Tallies, Tally } from './tally.ts';

/** All that was counted. */
export interface Counted {
  readonly all: Tally;
  /** One for each field of `by`. */
  readonly groups: readonly Tallies<{ readonly value: Json; readonly label: Text }>[];
  /** Records for which the published decision could not decide. */
  readonly failed: number;
  readonly scenarios: readonly ScenarioTally[];
}

/**
 * The result as plain data.
 * @param explain makes a sample of what was picked in the scenario of that number
 */
export function resultOf(
  plan: BacktestPlan,
  counted: Counted,
  explain: (seen: Seen, at: number) => Sample,
): BacktestResult {
  const { published, drafts, by, sum, at, notes, entity } = plan;
  const { decision } = published;
  const summed = summedOf(sum);
  return {
    ...{
      decision: decision.name,
      label: decision.label,
      entity: entity.name,
      entityLabel: entity.plural,
      at,
      filter: plan.filterText ?? null,
    },
    ...columnsOf(plan),
    all: counted.all.total(summed),
    published: { version: decision.version, failed: counted.failed },
    scenarios: counted.scenarios.map((tally, index): ScenarioResult => {
      const draft = drafts[index];
      const outcomes = tally.outcomes
        .entries()
        .map(({ about, tally: each }): OutcomePair => ({ ...about, ...each.total(summed) }));
      const rows = tally.rows.entries().map(({ about, tally: each }): RowPair => ({ ...about, ...each.total(summed) }));
      return {
        name: draft?.name ?? '',
        version: draft?.decision.version ?? '',
        changed: tally.changed.total(summed),
        failed: tally.failed,
        outputs: tally.outputs.map(({ name, before: { value: before }, after: { value: after } }) => ({
          ...{ name, before: before.toFixed(), after: after.toFixed(), difference: after.sub(before).toFixed() },
        })),
        groups: by.map((field, which) => groupOf(field, counted.groups[which], tally.groups[which], summed)),
        outcomes,
        moreOutcomes: tally.outcomes.others?.total(summed) ?? null,
        rows,
        moreRows: tally.rows.others?.total(summed) ?? null,
        samples: tally.picked.map((seen) => explain(seen, index)),
        failures: tally.failures,
      };
    }),
    notes,
  };
}

function groupOf(
  { text }: FieldPath,
  all: Counted['groups'][number] | undefined,
  changed: Tallies<undefined> | undefined,
  summed: readonly Summed[],
): Group {
  const none = new Tally(summed.length).total(summed);
  const values = (all?.entries() ?? []).map(({ key, about, tally }) => ({
    ...about,
    all: tally.total(summed),
    changed: changed?.find(key)?.total(summed) ?? none,
  }));
  const others = all?.others && { all: all.others.total(summed), changed: changed?.others?.total(summed) ?? none };
  return { path: text, values, others: others ?? null };
}

/** The fields of the report, known before it begins. */
export function columnsOf({ by, sum }: BacktestPlan): Pick<BacktestResult, 'by' | 'sum'> {
  return { by: by.map(columnOf), sum: sum.map(columnOf) };
}

function columnOf({ text, field }: FieldPath): Column {
  return { path: text, label: field.label, type: field.type.name };
}

/** The summed fields, as tallies name them. */
function summedOf(sum: readonly FieldPath[]): readonly Summed[] {
  return sum.map(({ text, field: { type, options } }) => ({
    path: text,
    currency: type.feel === 'money' && typeof options.currency === 'string' ? options.currency : undefined,
  }));
}

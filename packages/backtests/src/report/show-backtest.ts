import { say } from '@dealwright/diagnostics';
import type { Json } from '@dealwright/values';
import type { BacktestResult, Column, GroupValue, ScenarioResult, Total } from '../backtest.ts';
import { align } from './align.ts';
import { showOutcome, showShare, showSum } from './show.ts';
import { type Words, wordsIn } from './words.ts';

/** How many lines a table has; what is beyond stands in the data. */
const MOST_LINES = 20;

/** A result as people read it in a terminal: its scenarios side by side, in English or Romanian. */
export function showBacktest(result: BacktestResult, locale: string): string {
  const words = wordsIn(locale);
  const { label, all, at, entityLabel, filter, scenarios } = result;
  const when = at.replace('T', ' ').slice(0, 16);
  const title = words.title(
    say(label, locale),
    all.records.toLocaleString(locale),
    say(entityLabel, locale),
    `${when} UTC`,
  );
  const parts: string[][] = [
    [title, ...(filter === null ? [] : [words.only(filter)])],
    align(totals(result, words, locale)),
    ...result.by.map((column, which) => align(groups(result, column, which, words, locale))),
    align(outcomes(result, words, locale)),
    align(rows(result, words, locale)),
    ...scenarios.flatMap((each) => [samples(each, words, locale), failures(each, words, locale)]),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

type Rows = readonly (readonly string[])[];

function totals({ scenarios, all, sum, published }: BacktestResult, words: Words, locale: string): Rows {
  const outputs = scenarios[0]?.outputs ?? [];
  return [
    ['', words.published, ...scenarios.map(({ name }) => name)],
    [words.changed, '', ...scenarios.map(({ changed }) => showShare(changed.records, all.records, locale))],
    ...sum.flatMap(({ path, label }) => [
      [words.allOf(say(label, locale)), showSum(all.sums[path], locale), ...scenarios.map(() => '')],
      [words.changedOf(say(label, locale)), '', ...scenarios.map(({ changed }) => showSum(changed.sums[path], locale))],
    ]),
    ...outputs.map(({ name, before }, at) => [
      words.output(name),
      showSum(before, locale),
      ...scenarios.map((each) => withDifference(each.outputs[at], locale)),
    ]),
    ...(published.failed > 0 || scenarios.some(({ failed }) => failed > 0)
      ? [[words.undecided, String(published.failed), ...scenarios.map(({ failed }) => String(failed))]]
      : []),
  ];
}

function withDifference(sums: ScenarioResult['outputs'][number] | undefined, locale: string): string {
  if (!sums) return '';
  const sign = sums.difference.startsWith('-') ? '' : '+';
  return `${showSum(sums.after, locale)} (${sign}${showSum(sums.difference, locale)})`;
}

function groups({ scenarios, sum }: BacktestResult, column: Column, which: number, words: Words, locale: string): Rows {
  const fields = sum.slice(0, 2);
  const values = scenarios[0]?.groups[which]?.values ?? [];
  const others = scenarios[0]?.groups[which]?.others;
  const line = (label: string, all: Total, changed: readonly (Total | undefined)[]) => [
    label,
    all.records.toLocaleString(locale),
    ...fields.map(({ path }) => showSum(all.sums[path], locale)),
    ...changed.flatMap((each) => [
      showShare(each?.records ?? 0, all.records, locale),
      ...fields.map(({ path }) => showSum(each?.sums[path], locale)),
    ]),
  ];
  const at = (value: GroupValue, index: number) =>
    line(
      say(value.label, locale),
      value.all,
      scenarios.map((each) => each.groups[which]?.values[index]?.changed),
    );
  const labels = fields.map(({ label }) => say(label, locale));
  return [
    [
      words.by(say(column.label, locale)),
      words.records,
      ...labels,
      ...scenarios.flatMap(({ name }) => [name, ...labels]),
    ],
    ...values.slice(0, MOST_LINES).map(at),
    ...(others
      ? [
          line(
            words.others,
            others.all,
            scenarios.map((each) => each.groups[which]?.others?.changed),
          ),
        ]
      : []),
    ...(values.length > MOST_LINES ? [[`… ${values.length - MOST_LINES}`]] : []),
  ];
}

/** One line for each pair that some scenario has, with what it comes to in all of them. */
function sideBySide<Pair extends Total>(
  { scenarios, sum }: BacktestResult,
  heading: string,
  locale: string,
  pairsOf: (scenario: ScenarioResult) => readonly Pair[],
  show: (pair: Pair) => string,
): Rows {
  const fields = sum.slice(0, 1);
  const lines = new Map<string, (Pair | undefined)[]>();
  for (const [at, scenario] of scenarios.entries()) {
    for (const pair of pairsOf(scenario)) {
      const line = lines.get(show(pair)) ?? [];
      line[at] = pair;
      lines.set(show(pair), line);
    }
  }
  if (lines.size === 0) return [];
  const most = (line: readonly (Pair | undefined)[]) => Math.max(...line.map((each) => each?.records ?? 0));
  const sorted = [...lines].sort(([, a], [, b]) => most(b) - most(a));
  return [
    [heading, ...scenarios.flatMap(({ name }) => [name, ...fields.map(({ label }) => say(label, locale))])],
    ...sorted
      .slice(0, MOST_LINES)
      .map(([label, line]) => [
        label,
        ...scenarios.flatMap((_, at) => [
          line[at]?.records.toLocaleString(locale) ?? '–',
          ...fields.map(({ path }) => (line[at] ? showSum(line[at]?.sums[path], locale) : '')),
        ]),
      ]),
    ...(sorted.length > MOST_LINES ? [[`… ${sorted.length - MOST_LINES}`]] : []),
  ];
}

function outcomes(result: BacktestResult, words: Words, locale: string): Rows {
  return sideBySide(
    result,
    words.outcomes,
    locale,
    (each) => each.outcomes.filter(({ isChange }) => isChange),
    ({ before, after }) => `${showOutcome(before)} → ${showOutcome(after)}`,
  );
}

function rows(result: BacktestResult, words: Words, locale: string): Rows {
  const named = (list: readonly string[]) =>
    list.length === 0
      ? words.nothing
      : list.map((each) => (/^\d+$/.test(each) ? `${words.row} ${each}` : each)).join(', ');
  return sideBySide(
    result,
    words.rows,
    locale,
    (each) => each.rows,
    ({ decision, before, after }) => `${decision}: ${named(before)} → ${named(after)}`,
  );
}

function samples({ name, samples }: ScenarioResult, words: Words, locale: string): string[] {
  if (samples.length === 0) return [];
  const language = locale.startsWith('ro') ? 'ro' : 'en';
  return [
    words.sample(name, samples.length),
    ...samples.flatMap(({ record, values, before, after }) => [
      `  ${[record.number ?? record.id, record.title].filter((each) => each !== null).join(' ')}${showValues(values, locale)}`,
      ...before.sentences[language].map((each, at) => `    ${at === 0 ? `${words.before}: ` : '  '}${each}`),
      ...after.sentences[language].map((each, at) => `    ${at === 0 ? `${words.after}: ` : '  '}${each}`),
    ]),
  ];
}

function showValues(values: Readonly<Record<string, Json>>, locale: string): string {
  const shown = Object.values(values).filter((each) => each !== null);
  return shown.length === 0
    ? ''
    : ` (${shown.map((each) => (typeof each === 'object' ? showSum(each, locale) : String(each))).join(', ')})`;
}

function failures({ name, failures }: ScenarioResult, words: Words, locale: string): string[] {
  if (failures.length === 0) return [];
  const which = { published: words.published, draft: words.draft };
  return [
    words.failures(name),
    ...failures.map(
      ({ record, version, messages }) =>
        `  ${record.number ?? record.title ?? record.id} (${which[version]}): ${messages.map((each) => say(each, locale)).join(' ')}`,
    ),
  ];
}

import { type Text, warning } from '@dealwright/diagnostics';
import type { UnaryShape } from '@dealwright/expressions';
import type { Column } from './column.ts';
import { type AnalysisFinding, type Found, MOST_FINDINGS, placeOf } from './finding.ts';
import { capital, listed } from './messages.ts';
import { literal } from './show-box.ts';
import type { Region } from './space.ts';
import type { Study } from './study.ts';

/** Rows with a cell that accepts nothing, and rules whose conditions exclude each other. */
export function findNever(study: Study): Found {
  const never = study.space.regions.filter(({ boxes }) => boxes.length === 0);
  const findings = never.slice(0, MOST_FINDINGS).map((region) => toFinding(region, study));
  return { findings, doubtful: 0, more: never.length - findings.length };
}

function toFinding(region: Region, study: Study): AnalysisFinding {
  const { input = '', tests = [] } = region.empty ?? {};
  const isTable = study.decision.logic.is === 'table';
  const self = listed([region.name], isTable ? 'row' : 'rule');
  const column = study.space.columns.find(({ name }) => name === input);
  const shown = tests.map((each) => `\`${each}\``);
  const all = { en: shown.join(' and '), ro: shown.join(' și ') };
  const message: Text = isTable
    ? {
        en: `${capital(self.en)} can never match: no value of \`${input}\` passes ${all.en}.`,
        ro: `${capital(self.ro)} nu se poate potrivi niciodată: nicio valoare a lui \`${input}\` nu trece de ${all.ro}.`,
      }
    : {
        en: `${capital(self.en)} can never hold: ${all.en} ${shown.length > 1 ? 'exclude each other' : 'is never true'}.`,
        ro: `${capital(self.ro)} nu se poate îndeplini niciodată: ${all.ro} ${shown.length > 1 ? 'se exclud reciproc' : 'nu este niciodată adevărat'}.`,
      };
  const remedy = isTable && column ? remedyOf(study, region, column) : undefined;
  const hint: Text =
    remedy ??
    (isTable
      ? { en: 'correct the test, or delete the row', ro: 'corectați testul sau ștergeți rândul' }
      : {
          en: 'put them into `any`, correct one of them, or delete the rule',
          ro: 'puneți-le în `any`, corectați una dintre ele sau ștergeți regula',
        });
  const told = warning('ROW_NEVER_MATCHES', message, {
    place: placeOf(study, region.at, isTable ? input : undefined),
    hint,
  });
  return { code: 'ROW_NEVER_MATCHES', rows: [region.name], problem: told };
}

/** What would make the cell accept something: its ends included, its ends in order, or a value that the input can have. */
function remedyOf({ decision: { logic } }: Study, { at }: Region, column: Column): Text | undefined {
  const shape = logic.is === 'table' ? logic.rows[at]?.tests.get(column.name)?.shape : undefined;
  const [part] = shape?.is === 'union' && shape.parts.length === 1 ? shape.parts : [];
  if (part?.is === 'interval' && part.from !== undefined && part.to !== undefined) {
    const closed = { ...part, fromIncluded: true, toIncluded: true };
    const turned = { ...closed, from: part.to, to: part.from };
    for (const each of [closed, turned]) {
      if (!column.accepted({ is: 'union', parts: [each] })?.length) continue;
      const text = `[${literal(each.from ?? null, column)}..${literal(each.to ?? null, column)}]`;
      return { en: `write \`${text}\``, ro: `scrieți \`${text}\`` };
    }
  }
  return rangeOf(column);
}

/** Parts of a cell that name values which the input cannot have, in rows that match all the same. */
export function findOutOfRange(study: Study): Found {
  const { logic } = study.decision;
  const found: AnalysisFinding[] = [];
  if (logic.is === 'rules') return { findings: [], doubtful: 0 };
  const known = new Map<string, readonly string[]>();
  for (const { at, boxes } of study.space.regions) {
    if (boxes.length === 0) continue;
    for (const [input, { text, shape }] of logic.rows[at]?.tests ?? []) {
      const column = study.space.columns.find(({ name }) => name === input);
      if (!column || shape?.is !== 'union' || shape.parts.length < 2) continue;
      const key = `${input}\0${text}`;
      const values = known.get(key) ?? outOfRange(shape, column);
      known.set(key, values);
      if (values.length > 0) found.push(outside(String(at + 1), at, column, values, study));
    }
  }
  return { findings: found.slice(0, MOST_FINDINGS), doubtful: 0, more: Math.max(0, found.length - MOST_FINDINGS) };
}

function outOfRange(shape: UnaryShape & { is: 'union' }, column: Column): readonly string[] {
  return shape.parts.flatMap((part) => {
    if (column.accepted({ is: 'union', parts: [part] })?.length !== 0) return [];
    if (part.is === 'point') return [literal(part.value, column)];
    const [from, to] = [part.from, part.to].map((end) => (end === undefined ? '' : literal(end, column)));
    return [
      from === ''
        ? `< ${to}`
        : to === ''
          ? `> ${from}`
          : `${part.fromIncluded ? '[' : '('}${from}..${to}${part.toIncluded ? ']' : ')'}`,
    ];
  });
}

function outside(row: string, at: number, column: Column, values: readonly string[], study: Study): AnalysisFinding {
  const shown = values.map((each) => `\`${each}\``).join(', ');
  const told = warning(
    'TEST_OUT_OF_RANGE',
    {
      en: `Row ${row} tests \`${column.name}\` for ${shown}, which it cannot be.`,
      ro: `Rândul ${row} testează dacă \`${column.name}\` este ${shown}, ceea ce nu poate fi.`,
    },
    { place: placeOf(study, at, column.name), hint: rangeOf(column) ?? { en: 'leave it out', ro: 'eliminați-l' } },
  );
  return { code: 'TEST_OUT_OF_RANGE', rows: [row], problem: told };
}

/** What the input can be, where the content says it. */
function rangeOf({ name, domain }: Column): Text | undefined {
  const { min, max, scale, type, nullable } = domain;
  if (type.kind !== 'number')
    return nullable ? undefined : { en: `\`${name}\` always has a value`, ro: `\`${name}\` are întotdeauna o valoare` };
  const said = (bound: unknown) => bound !== undefined && Math.abs(Number(bound)) < 2 ** 31 - 1;
  const limits = [
    ...(said(min) ? [{ en: `at least ${min}`, ro: `cel puțin ${min}` }] : []),
    ...(said(max) ? [{ en: `at most ${max}`, ro: `cel mult ${max}` }] : []),
  ];
  const whole = scale === 0 ? [{ en: 'a whole number', ro: 'un număr întreg' }] : [];
  const all = [...whole, ...limits];
  if (all.length === 0) return undefined;
  return {
    en: `\`${name}\` is ${all.map(({ en }) => en).join(', ')}`,
    ro: `\`${name}\` este ${all.map(({ ro }) => ro).join(', ')}`,
  };
}

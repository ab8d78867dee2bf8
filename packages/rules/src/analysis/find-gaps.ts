import { warning } from '@dealwright/diagnostics';
import { type AnalysisFinding, type Found, MOST_FINDINGS, placeOfAll } from './finding.ts';
import { shown, shownCells } from './messages.ts';
import { cellsOf, heldTests, whenOf } from './show-box.ts';
import type { Box } from './space.ts';
import type { Study } from './study.ts';

/** Inputs for which nothing answers. */
export function findGaps(study: Study): Found {
  const gaps = study.gaps(MOST_FINDINGS);
  const findings = gaps.flatMap((gap) => toFinding(gap, study) ?? []);
  return { findings, doubtful: gaps.length - findings.length };
}

function toFinding(gap: Box, study: Study): AnalysisFinding | undefined {
  const { decision, space, finder } = study;
  const isTable = decision.logic.is === 'table';
  const witness = finder.find(
    gap,
    ({ matched, problems }) => matched.length === 0 && problems.every(({ severity }) => severity !== 'error'),
  );
  if (!witness) return undefined;
  const cells = shownCells(cellsOf(gap, space), heldTests(gap, space));
  const example = shown(witness);
  const row = `- { when: ${whenOf(gap, space)}, then: { ${[...decision.outputs.keys()].map((name) => `${name}: …`).join(', ')} }${daysOf(gap, study)} }`;
  const nothing = isTable
    ? { en: 'No row answers', ro: 'Niciun rând nu răspunde' }
    : { en: 'No rule answers', ro: 'Nicio regulă nu răspunde' };
  const when = cells.en === '' ? { en: ',', ro: ',' } : { en: ` when ${cells.en},`, ro: ` când ${cells.ro},` };
  const problem = warning(
    'TABLE_GAP',
    {
      en: `${nothing.en}${when.en} for example ${example.en}.`,
      ro: `${nothing.ro}${when.ro} de exemplu ${example.ro}.`,
    },
    {
      place: placeOfAll(study),
      hint: isTable
        ? {
            en: `add \`${row}\`, or a \`default\`; write \`gaps: allowed\` where no answer is meant`,
            ro: `adăugați \`${row}\` sau un \`default\`; scrieți \`gaps: allowed\` unde nu se dorește niciun răspuns`,
          }
        : {
            en: 'add a rule or a `default`; write `gaps: allowed` where no answer is meant',
            ro: 'adăugați o regulă sau un `default`; scrieți `gaps: allowed` unde nu se dorește niciun răspuns',
          },
      decision: witness.answer,
    },
  );
  return { code: 'TABLE_GAP', rows: [], given: witness.given, at: witness.at, problem };
}

/** `, validFrom: 2026-07-01, validTo: 2026-07-31`: the days of a gap in time. */
function daysOf(gap: Box, { space }: Study): string {
  const at = space.sources.findIndex(({ is }) => is === 'day');
  const set = gap[at];
  const atoms = space.columns[at]?.atoms;
  if (!set || !atoms) return '';
  const first = atoms[set[0] ?? 0];
  const last = atoms[set.at(-1) ?? 0];
  const from = first?.samples[0];
  const to = last?.is === 'between' ? last.to && dayBefore(String(last.to)) : last?.samples[0];
  return `${from === undefined ? '' : `, validFrom: ${from}`}${to === undefined ? '' : `, validTo: ${to}`}`;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

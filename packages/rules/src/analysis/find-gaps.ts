import { warning } from '@dealwright/diagnostics';
import { type AnalysisFinding, type Found, MOST_FINDINGS, placeOfAll } from './finding.ts';
import { shown, shownCells } from './messages.ts';
import { cellsOf, whenOf } from './show-box.ts';
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
  const cells = shownCells(cellsOf(gap, space));
  const example = shown(witness);
  const row = `- { when: ${whenOf(gap, space)}, then: { ${[...decision.outputs.keys()].map((name) => `${name}: …`).join(', ')} } }`;
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

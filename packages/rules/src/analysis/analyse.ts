import { say, warning } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import { resultOf } from '../answer/hit-policy.ts';
import { documentOf } from '../content/decision-kind.ts';
import type { Decision } from '../decision.ts';
import { findGaps } from './find-gaps.ts';
import { findHidden } from './find-hidden.ts';
import { findNever, findOutOfRange } from './find-never.ts';
import { findOverlaps, findTies } from './find-overlaps.ts';
import { findRepeated } from './find-repeated.ts';
import { type AnalysisFinding, type Found, placeOfAll } from './finding.ts';
import { type Study, studyOf } from './study.ts';

/** What can be said of a decision without any example: see docs/decisions/0018. */
export interface Analysis {
  readonly decision: string;
  /** How many rows or rules there are. */
  readonly rows: number;
  readonly findings: readonly AnalysisFinding[];
  /** How many tests there are, and how many of them are FEEL that was taken as it comes: held, or not held. */
  readonly tests: { readonly all: number; readonly opaque: number };
  /** Findings that would follow from the tests, but for which no facts were found. They are not reported. */
  readonly doubtful: number;
  /** False when there was more to look at than the analysis may take time for. */
  readonly complete: boolean;
}

/**
 * Analyses a decision over all inputs that its types allow: gaps, overlaps, rows that never match, rows that are hidden,
 * rows that contradict each other. Every finding that names facts was seen by running the decision on them.
 * @param environment the day and zone of today, for inputs that look at the clock
 */
export function analyse(decision: Decision, environment: Environment): Analysis {
  const study = studyOf(decision, environment);
  if (!study)
    return {
      decision: decision.name,
      rows: 0,
      findings: [],
      tests: { all: 0, opaque: 0 },
      doubtful: 0,
      complete: true,
    };
  const parts = [...searches(decision)].map((search) => search(study));
  const { regions, tests, opaque } = study.space;
  const findings = parts.flatMap((part) => [...part.findings, ...moreOf(part, study)]);
  const complete = study.isComplete;
  return {
    decision: decision.name,
    rows: regions.length,
    findings: complete ? findings : [...findings, incomplete(study)],
    tests: { all: tests, opaque },
    doubtful: parts.reduce((sum, part) => sum + part.doubtful, 0),
    complete,
  };
}

/** What is looked for depends on what the hit policy makes of several rows, and of none. */
function* searches(decision: Decision): Generator<(study: Study) => Found> {
  const { hit, logic } = decision;
  yield findNever;
  yield findOutOfRange;
  if (hit === 'unique' || hit === 'any') yield findOverlaps;
  if (hit === 'first' || hit === 'priority') yield findHidden;
  if (hit === 'priority') yield findTies;
  if (resultOf(hit) !== 'one') yield findRepeated;
  else if (logic.default === undefined && documentOf(decision)?.shape.gaps !== 'allowed') yield findGaps;
}

function moreOf({ findings, more = 0 }: Found, study: Study): readonly AnalysisFinding[] {
  if (more === 0) return [];
  const code = 'MORE_FINDINGS';
  const like = findings[0]?.code ?? '';
  const problem = warning(
    code,
    {
      en: `There are ${more} more findings like these (${like}).`,
      ro: `Mai există ${more} constatări ca acestea (${like}).`,
    },
    {
      place: placeOfAll(study),
      hint: { en: 'mend these first, then check again', ro: 'corectați-le întâi pe acestea, apoi verificați din nou' },
    },
  );
  return [{ code, rows: [], problem }];
}

function incomplete(study: Study): AnalysisFinding {
  const code = 'ANALYSIS_INCOMPLETE';
  const { decision } = study;
  const label = { en: say(decision.label, 'en'), ro: say(decision.label, 'ro') };
  const problem = warning(
    code,
    {
      en: `${label.en} is too intricate to be analysed whole: what was found is shown, but there may be more gaps, overlaps and hidden rows.`,
      ro: `${label.ro} este prea complexă pentru a fi analizată în întregime: se arată ce s-a găsit, dar pot exista și alte goluri, suprapuneri și rânduri ascunse.`,
    },
    {
      place: placeOfAll(study),
      hint: {
        en: 'split it into several decisions, of which one calls the others',
        ro: 'împărțiți-o în mai multe decizii, dintre care una le apelează pe celelalte',
      },
    },
  );
  return { code, rows: [], problem };
}

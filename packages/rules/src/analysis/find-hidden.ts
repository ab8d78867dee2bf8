import { warning } from '@dealwright/diagnostics';
import { type AnalysisFinding, type Found, MOST_FINDINGS, placeOf } from './finding.ts';
import { capital, listed, shown } from './messages.ts';
import type { Region } from './space.ts';
import type { Study } from './study.ts';

/** Rows that never count, because others always come before them. */
export function findHidden(study: Study): Found {
  const hidden = study.space.regions.filter((region) => study.reach(region).is === 'hidden');
  const findings = hidden.slice(0, MOST_FINDINGS).map((region) => toFinding(region, study));
  return { findings, doubtful: 0, more: hidden.length - findings.length };
}

function toFinding(region: Region, study: Study): AnalysisFinding {
  const { by, witness } = study.hiding(region);
  const what = study.decision.logic.is === 'table' ? 'row' : 'rule';
  const self = listed([region.name], what);
  const others = listed(
    by.map(({ name }) => name),
    what,
  );
  const first = witness?.answer.matched[0]?.rule ?? '';
  const winner = listed([first], what);
  const facts = witness && shown(witness);
  const example = facts
    ? { en: `: ${winner.en} answers ${facts.en}`, ro: `: ${winner.ro} răspunde la ${facts.ro}` }
    : { en: '', ro: '' };
  const verb = by.length > 1 ? { en: 'accept', ro: 'acceptă' } : { en: 'accepts', ro: 'acceptă' };
  const isFirst = study.decision.hit === 'first';
  const problem = warning(
    'ROW_HIDDEN',
    {
      en: `${capital(self.en)} is never the answer, because ${others.en} before it ${verb.en} all that it accepts${example.en}.`,
      ro: `${capital(self.ro)} nu este niciodată răspunsul, deoarece ${others.ro} dinaintea sa ${verb.ro} tot ce acceptă${example.ro}.`,
    },
    {
      place: placeOf(study, region.at),
      hint:
        isFirst && what === 'row'
          ? {
              en: `move it before ${others.en}, narrow the tests there, or delete it`,
              ro: `mutați-l înainte de ${others.ro}, restrângeți testele de acolo sau ștergeți-l`,
            }
          : {
              en: `give it a higher \`priority\` than ${others.en}, or delete it`,
              ro: `dați-i o \`priority\` mai mare decât ${others.ro} sau ștergeți elementul`,
            },
      decision: witness?.answer,
    },
  );
  return {
    code: 'ROW_HIDDEN',
    rows: [region.name, ...by.map(({ name }) => name)],
    given: witness?.given,
    at: witness?.at,
    problem,
  };
}

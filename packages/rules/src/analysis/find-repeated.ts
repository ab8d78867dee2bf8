import { warning } from '@dealwright/diagnostics';
import type { Json } from '@dealwright/values';
import { canonical } from '../answer/hit-policy.ts';
import { type AnalysisFinding, type Found, MOST_FINDINGS, placeOf } from './finding.ts';
import { capital, listed, shown } from './messages.ts';
import type { Box, Region } from './space.ts';
import type { Study } from './study.ts';

/** Rows and rules that accept the same as an earlier one, where every one that matches counts. */
export function findRepeated(study: Study): Found {
  const { logic } = study.decision;
  const first = new Map<string, Region>();
  const findings: AnalysisFinding[] = [];
  let more = 0;
  for (const region of study.space.regions) {
    if (region.boxes.length === 0) continue;
    const key = region.boxes.map(keyOf).sort().join(';');
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, region);
      continue;
    }
    const saysTheSame = said(study, earlier) === said(study, region);
    // Two rows of a table that collects may well give two things for one reason; two rules are one with two events.
    if (!saysTheSame && logic.is === 'table') continue;
    if (findings.length < MOST_FINDINGS) findings.push(toFinding(region, earlier, saysTheSame, study));
    else more++;
  }
  return { findings, doubtful: 0, more };
}

function keyOf(box: Box): string {
  return box.map((set) => set?.join() ?? '').join('|');
}

function said({ decision: { logic } }: Study, { at }: Region): string {
  if (logic.is === 'rules') return canonical((logic.rules[at]?.event ?? null) as Json);
  const row = logic.rows[at];
  const computed = [...(row?.computed ?? [])].map(([name, { text }]) => [name, text]);
  return canonical([row?.then ?? null, computed]);
}

function toFinding(region: Region, earlier: Region, saysTheSame: boolean, study: Study): AnalysisFinding {
  const what = study.decision.logic.is === 'table' ? 'row' : 'rule';
  const [self, other] = [listed([region.name], what), listed([earlier.name], what)];
  const witness = study.finder.find(region.boxes[0] ?? [], ({ matched }) =>
    [region, earlier].every(({ name }) => matched.some(({ rule }) => rule === name)),
  );
  const facts = witness && shown(witness);
  const example = facts
    ? { en: `, for example for ${facts.en}`, ro: `, de exemplu pentru ${facts.ro}` }
    : { en: '', ro: '' };
  const message = saysTheSame
    ? {
        en: `${capital(self.en)} repeats ${other.en}: both always say the same together${example.en}.`,
        ro: `${capital(self.ro)} repetă ${other.ro}: ambele spun mereu același lucru împreună${example.ro}.`,
      }
    : {
        en: `${capital(self.en)} has the conditions of ${other.en}, but another event${example.en}.`,
        ro: `${capital(self.ro)} are condițiile din ${other.ro}, dar alt eveniment${example.ro}.`,
      };
  const hint = saysTheSame
    ? { en: 'delete one of the two', ro: 'ștergeți unul dintre cele două' }
    : {
        en: 'correct the conditions of one of them, or put both into one event',
        ro: 'corectați condițiile uneia dintre ele sau puneți ambele într-un singur eveniment',
      };
  const told = warning('ROW_REPEATED', message, { place: placeOf(study, region.at), hint, decision: witness?.answer });
  return {
    code: 'ROW_REPEATED',
    rows: [region.name, earlier.name],
    given: witness?.given,
    at: witness?.at,
    problem: told,
  };
}

import { problem, warning } from '@dealwright/diagnostics';
import { canonical } from '../answer/hit-policy.ts';
import type { Answer } from '../decision.ts';
import type { Witness } from './find-facts.ts';
import { type AnalysisFinding, type Found, MOST_FINDINGS, placeOf } from './finding.ts';
import { capital, listed, shown } from './messages.ts';
import { commonBox, type Region } from './space.ts';
import type { Study } from './study.ts';

/** Of a row that meets many, so many are named. */
const MOST_NAMED = 5;

interface Meeting {
  readonly region: Region;
  readonly others: readonly Region[];
  readonly witness: Witness;
}

/** Rows that match together under `unique`, or under `any` with different outputs: what fails when it is run. */
export function findOverlaps(study: Study): Found {
  const code = study.decision.hit === 'unique' ? 'HIT_NOT_UNIQUE' : 'HITS_DISAGREE';
  const isBroken = ({ problems }: Answer) => problems.some((each) => each.code === code);
  const differ = (a: Region, b: Region) => code === 'HIT_NOT_UNIQUE' || mayDiffer(study, a, b);
  return meetings(
    study,
    differ,
    (a, b) => (answer) => isBroken(answer) && names(answer, a) && names(answer, b),
    (meeting) => overlap(meeting, study),
  );
}

/** Rows of one priority that match together and say different things, so that only their order decides. */
export function findTies(study: Study): Found {
  const tied = (a: Region, b: Region) => rankless(study, a, b) && mayDiffer(study, a, b);
  return meetings(
    study,
    tied,
    (a) => (answer) => answer.matched[0]?.rule === a.name,
    (meeting) => tie(meeting, study),
  );
}

function names({ matched }: Answer, region: Region): boolean {
  return matched.some(({ rule }) => rule === region.name);
}

/** Meets the row each earlier one that it may not meet; those for which facts were found make one finding a row. */
function meetings(
  study: Study,
  matters: (earlier: Region, later: Region) => boolean,
  wanted: (earlier: Region, later: Region) => (answer: Answer) => boolean,
  say: (meeting: Meeting) => AnalysisFinding,
): Found {
  const findings: AnalysisFinding[] = [];
  let doubtful = 0;
  let more = 0;
  for (const region of study.space.regions) {
    const earlier = (study.neighbours[region.at] ?? []).flatMap((at) =>
      at < region.at ? (study.space.regions[at] ?? []) : [],
    );
    const others = earlier.filter((each) => matters(each, region));
    if (others.length === 0) continue;
    if (findings.length >= MOST_FINDINGS) {
      more++;
      continue;
    }
    const met: Region[] = [];
    let witness: Witness | undefined;
    for (const other of others.slice(0, MOST_NAMED)) {
      const found = meeting(study, other, region, wanted(other, region));
      if (!found) continue;
      witness ??= found;
      met.push(other);
    }
    if (witness) findings.push(say({ region, others: met, witness }));
    else doubtful++;
  }
  return { findings, doubtful, more };
}

function meeting({ finder }: Study, a: Region, b: Region, isWanted: (answer: Answer) => boolean): Witness | undefined {
  for (const one of a.boxes) {
    for (const other of b.boxes) {
      const both = commonBox(one, other);
      const witness = both && finder.find(both, isWanted);
      if (witness) return witness;
    }
  }
  return undefined;
}

function mayDiffer({ decision: { logic } }: Study, a: Region, b: Region): boolean {
  if (logic.is === 'rules') {
    const [one, other] = [logic.rules[a.at]?.event, logic.rules[b.at]?.event];
    return (
      canonical({ ...one?.params, type: one?.type ?? '' }) !== canonical({ ...other?.params, type: other?.type ?? '' })
    );
  }
  const [one, other] = [logic.rows[a.at], logic.rows[b.at]];
  if (!one || !other) return false;
  return one.computed.size > 0 || other.computed.size > 0 || canonical(one.then) !== canonical(other.then);
}

/** The order of the policy puts them apart by nothing but their place. */
function rankless(study: Study, a: Region, b: Region): boolean {
  const swapped = study.comesBefore({ ...a, at: b.at }, { ...b, at: a.at });
  const order = study.comesBefore(a, b);
  return order !== undefined && swapped !== undefined && order === a.at - b.at;
}

function overlap({ region, others, witness }: Meeting, study: Study): AnalysisFinding {
  const isUnique = study.decision.hit === 'unique';
  const code = isUnique ? 'ROWS_OVERLAP' : 'ROWS_CONTRADICT';
  const what = study.decision.logic.is === 'table' ? 'row' : 'rule';
  const [self, them] = [
    listed([region.name], what),
    listed(
      others.map(({ name }) => name),
      what,
    ),
  ];
  const facts = shown(witness);
  const message = isUnique
    ? {
        en: `${capital(self.en)} and ${them.en} accept the same input, but \`hit: unique\` allows one only, for example ${facts.en}.`,
        ro: `${capital(self.ro)} și ${them.ro} acceptă aceeași intrare, dar \`hit: unique\` permite doar unul, de exemplu ${facts.ro}.`,
      }
    : {
        en: `${capital(self.en)} and ${them.en} accept the same input but say different things, for example for ${facts.en}.`,
        ro: `${capital(self.ro)} și ${them.ro} acceptă aceeași intrare, dar spun lucruri diferite, de exemplu pentru ${facts.ro}.`,
      };
  const hint = isUnique
    ? {
        en: 'narrow one of them, or write `hit: first` so that the earlier one counts',
        ro: 'restrângeți unul dintre ele sau scrieți `hit: first`, ca să conteze cel dinainte',
      }
    : {
        en: 'narrow one of them, give them the same outputs, or write `hit: first`',
        ro: 'restrângeți unul dintre ele, dați-le aceleași ieșiri sau scrieți `hit: first`',
      };
  const place = placeOf(study, region.at);
  const told = problem(code, message, { place, hint, decision: witness.answer });
  return {
    code,
    rows: [region.name, ...others.map(({ name }) => name)],
    given: witness.given,
    at: witness.at,
    problem: told,
  };
}

function tie({ region, others, witness }: Meeting, study: Study): AnalysisFinding {
  const what = study.decision.logic.is === 'table' ? 'row' : 'rule';
  const [self, them] = [
    listed([region.name], what),
    listed(
      others.map(({ name }) => name),
      what,
    ),
  ];
  const facts = shown(witness);
  const told = warning(
    'ROWS_TIE',
    {
      en: `${capital(self.en)} and ${them.en} accept the same input with the same priority but say different things, for example for ${facts.en}: the earlier one counts.`,
      ro: `${capital(self.ro)} și ${them.ro} acceptă aceeași intrare cu aceeași prioritate, dar spun lucruri diferite, de exemplu pentru ${facts.ro}: contează cel dinainte.`,
    },
    {
      place: placeOf(study, region.at),
      hint: { en: 'give one of them another `priority`', ro: 'dați unuia dintre ele altă `priority`' },
      decision: witness.answer,
    },
  );
  return {
    code: 'ROWS_TIE',
    rows: [region.name, ...others.map(({ name }) => name)],
    given: witness.given,
    at: witness.at,
    problem: told,
  };
}

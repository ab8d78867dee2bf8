import { type Place, problem } from '@dealwright/diagnostics';
import type { Linking } from '@dealwright/metadata';
import type { Validity } from '../answer/decide-by-day.ts';
import { resultOf } from '../answer/hit-policy.ts';
import type { Decision } from '../decision.ts';

/** Checks the days of a decision, and that what it replaces can be replaced by it. */
export function checkValidity(decision: Decision, place: (key: string) => Place, linking: Linking): void {
  const { name, validFrom, validTo, replaces } = decision;
  if (validFrom !== undefined && validTo !== undefined && validFrom > validTo) {
    linking.report(
      problem(
        'NEVER_VALID',
        { en: `\`${name}\` ends before it begins.`, ro: `\`${name}\` se termină înainte de a începe.` },
        {
          place: place('validTo'),
          hint: { en: `write a day from ${validFrom} on`, ro: `scrieți o zi începând cu ${validFrom}` },
        },
      ),
    );
  }
  if (!replaces) return;
  checkSameQuestion(decision, replaces, place, linking);
  const others = replaces.replacements.slice(0, replaces.replacements.indexOf(decision));
  const other = others.find((each) => overlap(each, decision));
  if (!other) return;
  const days = `${later(other.validFrom, validFrom) ?? '…'}..${earlier(other.validTo, validTo) ?? '…'}`;
  linking.report(
    problem(
      'REPLACEMENTS_OVERLAP',
      {
        en: `\`${name}\` and \`${other.name}\` both replace \`${replaces.name}\` on ${days}.`,
        ro: `Atât \`${name}\`, cât și \`${other.name}\` înlocuiesc \`${replaces.name}\` în ${days}.`,
      },
      {
        place: place('replaces'),
        hint: {
          en: 'end one with `validTo` on the day before the other begins',
          ro: 'încheiați una cu `validTo` în ziua dinainte ca cealaltă să înceapă',
        },
      },
    ),
  );
}

/** Whoever asks the one must be able to read the answer of the other. */
function checkSameQuestion(
  decision: Decision,
  replaced: Decision,
  place: (key: string) => Place,
  linking: Linking,
): void {
  const refuse = (code: string, message: { en: string; ro: string }, hint: { en: string; ro: string }) =>
    linking.report(problem(code, message, { place: place('replaces'), hint }));
  const pair = `\`${decision.name}\` → \`${replaced.name}\``;
  if (replaced.replaces) {
    const { name } = replaced.replaces;
    refuse(
      'REPLACES_REPLACEMENT',
      {
        en: `\`${replaced.name}\` replaces another decision itself.`,
        ro: `\`${replaced.name}\` înlocuiește la rândul ei altă decizie.`,
      },
      { en: `write \`replaces: ${name}\``, ro: `scrieți \`replaces: ${name}\`` },
    );
  }
  if (replaced.about && decision.about && replaced.about !== decision.about) {
    refuse(
      'REPLACES_OTHER_RECORD',
      { en: `${pair}: they are about different records.`, ro: `${pair}: sunt despre înregistrări diferite.` },
      { en: `write \`about: ${replaced.about.name}\``, ro: `scrieți \`about: ${replaced.about.name}\`` },
    );
  }
  if (resultOf(replaced.hit) !== resultOf(decision.hit)) {
    refuse(
      'REPLACES_OTHER_RESULT',
      {
        en: `${pair}: \`hit: ${replaced.hit}\` and \`hit: ${decision.hit}\` give different forms of answers.`,
        ro: `${pair}: \`hit: ${replaced.hit}\` și \`hit: ${decision.hit}\` dau răspunsuri de forme diferite.`,
      },
      { en: `write \`hit: ${replaced.hit}\``, ro: `scrieți \`hit: ${replaced.hit}\`` },
    );
  }
  for (const [name, { type }] of replaced.outputs) {
    if (decision.outputs.get(name)?.type.kind === type.kind) continue;
    refuse(
      'REPLACES_OTHER_OUTPUTS',
      {
        en: `${pair}: the output \`${name}\` is missing or of another type.`,
        ro: `${pair}: ieșirea \`${name}\` lipsește sau este de alt tip.`,
      },
      { en: `give the output \`${name}\` as there`, ro: `dați ieșirea \`${name}\` ca acolo` },
    );
  }
}

function overlap(a: Validity, b: Validity): boolean {
  return isBefore(a.validFrom, b.validTo) && isBefore(b.validFrom, a.validTo);
}

function isBefore(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined || from <= to;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

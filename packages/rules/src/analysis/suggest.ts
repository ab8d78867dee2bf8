import { say, type Text } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { Decision } from '../decision.ts';
import { flowYaml } from './flow-yaml.ts';
import { capital, listed } from './messages.ts';
import type { Region } from './space.ts';
import { type Study, studyOf } from './study.ts';

/** An example for a row or rule, or why there is none. */
export interface Suggestion {
  readonly rule: string;
  /** With the outcome that the decision gives now: whoever takes it over says that it is right. */
  readonly example?: SuggestedExample;
  readonly why?: Text;
}

export interface SuggestedExample {
  readonly name: string;
  /** The day, where the answer depends on it. */
  readonly at?: string;
  readonly given: JsonObject;
  readonly expect: Json;
  /** Row number, or name of the rule. */
  readonly because: string | number;
}

/**
 * Looks for facts that lead to each of the named rows or rules, and runs the decision on them.
 * @param rules row numbers or names of rules
 */
export function suggestExamples(
  decision: Decision,
  rules: readonly string[],
  environment: Environment,
): readonly Suggestion[] {
  const study = studyOf(decision, environment);
  const wanted = new Set(rules);
  const regions = study?.space.regions.filter(({ name }) => wanted.has(name)) ?? [];
  return study ? regions.map((region) => suggest(region, study, environment)) : [];
}

function suggest(region: Region, study: Study, environment: Environment): Suggestion {
  const { name: rule } = region;
  const { decision } = study;
  const isTable = decision.logic.is === 'table';
  const self = listed([rule], isTable ? 'row' : 'rule');
  const reach = study.reach(region);
  if (reach.is !== 'reached') return { rule, why: whyNot(reach.is, region, study) };
  const { given, at } = reach.witness;
  const world = at === undefined ? environment : { ...environment, now: `${at}T12:00:00.000Z` };
  const answer = decision.decide(given, world);
  if (!answer.matched.some((match) => match.rule === rule)) return { rule, why: whyNot('unknown', region, study) };
  const name = region.because === undefined ? self.en : `${self.en}: ${say(region.because, 'en')}`;
  const because = isTable ? Number(rule) : rule;
  return { rule, example: { name, ...(at !== undefined && { at }), given, expect: answer.outcome, because } };
}

function whyNot(is: 'never' | 'hidden' | 'unknown', region: Region, study: Study): Text {
  const what = study.decision.logic.is === 'table' ? 'row' : 'rule';
  const self = listed([region.name], what);
  if (is === 'never') {
    return { en: `${capital(self.en)} can never match.`, ro: `${capital(self.ro)} nu se poate potrivi niciodată.` };
  }
  if (is === 'hidden') {
    const by = study.hiding(region).by.map(({ name }) => name);
    const others = listed(by, what);
    return {
      en: `${capital(self.en)} is hidden by ${others.en}.`,
      ro: `${capital(self.ro)} este ascuns de ${others.ro}.`,
    };
  }
  return {
    en: `No facts were found that lead to ${self.en}: write an example by hand.`,
    ro: `Nu s-au găsit fapte care să ducă la ${self.ro}: scrieți un exemplu de mână.`,
  };
}

/** The example as it is pasted below `examples:`. */
export function exampleYaml({ name, at, given, expect, because }: SuggestedExample): string {
  const lines = [
    `- name: ${flowYaml(name)}`,
    ...(at === undefined ? [] : [`  at: ${at}`]),
    `  given: ${flowYaml(given)}`,
    `  expect: ${flowYaml(expect)}`,
    `  because: ${flowYaml(because)}`,
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}

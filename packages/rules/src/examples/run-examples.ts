import { type Problem, problem, say } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import { isJsonObject, type Json } from '@dealwright/values';
import { countsOn } from '../answer/decide-by-day.ts';
import { canonical, settle } from '../answer/hit-policy.ts';
import { localDay } from '../answer/local-day.ts';
import { gather, outcomeText, outputOrder, type Program } from '../answer/run-decision.ts';
import { compareNumbers, readNumber } from '../compile/scalar.ts';
import { documentOf, ownDecide, programOf } from '../content/decision-kind.ts';
import type { Answer, Decision, Example } from '../decision.ts';
import { matchRows, matchRules } from './reference-engine.ts';

/** What became of one example. */
export interface ExampleResult {
  readonly name: string;
  readonly answer: Answer;
  /** Empty when it passed: EXAMPLE_FAILED, EXAMPLE_REASON, ENGINES_DISAGREE, and the problems of the answer. */
  readonly problems: readonly Problem[];
}

/**
 * Runs every example through the compiled form and through json-rules-engine (a table is made into rules for that).
 * @param environment the clock and zone of examples that do not say `at`
 * @param goOn asked before each example; the rest is left out when it says no
 */
export async function runExamples(
  decision: Decision,
  environment: Environment,
  goOn: () => Promise<boolean> = async () => true,
): Promise<readonly ExampleResult[]> {
  const results: ExampleResult[] = [];
  for (const [at, example] of decision.examples.entries()) {
    if (!(await goOn())) break;
    const world = worldOf(decision, example, environment);
    const answer = ownDecide(decision)(example.given, world);
    const place = documentOf(decision)?.place(['examples', at]);
    const problems = [...judge(example, answer), ...(await compareEngines(decision, example, answer, world))];
    results.push({ name: example.name, answer, problems: problems.map((each) => (place ? { ...each, place } : each)) });
  }
  return results;
}

/** The moment of an example; when it names none: now, or the day nearest to it on which the decision counts. */
function worldOf(decision: Decision, { at }: Example, environment: Environment): Environment {
  if (at !== undefined) return { ...environment, now: instantOf(at) };
  const today = localDay(environment);
  if (countsOn(decision, today)) return environment;
  const { validFrom, validTo } = decision;
  const nearest = validFrom !== undefined && today < validFrom ? validFrom : validTo;
  return nearest === undefined ? environment : { ...environment, now: instantOf(nearest) };
}

/** A day is its noon, so that it is that day in every zone of Europe. */
function instantOf(at: string): string {
  return at.length === 10 ? `${at}T12:00:00.000Z` : at;
}

function judge({ name, expect, because }: Example, answer: Answer): readonly Problem[] {
  const broken = answer.problems.filter(({ severity }) => severity === 'error');
  const problems = broken.map(({ code, message }) => problem(code, message));
  if (!agrees(expect, answer.outcome)) {
    const [expected, got] = [JSON.stringify(expect), JSON.stringify(answer.outcome)];
    problems.push(
      problem(
        'EXAMPLE_FAILED',
        {
          en: `“${name}” expects ${expected}, but the answer is ${got}.`,
          ro: `„${name}” așteaptă ${expected}, dar răspunsul este ${got}.`,
        },
        { decision: answer, hint: { en: 'correct the example or the rows', ro: 'corectați exemplul sau rândurile' } },
      ),
    );
  }
  if (
    because !== undefined &&
    !answer.matched.some((match) => match.rule === because || mentions(match.because, because))
  ) {
    const rules = answer.matched.map(({ rule }) => rule).join(', ') || '–';
    problems.push(
      problem(
        'EXAMPLE_REASON',
        {
          en: `“${name}” expects the reason “${because}”, but the reason is ${rules}.`,
          ro: `„${name}” așteaptă motivul „${because}”, dar motivul este ${rules}.`,
        },
        {
          decision: answer,
          hint: {
            en: "write the row's number, or words of its `because`",
            ro: 'scrieți numărul rândului sau cuvinte din `because`',
          },
        },
      ),
    );
  }
  return problems;
}

function mentions(text: Answer['matched'][number]['because'], words: string): boolean {
  return text !== undefined && ['en', 'ro'].some((locale) => say(text, locale).includes(words));
}

/** Of an object only the expected outputs are compared; numbers are compared as numbers. */
function agrees(expected: Json, given: Json): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(given) &&
      given.length === expected.length &&
      expected.every((each, at) => agrees(each, given[at] ?? null))
    );
  }
  if (isJsonObject(expected)) {
    return isJsonObject(given) && Object.entries(expected).every(([name, each]) => agrees(each, given[name] ?? null));
  }
  const [a, b] = [readNumber(expected), readNumber(given)];
  return a !== undefined && b !== undefined ? compareNumbers(a, b) === 0 : expected === given;
}

async function compareEngines(
  decision: Decision,
  { name, given }: Example,
  answer: Answer,
  environment: Environment,
): Promise<readonly Problem[]> {
  const program = programOf(decision);
  if (!program) return [];
  const reference = await referenceHits(decision, program, given, answer, environment);
  const own = answer.matched.map(({ rule }) => rule);
  if (canonical([...reference.rules]) === canonical(own)) return [];
  const [a, b] = [own.join(', ') || '–', reference.rules.join(', ') || '–'];
  return [
    problem(
      'ENGINES_DISAGREE',
      {
        en: `“${name}”: the compiled decision finds ${a}, json-rules-engine finds ${b}.`,
        ro: `„${name}”: decizia compilată găsește ${a}, json-rules-engine găsește ${b}.`,
      },
      {
        hint: {
          en: 'this is a fault of the platform: report it',
          ro: 'aceasta este o eroare a platformei: raportați-o',
        },
      },
    ),
  ];
}

async function referenceHits(
  decision: Decision,
  program: Program,
  given: Example['given'],
  answer: Answer,
  environment: Environment,
): Promise<{ readonly rules: readonly string[] }> {
  const known = gather(program, given, environment, []);
  const run = { types: decision.inputTypes, values: answer.inputs, scope: { ...known, ...answer.inputs }, environment };
  const { logic } = decision;
  const found =
    logic.is === 'table'
      ? (await matchRows(logic.rows, run)).map((at) => ({ at, rule: String(at + 1) }))
      : (await matchRules(logic.rules, logic.conditions, run, logic.operators)).map((rule) => ({
          at: logic.rules.findIndex((each) => each.name === rule),
          rule,
        }));
  const outcomes = new Map(answer.matched.map(({ rule, outcome }) => [rule, outcome]));
  const hits = found.map(({ at, rule }) => ({
    at,
    rule,
    outcome: asObject(outcomes.get(rule) ?? rowOutcome(decision, at)),
  }));
  const settled = settle(decision.hit, hits, outputOrder(program), undefined, outcomeText(program));
  return { rules: settled.hits.map(({ rule }) => rule) };
}

function rowOutcome({ logic }: Decision, at: number): Json {
  return logic.is === 'table' ? (logic.rows[at]?.then ?? {}) : {};
}

function asObject(value: Json) {
  return isJsonObject(value) ? value : {};
}

import type { Text } from '@dealwright/diagnostics';
import type { Json, JsonObject } from '@dealwright/values';
import type { Answer, AnswerProblem, Finding, Match, Missed } from '../decision.ts';

/** Who can say later why rows or rules matched or did not. */
export interface Explainer<Question, Hit> {
  met(hit: Hit, question: Question): readonly Finding[];
  missed(hits: readonly Hit[], question: Question): readonly Missed[];
  /** The JSON of an outcome that the hits came to. */
  writeOutcome(outcome: Json, hits: readonly Hit[]): string;
  /** One {@link Match} as JSON. */
  writeMatch(hit: Hit, question: Question): string;
  /** The JSON of `missed`. */
  writeMissed(hits: readonly Hit[], question: Question): string;
  /** What was read of the facts. */
  facts(question: Question): JsonObject;
  /** The JSON of all inputs. */
  writeInputs(question: Question): string;
}

/** An answer whose explanation is computed when it is read: a thousand rows give a thousand reasons, which few ask for. */
export class LazyAnswer<Question, Hit> implements Answer {
  readonly decision: string;
  readonly version: string;
  readonly outcome: Json;
  readonly matched: readonly Match[];
  readonly inputs: JsonObject;
  readonly calls: readonly Answer[];
  readonly problems: readonly AnswerProblem[];
  readonly at: string;
  readonly #explainer: Explainer<Question, Hit>;
  readonly #question: Question;
  readonly #found: readonly Hit[];
  #unmatched: readonly Missed[] | undefined;

  constructor(
    said: Omit<Answer, 'unmatched'>,
    explainer: Explainer<Question, Hit>,
    question: Question,
    found: readonly Hit[],
  ) {
    this.decision = said.decision;
    this.version = said.version;
    this.outcome = said.outcome;
    this.matched = said.matched;
    this.inputs = said.inputs;
    this.calls = said.calls;
    this.problems = said.problems;
    this.at = said.at;
    this.#explainer = explainer;
    this.#question = question;
    this.#found = found;
    this.#unmatched = undefined;
  }

  get unmatched(): readonly Missed[] {
    this.#unmatched ??= this.#explainer.missed(this.#found, this.#question);
    return this.#unmatched;
  }

  facts(): JsonObject {
    return this.#explainer.facts(this.#question);
  }

  toJSON(): Answer {
    const { decision, version, outcome, matched, unmatched, inputs, calls, problems, at } = this;
    return { decision, version, outcome, matched, unmatched, inputs, calls, problems, at };
  }

  /** What `JSON.stringify` makes of {@link toJSON}, without making the reasons first. */
  write(): string {
    const matched = this.matched.map(writeMatch).join();
    const unmatched = this.#explainer.writeMissed(this.#found, this.#question);
    const inputs = this.#explainer.writeInputs(this.#question);
    const calls = this.calls.map(writeAnswer).join();
    const problems = this.problems.length === 0 ? '[]' : JSON.stringify(this.problems);
    const outcome = this.#explainer.writeOutcome(this.outcome, this.#found);
    const head = `{"decision":"${this.decision}","version":"${this.version}","outcome":${outcome}`;
    const tail = `"inputs":${inputs},"calls":[${calls}],"problems":${problems},"at":${JSON.stringify(this.at)}}`;
    return `${head},"matched":[${matched}],"unmatched":${unmatched},${tail}`;
  }
}

/** An answer as JSON, as `JSON.stringify` writes it; many times faster, because most of it is written already. */
export function writeAnswer(answer: Answer): string {
  return answer instanceof LazyAnswer ? answer.write() : JSON.stringify(answer);
}

/** A match whose conditions are looked up when they are read. */
export class LazyMatch<Question, Hit extends { readonly rule: string; readonly outcome: JsonObject }> implements Match {
  readonly rule: string;
  readonly because: Text | undefined;
  readonly outcome: JsonObject;
  readonly #explainer: Explainer<Question, Hit>;
  readonly #question: Question;
  readonly #hit: Hit;
  #met: readonly Finding[] | undefined;

  constructor(hit: Hit, because: Text | undefined, explainer: Explainer<Question, Hit>, question: Question) {
    this.rule = hit.rule;
    this.because = because;
    this.outcome = hit.outcome;
    this.#explainer = explainer;
    this.#question = question;
    this.#hit = hit;
    this.#met = undefined;
  }

  get met(): readonly Finding[] {
    this.#met ??= this.#explainer.met(this.#hit, this.#question);
    return this.#met;
  }

  toJSON(): Match {
    const { rule, because, outcome, met } = this;
    return { rule, because, outcome, met };
  }

  write(): string {
    return this.#explainer.writeMatch(this.#hit, this.#question);
  }
}

function writeMatch(match: Match): string {
  return match instanceof LazyMatch ? match.write() : JSON.stringify(match);
}

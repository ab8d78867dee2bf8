import type { Text } from '@dealwright/diagnostics';
import type { Json, JsonObject } from '@dealwright/values';
import type { Answer, AnswerProblem, Finding, Match, Miss } from './decision.ts';

/** What an answer is made of; `missed` is asked once, when somebody reads why the other rows did not match. */
export interface AnswerParts {
  readonly decision: string;
  readonly version: string;
  readonly outcome: Json;
  readonly matched: readonly Match[];
  missed(): readonly Miss[];
  readonly inputs: JsonObject;
  readonly calls: readonly Answer[];
  readonly problems: readonly AnswerProblem[];
  readonly at: string;
}

/** An answer whose explanation is computed when it is read: a thousand rows give a thousand reasons, which few ask for. */
export class LazyAnswer implements Answer {
  readonly decision: string;
  readonly version: string;
  readonly outcome: Json;
  readonly matched: readonly Match[];
  readonly inputs: JsonObject;
  readonly calls: readonly Answer[];
  readonly problems: readonly AnswerProblem[];
  readonly at: string;
  #missed: (() => readonly Miss[]) | undefined;
  #unmatched: readonly Miss[] = [];

  constructor(parts: AnswerParts) {
    this.decision = parts.decision;
    this.version = parts.version;
    this.outcome = parts.outcome;
    this.matched = parts.matched;
    this.inputs = parts.inputs;
    this.calls = parts.calls;
    this.problems = parts.problems;
    this.at = parts.at;
    this.#missed = () => parts.missed();
  }

  get unmatched(): readonly Miss[] {
    if (this.#missed) {
      this.#unmatched = this.#missed();
      this.#missed = undefined;
    }
    return this.#unmatched;
  }

  toJSON(): Answer {
    const { decision, version, outcome, matched, unmatched, inputs, calls, problems, at } = this;
    return { decision, version, outcome, matched, unmatched, inputs, calls, problems, at };
  }
}

/** A match whose conditions are looked up when they are read. */
export class LazyMatch implements Match {
  readonly rule: string;
  readonly because: Text | undefined;
  readonly outcome: JsonObject;
  #conditions: (() => readonly Finding[]) | undefined;
  #met: readonly Finding[] = [];

  constructor(rule: string, because: Text | undefined, outcome: JsonObject, conditions: () => readonly Finding[]) {
    this.rule = rule;
    this.because = because;
    this.outcome = outcome;
    this.#conditions = conditions;
  }

  get met(): readonly Finding[] {
    if (this.#conditions) {
      this.#met = this.#conditions();
      this.#conditions = undefined;
    }
    return this.#met;
  }

  toJSON(): Match {
    const { rule, because, outcome, met } = this;
    return { rule, because, outcome, met };
  }
}

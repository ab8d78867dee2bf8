import type { Text } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import { MAX_CALL_DEPTH, MAX_LIST, MAX_STEPS, MAX_STRING, MAX_VALUE_DEPTH } from '../limits.ts';
import type { Source } from '../parse/source.ts';
import type { Span } from '../parse/syntax.ts';
import type { Diagnostic, Environment } from '../types.ts';
import { Entries, isList, type Value } from '../values/value.ts';
import { weigh } from '../values/weigh.ts';
import { diagnose, type Operand } from './diagnose.ts';

/** A compiled part of an expression. */
export type Run = (frame: Frame) => Value;

/** Ends an evaluation that costs too much; never leaves this package. */
export class LimitReached extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code);
    this.diagnostic = diagnostic;
  }
}

/** So much of what functions of the machine do counts as one step of ours. */
export const SIGNS_A_STEP = 64;
export const VALUES_A_STEP = 8;

/** More diagnostics than these help nobody. */
const MAX_DIAGNOSTICS = 50;

/** What all frames of one evaluation share. */
interface Meter {
  steps: number;
  depth: number;
  notes: number;
  /** Undefined where nobody asks why. */
  readonly diagnostics: Diagnostic[] | undefined;
}

/** What a compiled expression sees while it runs. */
export class Frame {
  readonly source: Source;
  readonly record: JsonObject;
  readonly environment: Environment;
  readonly locals: Value[];
  readonly #meter: Meter;

  constructor(
    source: Source,
    record: JsonObject,
    environment: Environment,
    diagnostics?: Diagnostic[],
    locals: Value[] = [],
    meter?: Meter,
  ) {
    this.source = source;
    this.record = record;
    this.environment = environment;
    this.locals = locals;
    this.#meter = meter ?? { steps: 0, depth: 0, notes: 0, diagnostics };
  }

  /** The same evaluation with locals of its own, for the body of a function. */
  fork(locals: Value[]): Frame {
    return new Frame(this.source, this.record, this.environment, undefined, locals, this.#meter);
  }

  /** Another expression within the same evaluation: one clock, one meter, one list of diagnostics. */
  within(source: Source, locals: Value[]): Frame {
    return new Frame(source, this.record, this.environment, undefined, locals, this.#meter);
  }

  /** How often {@link note} was called in this evaluation: nulls that are explained. */
  get notes(): number {
    return this.#meter.notes;
  }

  /** Says why a value is null, and is that null. `operands`: the values that led to it. */
  note(span: Span, code: string, message: () => Text, operands: readonly Operand[] = []): null {
    const { diagnostics } = this.#meter;
    this.#meter.notes++;
    if (diagnostics && diagnostics.length < MAX_DIAGNOSTICS) {
      diagnostics.push(diagnose(this.source, span, { code, message: message(), operands }));
    }
    return null;
  }

  /** Counts work. */
  charge(span: Span, steps = 1): void {
    this.#meter.steps += steps;
    if (this.#meter.steps > MAX_STEPS)
      this.#stop(span, 'STEP_LIMIT', `more than ${MAX_STEPS} steps`, `mai mult de ${MAX_STEPS} de pași`);
  }

  /** Refuses a list or text that would be too long. */
  reserve(span: Span, size: number, what: 'list' | 'text'): void {
    if (what === 'list' && size > MAX_LIST) {
      this.#stop(
        span,
        'LIST_LIMIT',
        `a list of more than ${MAX_LIST} elements`,
        `o listă de peste ${MAX_LIST} de elemente`,
      );
    }
    if (what === 'text' && size > MAX_STRING) {
      this.#stop(
        span,
        'TEXT_LIMIT',
        `a text of more than ${MAX_STRING} characters`,
        `un text de peste ${MAX_STRING} de caractere`,
      );
    }
  }

  /** Counts work on a value and all within it, which may be far more than what it was made of. */
  weigh(span: Span, value: Value): void {
    if (!isList(value) && !(value instanceof Entries)) {
      if (typeof value === 'string') this.charge(span, value.length / SIGNS_A_STEP);
      return;
    }
    const { values, depth } = weigh(value, MAX_STEPS - this.#meter.steps);
    if (depth > MAX_VALUE_DEPTH) {
      this.#stop(
        span,
        'DEPTH_LIMIT',
        `lists nested more than ${MAX_VALUE_DEPTH} deep`,
        `liste imbricate pe peste ${MAX_VALUE_DEPTH} de niveluri`,
      );
    }
    this.charge(span, values / VALUES_A_STEP);
    if (values > MAX_STEPS - this.#meter.steps) this.charge(span, MAX_STEPS);
  }

  /** Runs `work` one call deeper. */
  enter<T>(span: Span, work: () => T): T {
    this.charge(span);
    this.#meter.depth++;
    if (this.#meter.depth > MAX_CALL_DEPTH) {
      this.#stop(
        span,
        'DEPTH_LIMIT',
        `functions nested more than ${MAX_CALL_DEPTH} deep`,
        `funcții imbricate pe peste ${MAX_CALL_DEPTH} de niveluri`,
      );
    }
    try {
      return work();
    } finally {
      this.#meter.depth--;
    }
  }

  #stop(span: Span, code: string, en: string, ro: string): never {
    const message = {
      en: `This needs ${en}, which is not allowed.`,
      ro: `Aceasta cere ${ro}, ceea ce nu este permis.`,
    };
    throw new LimitReached(diagnose(this.source, span, { code, message, operands: [] }));
  }
}

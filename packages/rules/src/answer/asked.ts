import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';

/** What a decision is asked: the values of its inputs, the names that its expressions can use, and the world. */
export class Asked {
  /** In the order of the inputs. */
  readonly values: Json[] = [];
  readonly inputs: Record<string, Json> = {};
  readonly environment: Environment;
  /** Facts, formulas, settings and the outcomes of called decisions. */
  readonly known: JsonObject;
  #scope: JsonObject | undefined;
  #texts: string[] | undefined;

  constructor(known: JsonObject, environment: Environment) {
    this.known = known;
    this.environment = environment;
    this.#scope = undefined;
    this.#texts = undefined;
  }

  /** Everything that is known and the inputs by name; made only when an expression needs it. */
  get scope(): JsonObject {
    this.#scope ??= { ...this.known, ...this.inputs };
    return this.#scope;
  }

  /** The value of an input as JSON, written once however many conditions it was asked about. */
  text(input: number): string {
    this.#texts ??= [];
    const known = this.#texts[input];
    if (known !== undefined) return known;
    const value = this.values[input] ?? null;
    const text = Number.isSafeInteger(value) ? String(value) : JSON.stringify(value);
    this.#texts[input] = text;
    return text;
  }
}

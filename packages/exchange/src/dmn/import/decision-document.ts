import { type Problem, problem, warning } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { Boxed, BoxedContext, BoxedInvocation, BoxedTable, DmnModel, KnowledgeModel, Source } from '../model.ts';
import type { CompiledModel } from '../run/compile-model.ts';
import type { DecisionNode, GraphNode } from '../run/graph.ts';
import { boxedText, functionText, Unsayable } from './boxed-text.ts';
import type { Types } from './declare-type.ts';
import type { Names } from './names.ts';
import { outputKeys, tableDocument } from './table-document.ts';

/** What importing the decisions of one model shares. */
export interface Importing {
  readonly model: DmnModel;
  readonly compiled: CompiledModel;
  readonly names: Names;
  readonly types: Types;
  /** The names of the documents of decisions, by key. */
  readonly documents: ReadonlyMap<string, string>;
  report(problem: Problem): void;
}

/** A decision as a document of ours; undefined, with problems, where our language cannot say it. */
export function decisionDocument(node: DecisionNode, importing: Importing): JsonObject | undefined {
  try {
    return new DecisionWriter(node, importing).write();
  } catch (error) {
    if (!(error instanceof Unsayable)) throw error;
    importing.report(error.problem);
    return undefined;
  }
}

class DecisionWriter {
  readonly #node: DecisionNode;
  readonly #importing: Importing;
  readonly #needs: readonly GraphNode[];
  /** How expressions say the outcome of a decision: its one output, or all of them. */
  readonly #paths: ReadonlyMap<string, string>;

  constructor(node: DecisionNode, importing: Importing) {
    this.#node = node;
    this.#importing = importing;
    this.#needs = importing.compiled.graph.needs(node);
    this.#paths = new Map(
      this.#decisions().map((each) => [each.node.name, pathOf(importing.names.of(each.node.name), each, importing)]),
    );
  }

  write(): JsonObject {
    const { node } = this.#node;
    const { names, types, documents, compiled } = this.#importing;
    const { logic } = node;
    if (!logic) throw new Unsayable(noLogic(node.title, node.place()));
    const facts = this.#needs.flatMap((each) =>
      each.is === 'input'
        ? [
            [
              names.of(each.node.name),
              types.declare(each.node.typeRef, compiled.typeOf(each), each.node.place),
            ] as const,
          ]
        : [],
    );
    const calls = this.#decisions().map((each) => [names.of(each.node.name), documents.get(each.key) ?? ''] as const);
    return {
      kind: 'decision',
      name: documents.get(this.#node.key) ?? '',
      label: node.label ?? (node.title || node.name),
      facts: Object.fromEntries(facts),
      ...(calls.length > 0 && { decide: Object.fromEntries(calls) }),
      ...this.#body(logic, new Set([...facts, ...calls].map(([name]) => name))),
    };
  }

  #decisions(): readonly DecisionNode[] {
    return this.#needs.filter((each) => each.is === 'decision');
  }

  #body(logic: Boxed, taken: ReadonlySet<string>): JsonObject {
    if (logic.is === 'table') return this.#table(logic, taken, undefined);
    const called = logic.is === 'invocation' ? this.#calledTable(logic) : undefined;
    if (logic.is === 'invocation' && called) {
      return this.#table(called.table, taken, { invocation: logic, called: called.knowledge });
    }
    if (logic.is === 'context' && entriesOf(logic)) return this.#entries(logic);
    const result = this.#text(wholeText(logic));
    const type = this.#importing.compiled.typeOf(this.#node);
    const { typeRef } = this.#node.node;
    return {
      outputs: { result: this.#importing.types.declare(typeRef ?? logic.typeRef, type, logic.place) },
      is: { result },
    };
  }

  #table(
    table: BoxedTable,
    taken: ReadonlySet<string>,
    call: { readonly invocation: BoxedInvocation; readonly called: KnowledgeModel } | undefined,
  ): JsonObject {
    const { names, types, compiled, model, report } = this.#importing;
    return tableDocument(table, {
      names,
      types,
      taken,
      typeRef: this.#node.node.typeRef,
      typeOf: (typeRef) => compiled.typesOf(model).typeOf(typeRef),
      expression: ({ text }: Source) => this.#text(call ? withArguments(text, call.invocation, names) : text),
      report,
    });
  }

  /** Each entry is an output; one without a name is the result. */
  #entries({ entries }: BoxedContext): JsonObject {
    const { names, types, compiled, model } = this.#importing;
    const outputs: Record<string, Json> = {};
    const formulas: Record<string, string> = {};
    const whole = compiled.typeOf(this.#node);
    for (const { variable, value, place } of entries) {
      const key = variable ? names.of(variable.name) : 'result';
      const typeRef = variable?.typeRef ?? value?.typeRef ?? (variable ? undefined : this.#node.node.typeRef);
      const known: FeelType = typeRef
        ? compiled.typesOf(model).typeOf(typeRef)
        : variable
          ? memberOf(whole, variable.name)
          : whole;
      outputs[key] = types.declare(typeRef, known, place);
      formulas[key] = this.#text(wholeText(value));
    }
    return { outputs, is: formulas };
  }

  /** The table of the business knowledge model that a box invokes, if it is one. */
  #calledTable({
    of,
  }: BoxedInvocation): { readonly table: BoxedTable; readonly knowledge: KnowledgeModel } | undefined {
    const name = of?.is === 'literal' ? of.source.text.trim() : undefined;
    const found = this.#needs.find((each) => each.is === 'knowledge' && each.node.name === name);
    if (found?.is !== 'knowledge') return undefined;
    const body = found.node.logic?.body;
    return body?.is === 'table' ? { table: body, knowledge: found.node } : undefined;
  }

  /** In our spelling, with the functions that it uses around it. */
  #text(text: string): string {
    const functions = functionsIn(text, this.#needs, this.#importing);
    const whole = functions.length === 0 ? text : `{${functions.join(', ')}, result: ${text}}.result`;
    return this.#importing.names.rename(whole.trim(), this.#paths);
  }
}

/** An expression that stands alone needs no brackets. */
function wholeText(boxed: Boxed | undefined): string {
  const isText = boxed?.is === 'literal' && boxed.language === undefined && boxed.source.text.trim() !== '';
  return isText ? boxed.source.text.trim() : boxedText(boxed);
}

/** `risk.result` for a decision with one output; a number that a table collects is the outcome itself. */
function pathOf(name: string, { node }: DecisionNode, { names, compiled }: Importing): string {
  const { logic } = node;
  const table = logic?.is === 'table' ? logic : calledTableOf(node.logic, compiled);
  if (table) {
    const [key, ...more] = outputKeys(table, names);
    return table.hitPolicy === 'COLLECT' && table.aggregation ? name : more.length > 0 ? name : `${name}.${key}`;
  }
  const isEntries = logic?.is === 'context' && entriesOf(logic) && logic.entries.every(({ variable }) => variable);
  return isEntries ? name : `${name}.result`;
}

function calledTableOf(logic: Boxed | undefined, { graph }: CompiledModel): BoxedTable | undefined {
  if (logic?.is !== 'invocation' || logic.of?.is !== 'literal') return undefined;
  const name = logic.of.source.text.trim();
  for (const each of graph.nodes.values()) {
    if (each.is === 'knowledge' && each.node.name === name && each.node.logic?.body?.is === 'table')
      return each.node.logic.body;
  }
  return undefined;
}

/** True when every entry can be an output: none is a function. */
function entriesOf({ entries }: BoxedContext): boolean {
  return entries.every(({ value }) => value !== undefined && value.is !== 'function' && !isFunctionText(value));
}

function isFunctionText(value: Boxed): boolean {
  return value.is === 'literal' && /^\s*function\s*\(/.test(value.source.text);
}

function memberOf(type: FeelType, name: string): FeelType {
  return (type.kind === 'context' ? type.member(name)?.type : undefined) ?? { kind: 'any' };
}

/** `risk: function(age) …` for each business knowledge model that the text calls, those it needs first. */
function functionsIn(
  text: string,
  needs: readonly GraphNode[],
  importing: Importing,
  open: ReadonlySet<string> = new Set(),
): readonly string[] {
  const known = needs.filter((each) => each.is === 'knowledge');
  const found = new Map<string, string>();
  for (const name of importing.names.used(
    text,
    known.map(({ node }) => node.name),
  )) {
    const called = known.find(({ node }) => node.name === name);
    if (called?.is !== 'knowledge' || !called.node.logic) continue;
    if (open.has(name)) throw new Unsayable(recursive(name, called.node));
    const body = functionText(called.node.logic);
    const inner = importing.compiled.graph.needs(called);
    for (const each of functionsIn(body, inner, importing, new Set([...open, name]))) found.set(each, each);
    found.set(name, `${name}: ${body}`);
  }
  return [...found.values()];
}

/** A text over the parameters of a function, over what was given for them. */
function withArguments(text: string, { bindings }: BoxedInvocation, names: Names): string {
  const alone = bindings.find(({ name }) => name === text.trim());
  if (alone) return boxedText(alone.value);
  const used = new Set(
    names.used(
      text,
      bindings.map(({ name }) => name),
    ),
  );
  const given = bindings.filter(({ name }) => used.has(name)).map(({ name, value }) => `${name}: ${boxedText(value)}`);
  return given.length === 0 ? text : `{${given.join(', ')}, result: ${text}}.result`;
}

function noLogic(title: string, place: Problem['place']): Problem {
  return warning(
    'NO_LOGIC',
    { en: `The decision \`${title}\` has no logic.`, ro: `Decizia \`${title}\` nu are logică.` },
    { place, hint: { en: 'give it a table or an expression', ro: 'dați-i un tabel sau o expresie' } },
  );
}

function recursive(name: string, { place }: KnowledgeModel): Problem {
  return problem(
    'RECURSIVE_FUNCTION',
    { en: `The function \`${name}\` calls itself.`, ro: `Funcția \`${name}\` se apelează pe sine.` },
    { place: place(), hint: { en: 'write it as a loop: `for … return`', ro: 'scrieți-o ca buclă: `for … return`' } },
  );
}

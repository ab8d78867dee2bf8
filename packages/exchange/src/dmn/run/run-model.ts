import { contextValue, defineFunction, type FeelValue } from '@dealwright/expressions';
import type { Requirement } from '../model.ts';
import type { CompiledModel, Reading } from './compile-model.ts';
import { ANY, type Running } from './compiling.ts';
import type { GraphNode } from './graph.ts';

/** One evaluation of a model: every node that is needed once. */
export class Run {
  readonly #model: CompiledModel;
  readonly #running: Running;
  readonly #known: Map<string, FeelValue>;

  /** @param given the values of input data, and of decisions that are given instead of being made, by key */
  constructor(model: CompiledModel, given: ReadonlyMap<string, FeelValue>, running: Running) {
    this.#model = model;
    this.#running = running;
    this.#known = new Map(given);
  }

  /** The value of one node, or a context of those of several. */
  result(wanted: readonly GraphNode[]): FeelValue {
    const values = wanted.map((each) => [each.node.name, this.value(each)] as const);
    return values.length === 1 ? (values[0]?.[1] ?? null) : contextValue(values);
  }

  value(node: GraphNode): FeelValue {
    const known = this.#known.get(node.key);
    if (known !== undefined) return known;
    if (node.is === 'decision') this.#decideAll(node);
    else this.#known.set(node.key, this.#make(node));
    return this.#known.get(node.key) ?? null;
  }

  /** Makes a decision and before it those that it needs, in their order and without recursion. */
  #decideAll(last: GraphNode): void {
    const needed = new Set([last.key]);
    const waiting = [last];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const each of this.#model.graph.needs(node)) {
        if (each.is !== 'decision' || needed.has(each.key) || this.#known.has(each.key)) continue;
        needed.add(each.key);
        waiting.push(each);
      }
    }
    for (const node of this.#model.order) {
      if (needed.has(node.key)) this.#known.set(node.key, this.#evaluate(node, new Map(), this.#running));
    }
  }

  #evaluate({ key }: GraphNode, given: ReadonlyMap<string, FeelValue>, running: Running): FeelValue {
    const compiled = this.#model.nodes.get(key);
    if (!compiled) return null;
    return compiled.code.run(new Map([...this.#namesOf(compiled.reads), ...given]), running);
  }

  #namesOf(reads: readonly Reading[]): ReadonlyMap<string, FeelValue> {
    const names = new Map<string, FeelValue>();
    for (const [within, inside] of Map.groupBy(reads, ({ within }) => within)) {
      const values = inside.map(({ name, node }) => [name, this.value(node)] as const);
      if (within === undefined) for (const [name, value] of values) names.set(name, value);
      else names.set(within, contextValue(values));
    }
    return names;
  }

  /** Input data that was not given is null; functions look their names up when they are called, for they may be recursive. */
  #make(node: GraphNode): FeelValue {
    if (node.is === 'knowledge') return this.#knowledge(node);
    return node.is === 'service' ? this.#service(node) : null;
  }

  #knowledge(node: GraphNode & { readonly is: 'knowledge' }): FeelValue {
    const { typeOf } = this.#model.typesOf(node.model);
    const { environment, diagnostics } = this.#running;
    const type = this.#model.typeOf(node);
    const parameters = node.node.logic?.parameters.map(({ name, typeRef }) => ({ name, type: typeOf(typeRef) })) ?? [];
    return defineFunction({ parameters, returns: type.kind === 'function' ? type.returns : ANY }, (args, call) => {
      const given = new Map(parameters.map(({ name }, at) => [name, args[at] ?? null]));
      return this.#evaluate(node, given, { environment, within: call, diagnostics });
    });
  }

  /** A decision service is a function of its input data and its input decisions, in that order. */
  #service(node: GraphNode & { readonly is: 'service' }): FeelValue {
    const { environment, diagnostics } = this.#running;
    const type = this.#model.typeOf(node);
    const find = (references: readonly Requirement[]) =>
      references.flatMap((each) => this.#model.graph.find(each) ?? []);
    const nodes = [...find(node.node.inputData), ...find(node.node.inputDecisions)];
    const parameters = nodes.map((each) => ({ name: each.node.name, type: this.#model.typeOf(each) }));
    return defineFunction({ parameters, returns: type.kind === 'function' ? type.returns : ANY }, (args, call) => {
      const given = new Map(nodes.map(({ key }, at) => [key, args[at] ?? null]));
      return new Run(this.#model, given, { environment, within: call, diagnostics }).result(find(node.node.outputs));
    });
  }
}

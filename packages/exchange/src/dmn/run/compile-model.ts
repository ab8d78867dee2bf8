import type { Problem } from '@dealwright/diagnostics';
import { contextType, type FeelType } from '@dealwright/expressions';
import type { Boxed, DmnModel } from '../model.ts';
import { compileBoxed, typed } from './compile-boxed.ts';
import { ANY, type Code, type Compiling, NULL, type Scope } from './compiling.ts';
import { type DecisionNode, Graph, type GraphNode } from './graph.ts';
import { type DmnTypes, type ImportedTypes, readTypes } from './types.ts';

/** A name of a node in the scope of another; those of an imported model stand within its name. */
export interface Reading {
  readonly name: string;
  readonly within: string | undefined;
  readonly node: GraphNode;
}

/** A decision, or the body of a business knowledge model, with what it reads. */
export interface CompiledNode {
  readonly code: Code;
  readonly reads: readonly Reading[];
}

/** A model and those that it imports, compiled. */
export interface CompiledModel {
  readonly graph: Graph;
  /** Every decision after those that it needs. */
  readonly order: readonly DecisionNode[];
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly problems: readonly Problem[];
  typesOf(model: DmnModel): DmnTypes;
  /** The type of the value that a node has for those who read it. */
  typeOf(node: GraphNode): FeelType;
}

/** Compiles all decisions and functions of the models; what cannot be compiled is null, and told. */
export function compileModel(models: readonly DmnModel[]): CompiledModel {
  const problems: Problem[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const types = typesOfModels(models, report);
  const typesOf = (model: DmnModel) => types.get(model) ?? NO_TYPES;
  const graph = new Graph(models);
  const { order, problems: cycles } = graph.decisionsInOrder();
  problems.push(...cycles);
  const nodes = new Map<string, CompiledNode>();

  const typeOf = (each: GraphNode): FeelType => {
    const { typeOf: named } = typesOf(each.model);
    const type = named(each.node.typeRef);
    if (each.is === 'input') return type;
    if (each.is === 'decision') return type.kind === 'any' ? (nodes.get(each.key)?.code.type ?? ANY) : type;
    const returns = type.kind === 'function' ? type.returns : type;
    if (each.is === 'service') return { kind: 'function', returns };
    const parameters = each.node.logic?.parameters.map(({ typeRef }) => named(typeRef)) ?? [];
    return { kind: 'function', parameters, returns };
  };
  const compile = (each: GraphNode, parameters: Scope) => {
    if (each.is !== 'decision' && each.is !== 'knowledge') return;
    const { node, model } = each;
    const reads = readsOf(each, graph);
    const scope = new Map([...scopeOf(reads, typeOf), ...parameters]);
    const compiling: Compiling = {
      types: typesOf(model),
      name: node.name,
      report,
      compile: (boxed, names) => compileBoxed(boxed, names, compiling),
    };
    const body = each.is === 'decision' ? each.node.logic : each.node.logic?.body;
    const code = compileBoxed(each.is === 'decision' ? withType(body, node.typeRef) : body, scope, compiling);
    nodes.set(each.key, { reads, code: each.is === 'decision' ? typed(code, node.typeRef, compiling) : code });
  };
  for (const each of graph.nodes.values()) {
    if (each.is !== 'knowledge') continue;
    const { typeOf: named } = typesOf(each.model);
    compile(each, new Map(each.node.logic?.parameters.map(({ name, typeRef }) => [name, named(typeRef)])));
  }
  for (const each of order) compile(each, new Map());
  for (const each of graph.nodes.values()) if (!nodes.has(each.key)) nodes.set(each.key, { code: NULL, reads: [] });
  return { graph, order, nodes, problems, typesOf, typeOf };
}

/** A table without a type has that of the variable which it is for. */
function withType(boxed: Boxed | undefined, typeRef: string | undefined): Boxed | undefined {
  return boxed?.is === 'table' && boxed.typeRef === undefined ? { ...boxed, typeRef } : boxed;
}

const NO_TYPES: DmnTypes = {
  feel: new Map(),
  typeOf: () => ANY,
  allowedValues: () => undefined,
  find: () => undefined,
  fit: (value) => value,
};

/** The types of each model, after those of the models that it imports. */
function typesOfModels(
  models: readonly DmnModel[],
  report: (problem: Problem) => void,
): ReadonlyMap<DmnModel, DmnTypes> {
  const known = new Map<DmnModel, DmnTypes>();
  const open = new Set<DmnModel>();
  const read = (model: DmnModel) => {
    if (known.has(model) || open.has(model)) return;
    open.add(model);
    const imported: ImportedTypes[] = [];
    for (const { name, namespace } of model.imports) {
      const other = models.find((each) => each.namespace === namespace);
      if (other) read(other);
      const types = other && known.get(other);
      if (types) imported.push({ name, types });
    }
    known.set(model, readTypes(model.items, imported, report));
  };
  for (const each of models) read(each);
  return known;
}

function readsOf(node: GraphNode, graph: Graph): readonly Reading[] {
  return graph.needs(node).map((each) => {
    const alias = node.model.imports.find(({ namespace }) => namespace === each.model.namespace)?.name;
    const within = each.model === node.model || alias === '' ? undefined : alias;
    return { name: each.node.name, within, node: each };
  });
}

function scopeOf(reads: readonly Reading[], typeOf: (node: GraphNode) => FeelType): Scope {
  const names = new Map<string, FeelType>();
  for (const [within, inside] of Map.groupBy(reads, ({ within }) => within)) {
    const types = inside.map(({ name, node }) => [name, typeOf(node)] as const);
    if (within === undefined) for (const [name, type] of types) names.set(name, type);
    else names.set(within, contextType(within, Object.fromEntries(types)));
  }
  return names;
}

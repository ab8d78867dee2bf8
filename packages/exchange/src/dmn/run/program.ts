import type { Problem } from '@dealwright/diagnostics';
import type { Diagnostic, Environment, FeelType, FeelValue } from '@dealwright/expressions';
import type { DmnModel } from '../model.ts';
import { compileModel } from './compile-model.ts';
import type { GraphNode } from './graph.ts';
import { Run } from './run-model.ts';

/** What running a decision gave. */
export interface DmnAnswer {
  readonly value: FeelValue;
  /** Where values turned to null, and why. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A model that can be run. */
export interface DmnProgram {
  readonly problems: readonly Problem[];
  /** The types of input data and decisions by name, for reading values from outside. */
  readonly types: ReadonlyMap<string, FeelType>;
  /** The value of a decision over input data by name; undefined where there is no such decision. Never throws. */
  decide(decision: string, inputs: ReadonlyMap<string, FeelValue>, environment: Environment): DmnAnswer | undefined;
  /** The value of a decision service, whose input decisions are given like input data; undefined where there is none. */
  serve(service: string, inputs: ReadonlyMap<string, FeelValue>, environment: Environment): DmnAnswer | undefined;
}

/**
 * Compiles a model so that it can be run as DMN says, with the models that it imports. What cannot be compiled is null when
 * it runs, and told.
 */
export function compileDmn(model: DmnModel, imported: readonly DmnModel[] = []): DmnProgram {
  const models = [...new Map([model, ...imported].map((each) => [each.namespace, each])).values()];
  const compiled = compileModel(models);
  const { graph } = compiled;
  const nodes = [...graph.nodes.values()];

  const answer = (
    wanted: readonly GraphNode[],
    parameters: readonly GraphNode[],
    inputs: ReadonlyMap<string, FeelValue>,
    environment: Environment,
  ): DmnAnswer => {
    const diagnostics: Diagnostic[] = [];
    const given = new Map<string, FeelValue>();
    for (const each of nodes) {
      if (each.is !== 'input' && !parameters.includes(each)) continue;
      const { typeRef, name } = each.node;
      given.set(each.key, compiled.typesOf(each.model).fit(inputs.get(name) ?? null, typeRef, environment));
    }
    const run = new Run(compiled, given, { environment, within: environment, diagnostics });
    return { value: run.result(wanted), diagnostics };
  };
  return {
    problems: compiled.problems,
    types: new Map(nodes.map((each) => [each.node.name, compiled.typeOf(each)])),
    decide(decision, inputs, environment) {
      const node = nodes.find((each) => each.is === 'decision' && each.model === model && isCalled(each, decision));
      return node && answer([node], [], inputs, environment);
    },
    serve(service, inputs, environment) {
      const node = model.services.find(({ name, title }) => name === service || title === service);
      if (!node) return undefined;
      const wanted = node.outputs.flatMap((each) => graph.find(each) ?? []);
      const parameters = [...node.inputDecisions, ...node.inputData].flatMap((each) => graph.find(each) ?? []);
      const { value, diagnostics } = answer(wanted, parameters, inputs, environment);
      return { value: compiled.typesOf(model).fit(value, node.typeRef, environment), diagnostics };
    },
  };
}

function isCalled({ node }: GraphNode, name: string): boolean {
  return node.name === name || node.title === name;
}

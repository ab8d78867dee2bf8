import { type Problem, problem } from '@dealwright/diagnostics';
import type { DecisionService, DmnDecision, DmnModel, InputData, KnowledgeModel, Requirement } from '../model.ts';

/** A part of a requirements graph, with the model that it is of. */
export type GraphNode = { readonly key: string; readonly model: DmnModel } & (
  | { readonly is: 'input'; readonly node: InputData }
  | { readonly is: 'decision'; readonly node: DmnDecision }
  | { readonly is: 'knowledge'; readonly node: KnowledgeModel }
  | { readonly is: 'service'; readonly node: DecisionService }
);

/** The nodes of a model and of those that it imports, by namespace and id. */
export class Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;

  constructor(models: readonly DmnModel[]) {
    this.nodes = new Map(models.flatMap(nodesOf).map((each) => [each.key, each]));
  }

  find({ namespace, id }: Requirement): GraphNode | undefined {
    return this.nodes.get(keyOf(namespace, id));
  }

  /** What a node needs before it can be computed. */
  needs(node: GraphNode): readonly GraphNode[] {
    const references = node.is === 'decision' || node.is === 'knowledge' ? node.node.requires : [];
    return references.flatMap((each) => this.find(each) ?? []);
  }

  /**
   * Every decision after those that it needs; those that need themselves are left out and told. Without recursion: a
   * chain of decisions may be longer than the stack.
   */
  decisionsInOrder(): { readonly order: readonly DecisionNode[]; readonly problems: readonly Problem[] } {
    const order: DecisionNode[] = [];
    const problems: Problem[] = [];
    const state = new Map<string, 'open' | 'done' | 'cyclic'>();
    for (const start of this.nodes.values()) {
      if (start.is !== 'decision' || state.has(start.key)) continue;
      const path: { node: DecisionNode; needs: Iterator<GraphNode> }[] = [];
      const open = (node: DecisionNode) => {
        state.set(node.key, 'open');
        path.push({ node, needs: this.needs(node)[Symbol.iterator]() });
      };
      open(start);
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const { done, value: next } = top.needs.next();
        if (done) {
          path.pop();
          if (state.get(top.node.key) === 'open') {
            state.set(top.node.key, 'done');
            order.push(top.node);
          }
        } else if (next.is === 'decision') {
          const known = state.get(next.key);
          if (known === undefined) open(next);
          else if (known === 'open') {
            const cycle = path.slice(path.findIndex(({ node }) => node.key === next.key)).map(({ node }) => node);
            for (const { key } of cycle) state.set(key, 'cyclic');
            problems.push(cyclic(cycle));
          } else if (known === 'cyclic') state.set(top.node.key, 'cyclic');
        }
      }
    }
    return { order, problems };
  }
}

export type DecisionNode = GraphNode & { readonly is: 'decision' };

function nodesOf(model: DmnModel): GraphNode[] {
  const key = ({ id }: { readonly id: string }) => keyOf(model.namespace, id);
  return [
    ...model.inputs.map((node) => ({ is: 'input', node, model, key: key(node) }) as const),
    ...model.decisions.map((node) => ({ is: 'decision', node, model, key: key(node) }) as const),
    ...model.knowledge.map((node) => ({ is: 'knowledge', node, model, key: key(node) }) as const),
    ...model.services.map((node) => ({ is: 'service', node, model, key: key(node) }) as const),
  ];
}

function keyOf(namespace: string, id: string): string {
  return `${namespace}#${id}`;
}

function cyclic(cycle: readonly DecisionNode[]): Problem {
  const names = [...cycle, ...cycle.slice(0, 1)]
    .map(({ node }) => node.name)
    .slice(0, 12)
    .join(' → ');
  return problem(
    'CYCLIC_DECISIONS',
    { en: `Decisions need each other in a circle: ${names}.`, ro: `Deciziile depind una de alta în cerc: ${names}.` },
    {
      place: cycle[0]?.node.place(),
      hint: { en: 'remove one of these requirements', ro: 'ștergeți una dintre aceste legături' },
    },
  );
}

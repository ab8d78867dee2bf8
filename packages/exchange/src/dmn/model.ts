import type { Place } from '@dealwright/diagnostics';

/** Where something stands in the file: the whole of it, or the characters from `offset` of its text. */
export type PlaceOf = (offset?: number, length?: number) => Place;

/** A text of FEEL, or whatever the model says it is. */
export interface Source {
  readonly text: string;
  readonly place: PlaceOf;
}

/** What every part of a model has. */
export interface Part {
  readonly place: PlaceOf;
}

/** A file of DMN as plain data: what it says, not yet checked for what it means. */
export interface DmnModel extends Part {
  readonly name: string;
  readonly namespace: string;
  /** `1.1` to `1.5`. */
  readonly version: string;
  readonly imports: readonly Import[];
  readonly items: readonly ItemDefinition[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly DmnDecision[];
  readonly knowledge: readonly KnowledgeModel[];
  readonly services: readonly DecisionService[];
}

export interface Import extends Part {
  /** What its parts are called by here; empty where they are known as if they were of this model. */
  readonly name: string;
  readonly namespace: string;
}

/** A type with a name. */
export interface ItemDefinition extends Part {
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly isCollection: boolean;
  readonly components: readonly ItemDefinition[];
  readonly function: { readonly parameters: readonly Variable[]; readonly typeRef: string | undefined } | undefined;
  /** Unary tests that each value (of a collection: each element) passes. */
  readonly allowedValues: Source | undefined;
  /** Unary tests that the value itself passes, since DMN 1.5. */
  readonly constraint: Source | undefined;
}

/** A name and its type. */
export interface Variable extends Part {
  readonly name: string;
  readonly typeRef: string | undefined;
}

interface Node extends Part {
  readonly id: string;
  /** What it is called in the diagram. */
  readonly title: string;
  /** What people call it, where that is something else. */
  readonly label: string | undefined;
  /** The name of its variable: what expressions call it; should be the title. */
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly description: string | undefined;
}

export interface InputData extends Node {}

export interface DmnDecision extends Node {
  readonly question: string | undefined;
  readonly requires: readonly Requirement[];
  readonly logic: Boxed | undefined;
}

export interface KnowledgeModel extends Node {
  readonly requires: readonly Requirement[];
  readonly logic: BoxedFunction | undefined;
}

export interface DecisionService extends Node {
  readonly outputs: readonly Requirement[];
  readonly encapsulated: readonly Requirement[];
  readonly inputDecisions: readonly Requirement[];
  readonly inputData: readonly Requirement[];
}

/** A reference to a node of this model or, with a namespace, of an imported one. */
export interface Requirement extends Part {
  readonly namespace: string;
  readonly id: string;
}

/** An expression of DMN in its box. */
export type Boxed =
  | BoxedLiteral
  | BoxedContext
  | BoxedList
  | BoxedRelation
  | BoxedInvocation
  | BoxedFunction
  | BoxedConditional
  | BoxedFilter
  | BoxedIterator
  | BoxedTable;

interface Box extends Part {
  readonly typeRef: string | undefined;
}

export interface BoxedLiteral extends Box {
  readonly is: 'literal';
  readonly source: Source;
  /** Undefined for FEEL. */
  readonly language: string | undefined;
}

export interface BoxedContext extends Box {
  readonly is: 'context';
  /** One without a variable is the result. */
  readonly entries: readonly (Part & { readonly variable: Variable | undefined; readonly value: Boxed | undefined })[];
}

export interface BoxedList extends Box {
  readonly is: 'list';
  readonly of: readonly Boxed[];
}

export interface BoxedRelation extends Box {
  readonly is: 'relation';
  readonly columns: readonly Variable[];
  readonly rows: readonly (readonly Boxed[])[];
}

export interface BoxedInvocation extends Box {
  readonly is: 'invocation';
  readonly of: Boxed | undefined;
  readonly bindings: readonly (Variable & { readonly value: Boxed | undefined })[];
}

export interface BoxedFunction extends Box {
  readonly is: 'function';
  readonly kind: 'FEEL' | 'Java' | 'PMML';
  readonly parameters: readonly Variable[];
  readonly body: Boxed | undefined;
}

export interface BoxedConditional extends Box {
  readonly is: 'conditional';
  readonly when: Boxed | undefined;
  readonly then: Boxed | undefined;
  readonly otherwise: Boxed | undefined;
}

export interface BoxedFilter extends Box {
  readonly is: 'filter';
  readonly in: Boxed | undefined;
  readonly match: Boxed | undefined;
}

export interface BoxedIterator extends Box {
  readonly is: 'for' | 'some' | 'every';
  readonly variable: string;
  readonly in: Boxed | undefined;
  readonly body: Boxed | undefined;
}

export const DMN_HIT_POLICIES = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
] as const;
export const DMN_AGGREGATIONS = ['SUM', 'COUNT', 'MIN', 'MAX'] as const;

export interface BoxedTable extends Box {
  readonly is: 'table';
  readonly hitPolicy: (typeof DMN_HIT_POLICIES)[number];
  readonly aggregation: (typeof DMN_AGGREGATIONS)[number] | undefined;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly annotations: readonly string[];
  readonly rules: readonly TableRule[];
}

export interface TableInput extends Part {
  readonly label: string | undefined;
  readonly source: Source;
  readonly typeRef: string | undefined;
  readonly values: Source | undefined;
}

export interface TableOutput extends Part {
  readonly name: string | undefined;
  readonly label: string | undefined;
  readonly typeRef: string | undefined;
  readonly values: Source | undefined;
  readonly default: Source | undefined;
}

export interface TableRule extends Part {
  readonly inputs: readonly Source[];
  readonly outputs: readonly Source[];
  readonly annotations: readonly string[];
  readonly description: string | undefined;
}

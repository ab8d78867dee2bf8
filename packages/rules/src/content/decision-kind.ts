import { problem, type Text } from '@dealwright/diagnostics';
import { entityKind, humanise, warnUntranslated } from '@dealwright/entities';
import type { ContextType, FeelType, Member } from '@dealwright/expressions';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { type DatedDecide, decideByDay } from '../answer/decide-by-day.ts';
import { resultOf } from '../answer/hit-policy.ts';
import type { Program } from '../answer/run-decision.ts';
import { type Compiled, compileDecision, uniquePaths } from '../compile/compile-decision.ts';
import type { Decision, Example, HitPolicy } from '../decision.ts';
import { checkExamples } from './check-examples.ts';
import { checkHit } from './check-hit.ts';
import { checkValidity } from './check-validity.ts';
import { type DecisionShape, decisionSchema } from './decision-schema.ts';
import { type DeclaredType, linkType } from './declared-type.ts';
import { linkCalls } from './link-calls.ts';
import type { Linked } from './linked.ts';

/** The documents of decisions, for calls between them and for the places of examples. */
const documents = new WeakMap<Decision, ContentDocument<DecisionShape>>();
const programs = new WeakMap<Decision, () => Program>();
const owns = new WeakMap<Decision, () => Decision['decide']>();

/** Where a decision stands in the content. */
export function documentOf(decision: Decision): ContentDocument<DecisionShape> | undefined {
  return documents.get(decision);
}

/** The compiled program of a decision, for running it on the reference engine. */
export function programOf(decision: Decision): Program | undefined {
  return programs.get(decision)?.();
}

/** Asks a decision itself, on whatever day: for its examples, which must not be answered by another that replaces it. */
export function ownDecide(decision: Decision): Decision['decide'] {
  return owns.get(decision)?.() ?? decision.decide;
}

export const decisionKind: Kind<DecisionShape, Decision> = {
  name: 'decision',
  about:
    "A question with a reasoned answer: a decision table, or rules in json-rules-engine's own format. Inputs are FEEL expressions over a record or over declared facts; every answer says which rows or rules were the reason and why the others were not; examples are run before each publication.",
  schema: decisionSchema,
  example: `
kind: decision
name: order-handling
facts: { total: decimal, isKnown: boolean }
inputs: { total: total, known: isKnown }
outputs: { handling: text, points: integer }
hit: first
table:
  - { when: { total: ">= 1000" }, then: { handling: personal, points: 10 }, because: { en: a large order, ro: o comandă mare } }
  - { when: { total: "[100..1000)", known: "true" }, then: { handling: standard, points: 5 } }
  - { when: {}, then: { handling: prepaid, points: 0 } }
examples:
  - { name: A large order is handled personally, given: { total: 1500 }, expect: { handling: personal }, because: large }
`,
  link: linkDecision,
  check(decision, document, linking) {
    checkForm(document, linking);
    checkHit(document, decision.outputs, decision.hit, linking);
    checkValidity(decision, (key) => document.place([key]), linking);
    // Reading `decide` compiles the decision, which reports what is wrong with it.
    if (typeof decision.decide === 'function') checkExamples(decision, document, linking);
  },
};

function linkDecision(document: ContentDocument<DecisionShape>, linking: Linking): Decision {
  const { shape } = document;
  const about =
    shape.about === undefined ? undefined : linking.find(entityKind, shape.about, document.place(['about']));
  const outputs = linkOutputs(document, linking);
  const hit = shape.hit ?? (shape.rules ? 'collect' : 'unique');
  warnUntranslated(shape.label, () => document.place(['label']), linking);
  const replaces =
    shape.replaces === undefined
      ? undefined
      : once(() => linking.find(decisionKind, shape.replaces ?? '', document.place(['replaces'])));
  const replacements = once(() => replacementsOf(shape.name, linking));
  const calls = once(() =>
    linkCalls(decision, document, linking, {
      find: (name, place) => linking.find(decisionKind, name, place),
      askedBy: (each) => askedBy(each, linking),
    }),
  );
  const compiled = once((): Compiled => {
    const linked: Linked = { document, linking, about, outputs, calls: calls(), hit };
    return compileDecision(linked);
  });
  const paths = once(() => uniquePaths([...compiled().paths, ...replacements().flatMap((each) => each.paths)]));
  const decide = once(() => decideByDay(dated(decision), replacements().map(dated)));
  const decision: Decision = {
    name: shape.name,
    label: shape.label ?? humanise(shape.name),
    about,
    hit,
    validFrom: shape.validFrom,
    validTo: shape.validTo,
    get replaces() {
      return replaces?.();
    },
    get replacements() {
      return replacements();
    },
    outputs,
    outcome: outcomeType(document.shape, outputs, hit),
    examples: (shape.examples ?? []).map(toExample),
    requirement: requirementsOf(shape),
    get inputs() {
      return compiled().inputs;
    },
    get inputTypes() {
      return compiled().inputTypes;
    },
    get scope() {
      return compiled().scope;
    },
    get paths() {
      return paths();
    },
    get calls() {
      return calls();
    },
    get version() {
      return compiled().version;
    },
    get logic() {
      return compiled().logic;
    },
    get decide() {
      return decide();
    },
  };
  documents.set(decision, document);
  programs.set(decision, () => compiled().program);
  owns.set(decision, () => compiled().decide);
  return decision;
}

/** The decision with its own logic, whoever replaces it. */
function dated(decision: Decision): DatedDecide {
  const { name, version, validFrom, validTo } = decision;
  return { name, version, validFrom, validTo, decide: ownDecide(decision) };
}

/** The decisions that say that they replace this one. */
function replacementsOf(name: string, linking: Linking): readonly Decision[] {
  return [...linking.all(decisionKind).values()].filter((each) => documents.get(each)?.shape.replaces === name);
}

function once<T>(make: () => T): () => T {
  let made: { readonly is: T } | undefined;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
}

function linkOutputs(document: ContentDocument<DecisionShape>, linking: Linking): ReadonlyMap<string, DeclaredType> {
  const entries = Object.entries(document.shape.outputs ?? {}).map(([name, declared]) => {
    const place = (key?: string) => document.place(key === undefined ? ['outputs', name] : ['outputs', name, key]);
    return [name, linkType(declared, linking, place)] as const;
  });
  return new Map(entries);
}

/** Whom a decision asks, as it is written: the decisions that it calls, and those that answer for it on their days. */
function askedBy(decision: Decision, linking: Linking): readonly Decision[] {
  const called = Object.values(documents.get(decision)?.shape.decide ?? {});
  return [...called.flatMap((name) => linking.all(decisionKind).get(name) ?? []), ...decision.replacements];
}

function toExample(shape: NonNullable<DecisionShape['examples']>[number]): Example {
  const { name, given, expect, because, at } = shape;
  return { name, given, expect, because: because === undefined ? undefined : String(because), at };
}

function requirementsOf({ requirement, table, rules }: DecisionShape): readonly string[] {
  const all = [
    requirement,
    ...(table ?? []).map((row) => row.requirement),
    ...(rules ?? []).map((rule) => rule.requirement),
  ];
  return [...new Set(all.flatMap((each) => each ?? []))];
}

/** What an answer's outcome is to FEEL. */
function outcomeType(shape: DecisionShape, outputs: ReadonlyMap<string, DeclaredType>, hit: HitPolicy): FeelType {
  if (resultOf(hit) === 'number') return { kind: 'number' };
  const members = new Map<string, Member>([...outputs].map(([name, { type }]) => [name, { type }]));
  for (const { event } of shape.rules ?? []) {
    for (const name of Object.keys(event.params ?? {})) {
      if (name !== 'because' && !members.has(name)) members.set(name, { type: { kind: 'any' } });
    }
  }
  if (shape.rules)
    members.set('type', { type: { kind: 'string', values: [...new Set(shape.rules.map(({ event }) => event.type))] } });
  const one: ContextType = {
    kind: 'context',
    name: shape.name,
    member: (name) => members.get(name),
    names: () => [...members.keys()],
  };
  return resultOf(hit) === 'list' ? { kind: 'list', of: one } : one;
}

function checkForm({ shape, place }: ContentDocument<DecisionShape>, linking: Linking): void {
  const refuse = (code: string, message: Text, hint: Text) =>
    linking.report(problem(code, message, { place: place(['name']), hint }));
  if ([shape.table, shape.rules, shape.is].filter((each) => each !== undefined).length !== 1) {
    refuse(
      'TABLE_OR_RULES',
      {
        en: 'A decision has either a `table`, or `rules`, or formulas in `is`.',
        ro: 'O decizie are fie `table`, fie `rules`, fie formule în `is`.',
      },
      { en: 'write one of the three', ro: 'scrieți una dintre ele' },
    );
  }
  if (shape.about === undefined && shape.facts === undefined) {
    refuse(
      'NO_FACTS',
      { en: 'It is not said what the decision is about.', ro: 'Nu este spus despre ce este decizia.' },
      {
        en: 'write `about: Order`, or declare `facts: { total: decimal }`',
        ro: 'scrieți `about: Order` sau declarați `facts: { total: decimal }`',
      },
    );
  }
}

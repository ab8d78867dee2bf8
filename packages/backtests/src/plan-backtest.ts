import { accessOf } from '@dealwright/access';
import { isClean, type Problem } from '@dealwright/diagnostics';
import { ENTITY, type Entity, type Field, type Inverse } from '@dealwright/entities';
import type { Expression, Predicate } from '@dealwright/expressions';
import { type Context, columnsFor, parametersOf, sightOf } from '@dealwright/records';
import { type Decision, decisionKind } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import type { BacktestQuestion, Draft } from './backtest.ts';
import { type FieldPath, findGrouped, findSummed, isMoney } from './field-path.ts';
import * as refused from './problems.ts';
import { atInstant, readFilter } from './read-filter.ts';

type Path = readonly string[];

/** A version of the decision, and the entity as its content has it. */
export interface Version {
  readonly name: string;
  readonly decision: Decision;
  readonly entity: Entity;
}

/** A back-test that can run: all that it names was found, and the reader may see what it reads. */
export interface BacktestPlan {
  readonly entity: Entity;
  readonly published: Version;
  readonly drafts: readonly Version[];
  readonly by: readonly FieldPath[];
  readonly sum: readonly FieldPath[];
  /** What the database answers, and what is asked here of each record. */
  readonly where: Predicate | undefined;
  readonly filter: Expression | undefined;
  readonly filterText: string | undefined;
  /** All that is read of a record. */
  readonly paths: readonly Path[];
  readonly at: string;
  /** The same for all records. */
  readonly facts: JsonObject | undefined;
  readonly notes: readonly Problem[];
}

/** Finds all that the question names, or tells all that is wrong with it. */
export function planBacktest(context: Context, question: BacktestQuestion): BacktestPlan | readonly Problem[] {
  const { model } = context;
  const decision = model.find(decisionKind, question.decision);
  if (!decision) return [refused.unknownDecision(model, question.decision)];
  if (!decision.about) return [refused.aboutNothing(decision.name)];
  const entity = model.get(ENTITY, decision.about.name);
  const published: Version = { name: 'published', decision, entity };
  const at = question.at ?? context.now;
  const problems: Problem[] = [];
  const taken = <T extends object>(found: readonly (T | Problem)[]): readonly T[] =>
    found.flatMap((each) => {
      if (!('code' in each)) return [each];
      problems.push(each as Problem);
      return [];
    });

  const drafts = taken(question.drafts.map((draft) => draftOf(draft, published)));
  if (question.drafts.length === 0) problems.push(refused.noDrafts());
  const twice = question.drafts.find(
    ({ name }, index) => question.drafts.findIndex((each) => each.name === name) < index,
  );
  if (twice) problems.push(refused.sameNames(twice.name));
  for (const draft of drafts) problems.push(...checkColumns(draft, entity));
  const by = taken((question.by ?? []).map((each) => findGrouped(entity, each)));
  const sum = taken(question.sum?.map((each) => findSummed(entity, each)) ?? ownMoney(context, entity));
  const filter = question.filter?.trim() ? readFilter(question.filter, entity, model) : undefined;
  if (Array.isArray(filter)) problems.push(...filter);
  const condition = filter && 'paths' in filter ? filter : undefined;

  const versions = [published, ...drafts];
  const paths = [
    ...versions.flatMap((each) => columnsFor(each.entity, each.decision.paths)),
    ...columnsFor(
      entity,
      [...by, ...sum].flatMap(({ path, title }) => (title ? [path, title] : [path])),
    ),
    ...columnsFor(entity, condition?.paths ?? []),
  ];
  const { hidden, partial } = sightOf(context, entity, paths);
  if (hidden.length > 0) problems.push(refused.hiddenFields(entity, hidden));
  if (problems.length > 0 && !isClean(problems)) return problems;

  const { now, today } = parametersOf({ now: at, zone: context.zone }, accessOf(model, context.actor));
  const where = condition?.predicate && atInstant(condition.predicate, { now: now ?? at, today: today ?? null });
  const named = namesOf(entity).filter((path) => sightOf(context, entity, [path]).hidden.length === 0);
  return {
    ...{ entity, published, drafts, by, sum, where, at },
    filter: where ? undefined : condition,
    filterText: condition?.text,
    facts: question.facts,
    paths: [...new Map([...paths, ...named].map((path) => [path.join('.'), path])).values()],
    notes: [
      ...problems,
      ...(partial.length > 0 ? [refused.partialSight(partial)] : []),
      ...missingFacts(versions, question),
      ...(condition && !where ? [refused.filterInProcess()] : []),
      ...drafts.flatMap((each) => compareVersions(each, published)),
    ],
  };
}

/** What names a record to a person; who may not see it gets the id alone. */
const namesOf = ({ title }: Entity): readonly Path[] => [['number'], [title]];

function ownMoney(context: Context, entity: Entity): readonly FieldPath[] {
  const fields = [...entity.fields.values()].filter(isMoney);
  const seen = fields.filter(({ name }) => sightOf(context, entity, [[name]]).hidden.length === 0);
  return seen.map((field) => ({ text: field.name, path: [field.name], field }));
}

function draftOf({ name, model }: Draft, { decision, entity }: Version): Version | Problem {
  const found = model.find(decisionKind, decision.name);
  if (!found) return refused.notInDraft(name, decision.name);
  if (found.about?.name !== entity.name) return refused.aboutAnother(name, decision.name, entity);
  return { name, decision: found, entity: model.get(ENTITY, entity.name) };
}

/** Every column that the draft reads must be in the database, and hold what the draft takes it for. */
function checkColumns({ name, decision, entity }: Version, published: Entity): readonly Problem[] {
  const missing = columnsFor(entity, decision.paths).filter((path) => !isStoredAlike(path, entity, published));
  return missing.map((path) => refused.fieldNotStored(name, published, path));
}

function isStoredAlike(path: Path, draft: Entity, published: Entity): boolean {
  let [young, old]: [Entity | undefined, Entity | undefined] = [draft, published];
  for (const name of path) {
    const mine: Field | undefined = young?.fields.get(name);
    const theirs: Field | undefined = old?.fields.get(name);
    const many: Inverse | undefined = young?.inverses.get(name);
    const others: Inverse | undefined = old?.inverses.get(name);
    if (mine) {
      if (!theirs || (theirs.formula && !theirs.formula.stored)) return false;
      if (mine.type.column !== theirs.type.column || mine.type.feel !== theirs.type.feel) return false;
      if (mine.options.currency !== theirs.options.currency) return false;
    } else if (!many || !others || many.field.name !== others.field.name) return false;
    young = mine?.reference?.entity ?? many?.entity;
    old = theirs?.reference?.entity ?? others?.entity;
    if (young?.name !== old?.name) return false;
  }
  return true;
}

function missingFacts(versions: readonly Version[], { facts = {} }: BacktestQuestion): readonly Problem[] {
  const names = versions.flatMap(({ decision, entity }) =>
    decision.paths.flatMap(([name]) =>
      name === undefined || entity.fields.has(name) || entity.inverses.has(name) || Object.hasOwn(facts, name)
        ? []
        : [name],
    ),
  );
  return names.length > 0 ? [refused.factsMissing([...new Set(names)])] : [];
}

function compareVersions(draft: Version, published: Version): readonly Problem[] {
  const notes: Problem[] = [];
  const stored = columnsFor(draft.entity, draft.decision.paths).filter((path) =>
    isComputedOtherwise(path, draft.entity, published.entity),
  );
  if (stored.length > 0) notes.push(refused.storedAsPublished(draft.name, stored));
  const formulas = (version: Version) =>
    version.decision.paths
      .map(([name]) => version.entity.fields.get(name ?? '')?.formula?.expression.text ?? '')
      .join('\n');
  const answerers = ({ decision }: Version) => JSON.stringify([...versionsIn(decision)].sort());
  const isSame = answerers(draft) === answerers(published) && formulas(draft) === formulas(published);
  if (isSame) notes.push(refused.sameVersion(draft.name, draft.decision.name));
  return notes;
}

/** The versions of all that may answer: the decision itself, those that replace it on their days, those that they call. */
function versionsIn(decision: Decision, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(decision.name)) return found;
  found.set(decision.name, decision.version);
  for (const each of [...decision.replacements, ...decision.calls.values()]) versionsIn(each, found);
  return found;
}

/** A stored formula or a roll-up of the record itself that the draft computes differently. */
function isComputedOtherwise([name = '', ...more]: Path, draft: Entity, published: Entity): boolean {
  const [mine, theirs] = [draft.fields.get(name), published.fields.get(name)];
  if (!mine || !theirs || more.length > 0) return false;
  const rollup = (field: typeof mine) =>
    JSON.stringify([field.rollup?.is, field.rollup?.field?.name, field.rollup?.where]);
  return mine.formula?.expression.text !== theirs.formula?.expression.text || rollup(mine) !== rollup(theirs);
}

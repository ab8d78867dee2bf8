import { isClean, type Problem } from '@dealwright/diagnostics';
import { checkSamples, documentKind } from '@dealwright/documents';
import type { Loaded, Model, ShapeCache, Source } from '@dealwright/metadata';
import { processKind, runExamples as runExamplesOf } from '@dealwright/processes';
import { analyse, decisionKind, runExamples } from '@dealwright/rules';
import { loadContent, loadSources } from './load-content.ts';
import { organisation } from './organisation.ts';

/**
 * Content that may go live: loaded, linked and checked, and what it promises of itself is tried. With an error there is no
 * Model.
 * @param now ISO 8601 in UTC, for examples that name no day
 */
export async function loadTriedContent(folders: readonly string[], now: string, cache?: ShapeCache): Promise<Loaded> {
  return tried(await loadContent(folders, cache), now);
}

/** The same of content that was read already, such as with one file as it would be. */
export async function loadTriedSources(sources: readonly Source[], now: string): Promise<Loaded> {
  return tried(await loadSources(sources), now);
}

async function tried({ model, problems }: Loaded, now: string): Promise<Loaded> {
  if (!model) return { problems };
  const all = [...problems, ...(await tryContent(model, now))];
  return isClean(all) ? { model, problems: all } : { problems: all };
}

/** Runs the examples of all decisions (through both engines) and of all processes, and renders the samples of all documents. */
async function tryContent(model: Model, now: string): Promise<readonly Problem[]> {
  const problems = [...(await tryDecisions(model, now))];
  const environment = { now, ...organisation(model) };
  for (const process of model.all(processKind).values())
    for (const example of runExamplesOf(process, environment)) problems.push(...example.problems);
  for (const document of model.all(documentKind).values()) {
    for (const sample of checkSamples(document, organisation(model).zone)) problems.push(...sample.problems);
  }
  return problems;
}

/**
 * Analyses all decisions over everything that their inputs can be, and runs their examples.
 * @param tried a Model whose decisions were tried: those that are the same there are not tried again
 * @param goOn asked before each step; the rest is left out when it says no
 */
export async function tryDecisions(
  model: Model,
  now: string,
  tried?: Model,
  goOn: () => Promise<boolean> = async () => true,
): Promise<readonly Problem[]> {
  const environment = { now, ...organisation(model) };
  const problems: Problem[] = [];
  for (const decision of model.all(decisionKind).values()) {
    if (tried?.find(decisionKind, decision.name)?.version === decision.version) continue;
    if (!(await goOn())) break;
    problems.push(...analyse(decision, environment).findings.map((finding) => finding.problem));
    for (const example of await runExamples(decision, environment, goOn)) problems.push(...example.problems);
  }
  return problems;
}

import type { Problem } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import type { Json } from '@dealwright/values';
import { type ContentChange, diffContent, type KeptDocument } from './diff-content.ts';

/** What the plan asks of the rest of the house; the API and the database are further down than releases. */
export interface PlanPorts {
  /** The API of a Model as SDL. */
  describeApi(model: Model): string;
  /** What the database would have to change, in words, and what it would refuse. */
  planSchema(model: Model): Promise<{ readonly steps: readonly string[]; readonly problems: readonly Problem[] }>;
  /** What becomes of the instances that run by definitions which are others in the Model. */
  planInstances(
    model: Model,
  ): Promise<{ readonly instances: readonly InstancesOfBefore[]; readonly problems: readonly Problem[] }>;
}

/** Instances that run by an earlier definition of a process: how many in which states, and what becomes of them. */
export interface InstancesOfBefore {
  readonly process: string;
  /** The active states from the outermost in, `in-review / legal` → how many. */
  readonly states: Readonly<Record<string, number>>;
  readonly then: 'stay' | 'follow' | 'stranded';
}

/** What publishing would change. */
export interface ReleasePlan {
  readonly hash: string;
  readonly changes: readonly ContentChange[];
  readonly impacts: {
    /** `+ Lead.referrer: User`, `- Lead.fax: String`; a line that is taken away can break an integration. */
    readonly api: readonly string[];
    readonly database: readonly string[];
    readonly instances: readonly InstancesOfBefore[];
  };
  /** Why it cannot be published. */
  readonly problems: readonly Problem[];
}

/** The content that a release keeps of a Model. */
export function keptDocuments(model: Model): KeptDocument[] {
  return model.documents.map(({ kind, name, shape, file }) => ({ kind, name, shape: shape as Json, file }));
}

/**
 * Compares what is published with a Model that is not.
 * @param published the documents and the SDL of the last release; empty when there is none yet
 */
export async function planRelease(
  published: { readonly documents: readonly KeptDocument[]; readonly api: string },
  model: Model,
  ports: PlanPorts,
): Promise<ReleasePlan> {
  const schema = await ports.planSchema(model);
  const { instances, problems } = await ports.planInstances(model);
  return {
    hash: model.hash,
    changes: diffContent(published.documents, keptDocuments(model)),
    impacts: { api: diffApi(published.api, ports.describeApi(model)), database: schema.steps, instances },
    problems: [...schema.problems, ...problems],
  };
}

/** Lines of two SDLs that differ, each with the type it stands in; added ones first. */
export function diffApi(before: string, after: string): string[] {
  const [old, young] = [qualifiedLines(before), qualifiedLines(after)];
  const added = [...young].filter((line) => !old.has(line)).map((line) => `+ ${line}`);
  const removed = [...old].filter((line) => !young.has(line)).map((line) => `- ${line}`);
  return [...added.sort(), ...removed.sort()];
}

function qualifiedLines(sdl: string): Set<string> {
  const lines = new Set<string>();
  let type = '';
  for (const raw of sdl.replace(/"""[\s\S]*?"""/g, '').split('\n')) {
    const line = raw.trim();
    if (line === '' || line === '}') continue;
    const block = /^(?:type|input|enum|interface|union|scalar) (\w+)/.exec(line);
    if (block) {
      type = block[1] ?? '';
      lines.add(type);
    } else lines.add(`${type}.${line}`);
  }
  return lines;
}

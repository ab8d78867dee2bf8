import { isClean, type Problem, problem, say } from '@dealwright/diagnostics';
import type { Model, ShapeCache, Source } from '@dealwright/metadata';
import { type Process, processKind } from '@dealwright/processes';
import type { InstancesOfBefore } from '@dealwright/releases';
import type { Definition, Definitions, RunningDefinition } from '@dealwright/storage';
import type { JsonObject } from '@dealwright/values';
import { loadSources, sourcesOf } from './load-content.ts';

/** What the processes of a Model say, to be kept for those who begin by it. */
export function definitionsOf(model: Model): readonly Definition[] {
  return [...model.all(processKind).values()].map(({ name, of, fingerprint }) => ({
    fingerprint,
    process: name,
    entity: of.name,
    shape: documentOf(model, name)?.shape as JsonObject,
  }));
}

export interface Placed {
  /** With the earlier definitions beside the content; absent when instances would be stranded. */
  readonly model?: Model;
  readonly problems: readonly Problem[];
  readonly instances: readonly InstancesOfBefore[];
}

/**
 * Finds a place for the instances that run by earlier definitions: they stay on theirs, which is linked again beside the
 * content of now, or follow where their process says so. Those that can do neither are told, with numbers and states.
 */
export async function placeInstances(model: Model, definitions: Definitions, cache?: ShapeCache): Promise<Placed> {
  const current = new Set(definitionsOf(model).map(({ fingerprint }) => fingerprint));
  const running = await definitions.running(current);
  const staying = running.filter((each) => !followed(model, each));
  const again =
    staying.length > 0 ? await loadSources([...sourcesOf(model), ...staying.map(toSource)], cache) : { model };
  const problems: Problem[] = [];
  const instances = running.map((each): InstancesOfBefore => {
    const found = strandedBy(model, each, 'problems' in again ? again.problems : []);
    problems.push(...found);
    const then = found.length > 0 ? 'stranded' : followed(model, each) ? 'follow' : 'stay';
    return { process: each.process, states: each.states, then };
  });
  return again.model && isClean(problems) ? { model: again.model, problems, instances } : { problems, instances };
}

/** The process of now that takes over the instances of an earlier definition. */
function followed(model: Model, { process }: RunningDefinition): Process | undefined {
  const now = model.find(processKind, process);
  return now?.running.follow ? now : undefined;
}

function toSource(definition: RunningDefinition): Source {
  const { fingerprint: name, shape } = definition;
  return { path: pathOf(definition), text: JSON.stringify({ kind: 'process-version', name, is: shape }) };
}

function pathOf({ process, fingerprint }: Definition): string {
  return `running:${process}/${fingerprint}.yaml`;
}

/** Why the instances of an earlier definition cannot go on: what it names is gone, or where they stand is. */
function strandedBy(model: Model, earlier: RunningDefinition, problems: readonly Problem[]): readonly Problem[] {
  const now = followed(model, earlier);
  if (now) {
    const { allStates, running } = now;
    const gone = Object.entries(earlier.states).filter(([path]) =>
      path.split(' / ').some((state) => !allStates.has(running.states.get(state) ?? state)),
    );
    return gone.length > 0 ? [noState(model, earlier, Object.fromEntries(gone))] : [];
  }
  const broken = problems.find(({ place, severity }) => severity === 'error' && place?.file === pathOf(earlier));
  return broken ? [definitionBroken(model, earlier, broken)] : [];
}

function noState(model: Model, { process }: RunningDefinition, states: RunningDefinition['states']): Problem {
  const [first = ''] = Object.keys(states);
  const state = first.split(' / ').at(-1);
  return problem(
    'INSTANCES_STRANDED',
    {
      en: `\`${process}\` has no place any more for instances that run: ${counted(states)}.`,
      ro: `\`${process}\` nu mai are loc pentru instanțe în curs: ${counted(states)}.`,
    },
    {
      place: documentOf(model, process)?.place(['running']),
      hint: {
        en: `say where they go: \`running: { follow: true, states: { ${state}: … } }\``,
        ro: `spuneți unde ajung: \`running: { follow: true, states: { ${state}: … } }\``,
      },
    },
  );
}

function definitionBroken(model: Model, { process, states }: RunningDefinition, { message }: Problem): Problem {
  return problem(
    'INSTANCES_STRANDED',
    {
      en: `Instances still run by an earlier definition of \`${process}\`, which this content breaks (${counted(states)}): ${say(message)}`,
      ro: `Încă există instanțe după o definiție anterioară a lui \`${process}\`, pe care acest conținut o strică (${counted(states)}): ${say(message, 'ro')}`,
    },
    {
      place: documentOf(model, process)?.place(['name']),
      hint: {
        en: 'keep what it names until they have ended, or let them move on with `running: { follow: true }`',
        ro: 'păstrați ce numește ea până când se încheie, sau lăsați-le să treacă la cea nouă cu `running: { follow: true }`',
      },
    },
  );
}

/** `in-review / legal 12, draft 3`. */
function counted(states: RunningDefinition['states']): string {
  return Object.entries(states)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}

function documentOf(model: Model, name: string) {
  return model.documents.find((each) => each.kind === 'process' && each.name === name);
}

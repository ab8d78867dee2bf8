import type { Entity } from '@dealwright/entities';
import type { State, Transition, Waker } from '../process.ts';

type Path = readonly string[];

/** The other records whose changes must wake a process: those that its `always` reads through inverses and rollups. */
export function wakersOf(entity: Entity, states: Iterable<State>): readonly Waker[] {
  const found = new Map<string, Waker>();
  for (const path of alwaysPaths(entity, states)) {
    const waker = wakerOf(entity, path);
    if (!waker) continue;
    const key = `${waker.entity} ${waker.reference}`;
    const before = found.get(key);
    const isAny = waker.fields.length === 0 || before?.fields.length === 0;
    const fields = isAny ? [] : [...new Set([...(before?.fields ?? []), ...waker.fields])];
    found.set(key, { ...waker, fields });
  }
  return [...found.values()];
}

/** What the conditions of `always` read, formulas opened. Decisions that only `set` uses wake nothing. */
export function alwaysPaths(entity: Entity, states: Iterable<State>): readonly Path[] {
  const transitions = [...states].flatMap(({ always }) => always);
  return transitions.flatMap(readToDecide).flatMap((path) => opened(entity, path, new Set()));
}

/** Decisions whose outcomes only say what is set are not asked before. */
function readToDecide({ when, decide }: Transition): readonly Path[] {
  const read = when?.paths ?? [];
  const asked = [...decide].filter(([alias]) => read.some(([first]) => first === alias));
  return [
    ...read.filter(([first]) => first !== undefined && !decide.has(first)),
    ...asked.flatMap(([, { paths }]) => paths),
  ];
}

function opened(of: Entity, path: Path, seen: Set<string>): readonly Path[] {
  const [first = ''] = path;
  const expression = of.fields.get(first)?.formula?.expression;
  if (!expression || seen.has(`${of.name}.${first}`)) return [path];
  seen.add(`${of.name}.${first}`);
  return expression.paths.flatMap((each) => opened(of, each, seen));
}

function wakerOf({ fields, inverses }: Entity, [first = '', second]: Path): Waker | undefined {
  const rollup = fields.get(first)?.rollup;
  if (rollup) {
    const { entity, via, field, where } = rollup;
    return { entity: entity.name, reference: via.name, fields: where ? [] : [(field ?? via).name] };
  }
  const inverse = inverses.get(first);
  if (!inverse) return undefined;
  // What is computed when it is read changes with any of the fields that it is computed from.
  const isKept = second !== undefined && inverse.entity.fields.get(second)?.formula?.stored !== false;
  return { entity: inverse.entity.name, reference: inverse.field.name, fields: isKept ? [second] : [] };
}

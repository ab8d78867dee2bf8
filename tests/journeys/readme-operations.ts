import type { Json, JsonObject } from '@dealwright/values';

/** One operation of the README's tour, and what is kept of its answer: name → path. */
export interface TourOperation {
  readonly operation: string;
  readonly keep: readonly (readonly [string, string])[];
}

/** The operations of the tour: fenced GraphQL after a comment `tour: name=path …` which says what to keep. */
export function tourOperations(readme: string): TourOperation[] {
  return [...readme.matchAll(/<!-- tour:([^>]*)-->\n```graphql\n([\s\S]*?)```/g)].map(
    ([, keep = '', operation = '']) => ({
      operation,
      keep: keep
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((each) => each.split('=') as [string, string]),
    }),
  );
}

/** Plays the tour in the name of whoever `ask` asks for, and answers what was kept. Throws at the first refusal. */
export async function playTour(
  readme: string,
  ask: (operation: string, variables: JsonObject) => Promise<JsonObject>,
): Promise<JsonObject> {
  const kept: Record<string, Json> = {};
  for (const { operation, keep } of tourOperations(readme)) {
    const answer = await ask(
      operation,
      Object.fromEntries(variablesOf(operation).map((name) => [name, kept[name] ?? null])),
    );
    const problems = problemsIn(answer);
    if (problems.length > 0) throw new Error(`${operation}\nis refused: ${JSON.stringify(problems)}`);
    for (const [name, path] of keep) kept[name] = at(answer, path);
  }
  return kept;
}

function variablesOf(operation: string): string[] {
  return [...operation.matchAll(/\$(\w+):/g)].map(([, name = '']) => name);
}

/** Everything that stands under a key `problems`; `requiredData` is an answer, not a refusal. */
function problemsIn(value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap(problemsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === 'problems' ? [each].flat() : problemsIn(each)));
}

function at(value: Json, path: string): Json {
  return path.split('.').reduce<Json>((here, key) => (here as JsonObject)[key] ?? null, value);
}

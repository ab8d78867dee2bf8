import { readFile } from 'node:fs/promises';
import type { Json, JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';

const journey = openJourney();

test('somebody who has read only the README takes the demo lead to a contract PDF, as seller', async () => {
  const seller = journey.as('seller');
  const kept: Record<string, Json> = {};
  for (const { operation, keep } of operations(await readFile('README.md', 'utf8'))) {
    const answer = await seller.ask(
      operation,
      Object.fromEntries(variablesOf(operation).map((name) => [name, kept[name] ?? null])),
    );
    expect({ operation, problems: problemsIn(answer) }).toEqual({ operation, problems: [] });
    for (const [name, path] of keep) kept[name] = at(answer, path);
  }
  const { name, bytes } = await seller.file(String(kept.file));
  expect(name).toMatch(/Brutăria Spicul.*\.pdf$/);
  expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
});

/** The operations of the tour: fenced GraphQL after a comment `tour: name=path …` which says what to keep. */
function operations(readme: string): { operation: string; keep: [string, string][] }[] {
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

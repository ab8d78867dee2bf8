import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatProblem } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { analyse, runExamples, suggestExamples } from '../../src/index.ts';
import { decide, decisionOf, ENVIRONMENT } from '../content.ts';

/** `UPDATE_GOLDEN=1` writes the file anew; read the difference before you commit it. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const FILE = fileURLToPath(new URL('./findings.md', import.meta.url));

/** Each heading of the file with the decision below it. */
function cases(text: string): readonly { readonly title: string; readonly yaml: string }[] {
  return [...text.matchAll(/^## (.+)\n\n```yaml\n([\s\S]*?)\n```/gm)].map(([, title = '', yaml = '']) => ({
    title,
    yaml,
  }));
}

function messages(yaml: string): string {
  const { findings, tests, complete } = analyse(decisionOf(yaml, 'example'), ENVIRONMENT);
  const lines = findings.flatMap(({ problem }) =>
    ['en', 'ro'].map((locale) => formatProblem(problem, locale).replace('test.yaml:', '')),
  );
  const opaque = tests.opaque === 0 ? '' : `(${tests.opaque} of ${tests.all} tests taken as they come)\n`;
  return `${opaque}${complete ? '' : '(not complete)\n'}${lines.join('\n') || 'nothing'}`;
}

const GOLDEN = readFileSync(FILE, 'utf8');

describe('What an analyst sees', () => {
  test('is what the golden file says', () => {
    const [head = ''] = GOLDEN.split('\n## ');
    const parts = cases(GOLDEN).map(
      ({ title, yaml }) => `## ${title}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n\`\`\`\n${messages(yaml)}\n\`\`\`\n`,
    );
    const written = [`${head.trimEnd()}\n`, ...parts].join('\n');
    if (UPDATE) writeFileSync(FILE, written);
    else expect(written).toBe(GOLDEN);
  });

  test.each(cases(GOLDEN))('shows with facts that do just that: $title', ({ yaml }) => {
    const decision = decisionOf(yaml, 'example');
    for (const { code, given, at, rows } of analyse(decision, ENVIRONMENT).findings) {
      if (!given) continue;
      const { matched, problems } = decide(
        decision,
        given,
        at === undefined ? ENVIRONMENT : { ...ENVIRONMENT, now: `${at}T12:00:00.000Z` },
      );
      const codes = problems.filter(({ severity }) => severity === 'error').map((each) => each.code);
      const names = matched.map(({ rule }) => rule);
      if (code === 'TABLE_GAP') expect({ names, codes }).toEqual({ names: [], codes: [] });
      if (code === 'ROWS_OVERLAP')
        expect({ codes, hits: names.includes(rows[0] ?? '') }).toEqual({ codes: ['HIT_NOT_UNIQUE'], hits: true });
      if (code === 'ROWS_CONTRADICT')
        expect({ codes, hits: names.includes(rows[0] ?? '') }).toEqual({ codes: ['HITS_DISAGREE'], hits: true });
      if (code === 'ROW_HIDDEN') expect(names[0]).not.toBe(rows[0]);
    }
  });
});

describe('Suggested examples', () => {
  test.each(cases(GOLDEN))('pass as they are, or say why there is none: $title', async ({ yaml }) => {
    const decision = decisionOf(yaml, 'example');
    const { logic } = decision;
    const names =
      logic.is === 'table' ? logic.rows.map(({ number }) => String(number)) : logic.rules.map(({ name }) => name);
    const suggestions = suggestExamples(decision, names, ENVIRONMENT);
    expect(suggestions.map(({ rule }) => rule)).toEqual(names);
    const examples = suggestions.flatMap(({ example }) =>
      example ? [{ at: undefined, ...example, because: String(example.because) }] : [],
    );
    const results = await runExamples(
      { ...decision, examples, decide: decision.decide } as typeof decision,
      ENVIRONMENT,
    );
    expect(results.flatMap(({ problems }) => problems.map((each) => formatProblem(each)))).toEqual([]);
    expect(suggestions.filter(({ example, why }) => (example === undefined) === (why === undefined))).toEqual([]);
  });
});

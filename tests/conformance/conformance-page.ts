import type { Outcome } from './run-suite.ts';
import type { KnownFailures } from './verdict.ts';

/** docs/conformance.md: what passes, folder by folder, and what does not, with the reason. */
export function conformancePage(outcomes: readonly Outcome[], listed: KnownFailures): string {
  const levels = [...Map.groupBy(outcomes, ({ folder }) => folder.split('/')[0] ?? '')];
  const folders = [...Map.groupBy(outcomes, ({ folder }) => folder)];
  return `# Conformance with DMN

Written by \`npm run test:tck -- --write\`. The suite is the public [DMN TCK](https://github.com/dmn-tck/tck), commit 0dbcaf9: all of
compliance level 2, and 104 of the 118 folders of level 3. Every \`.dmn\` file is read by our own importer
(\`packages/exchange\`) and run as DMN says: expressions by \`packages/expressions\`, tables by the search and the hit policies of
\`packages/rules\` that our own decisions use. A case passes when the value is the one that the suite expects; numbers agree to
eight decimals, because the suite writes no more.

| | cases | passed | |
|---|---:|---:|---:|
${levels.map(([level, cases]) => row(level.replaceAll('-', ' '), cases)).join('\n')}
${row('together', outcomes)}

For comparison: [feelin](https://github.com/nikku/feelin), the FEEL engine of the DMN tools of bpmn.io, states 1,722 of 2,053
cases on the share of the suite that it runs (expressions only, no tables and no graphs).

## What fails, and why

${Object.entries(listed)
  .flatMap(([folder, groups]) =>
    groups.map(
      ({ because, cases }) =>
        `- **${folder}** (${cases.length}): ${because}\n  ${cases.map((each) => `\`${each}\``).join(', ')}`,
    ),
  )
  .join('\n')}

## Folder by folder

| folder | cases | passed | |
|---|---:|---:|---:|
${folders.map(([folder, cases]) => row(folder, cases)).join('\n')}
`;
}

function row(name: string, cases: readonly Outcome[]): string {
  const passed = cases.filter(({ why }) => why === undefined).length;
  return `| ${name} | ${cases.length} | ${passed} | ${((100 * passed) / cases.length).toFixed(passed === cases.length ? 0 : 1)} % |`;
}

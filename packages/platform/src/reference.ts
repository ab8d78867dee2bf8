import { HELPERS } from '@dealwright/documents';
import { describeFunctions } from '@dealwright/expressions';
import { type Model, referenceIndex, referencePage } from '@dealwright/metadata';
import { KINDS } from './kinds.ts';
import { processPages } from './process-pages.ts';

/**
 * The generated pages of `docs/reference/`, by file name: a page and a JSON Schema for each kind, the functions of FEEL,
 * the helpers of templates, and a picture of each process of the Model.
 */
export async function referencePages(model: Model): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const kind of KINDS) {
    const { markdown, schema } = referencePage(kind);
    pages.set(`${kind.name}.md`, markdown);
    pages.set(`${kind.name}.schema.json`, schema);
  }
  pages.set(
    'README.md',
    `${referenceIndex(KINDS)}\nBeside them: [functions of FEEL](feel.md), [helpers of templates](helpers.md), [the processes of this application](processes.md).\n`,
  );
  pages.set('feel.md', feelPage());
  pages.set('helpers.md', helpersPage());
  for (const [name, text] of await processPages(model)) pages.set(name, text);
  return pages;
}

function feelPage(): string {
  const rows = describeFunctions().map(({ about, calls, returns, examples, queryable }) => {
    const shown = examples.map(({ call, gives }) => `${code(call)} = ${code(gives)}`);
    return `| ${[calls.map(code).join('<br>'), about, returns, shown.join('<br>'), queryable ? 'yes' : ''].join(' | ')} |`;
  });
  return `# Functions of FEEL

A database can compute the queryable ones: expressions made of them may be filtered and sorted by, and may stand in permissions. Arguments may be given by position or by name: \`substring(string: "foobar", start position: 3)\`. The language itself is taught in [the guide](../feel-guide.md).

| call | says | gives | examples | queryable |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function helpersPage(): string {
  const rows = Object.entries(HELPERS).map(([name, { about, parameters, options = {} }]) => {
    const words = [name, ...parameters.map((each) => each.name), ...Object.keys(options).map((each) => `${each}=…`)];
    return `| ${code(`{{${words.join(' ')}}}`)} | ${about.replaceAll('|', '\\|')} |`;
  });
  return `# Helpers of templates\n\n| helper | says |\n|---|---|\n${rows.join('\n')}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}

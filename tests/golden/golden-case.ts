/** A golden file: what is asked, as whom, and what must come of it. It is Markdown, for people to read. */
export interface GoldenCase {
  readonly title: string;
  readonly as: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function readCase(text: string): GoldenCase {
  return {
    title: /^# (.+)$/m.exec(text)?.[1] ?? '',
    as: /^As `(\w+)`\.$/m.exec(text)?.[1] ?? '',
    query: block(text, 'graphql') ?? '',
    variables: JSON.parse(block(text, 'json', 'Variables') ?? '{}') as GoldenCase['variables'],
  };
}

function block(text: string, language: string, heading = ''): string | undefined {
  const from = heading === '' ? text : (text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '');
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(from)?.[1];
}

/** The file as it should be. */
export function writeCase(
  { title, as, query, variables }: GoldenCase,
  sql: readonly string[],
  answer: unknown,
): string {
  const parts = [`# ${title}`, `As \`${as}\`.`, fenced('graphql', query)];
  if (Object.keys(variables).length > 0)
    parts.push('## Variables', fenced('json', JSON.stringify(variables, undefined, 2)));
  if (sql.length > 0) parts.push(`## SQL`, ...sql.map((each) => fenced('sql', laidOut(each))));
  parts.push('## Answer', fenced('json', withoutChance(JSON.stringify(answer, undefined, 2))));
  return `${parts.join('\n\n')}\n`;
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Ids and cursors are others each time: ids become ‹1›, ‹2› … by their first appearance. */
function withoutChance(text: string): string {
  const ids = new Map<string, string>();
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      const known = ids.get(id) ?? `‹${ids.size + 1}›`;
      ids.set(id, known);
      return known;
    })
    .replace(/"((?:\w*C|c)ursor)": "[^"]+"/g, '"$1": "‹cursor›"');
}

/** One clause a line, indented by its brackets. */
function laidOut(sql: string): string {
  const clauses = /\(select |\b(?:from|where|order by|limit|left join) /g;
  let depth = 0;
  let last = 0;
  let text = '';
  for (const { 0: found, index } of sql.matchAll(clauses)) {
    const between = sql.slice(last, index);
    depth += between.split('(').length - between.split(')').length;
    text += between.trimEnd();
    last = index;
    if (found === 'from ' && /extract\([^)]*$/.test(between)) continue;
    if (index > 0) text += `\n${'  '.repeat(Math.max(0, depth))}`;
  }
  return text + sql.slice(last);
}

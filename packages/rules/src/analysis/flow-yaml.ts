import type { Json } from '@dealwright/values';

const BARE = /^[\p{L}_][\p{L}\p{N}_./-]*( [\p{L}\p{N}_./-]+)*$/u;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Words that YAML, in one of its versions, takes for something else. */
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** A value as an analyst writes it on one line of YAML: `{ total: '12.50', channel: web, tags: [ a, b ] }`. */
export function flowYaml(value: Json): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, each]) => `${scalar(name)}: ${flowYaml(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function scalar(text: string): string {
  if ((BARE.test(text) && !WORDS.test(text)) || DATE.test(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what single quotes cannot hold.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return JSON.stringify(text);
  return `'${text.replaceAll("'", "''")}'`;
}

import { existsSync, readFileSync } from 'node:fs';

export interface Requirement {
  readonly id: string;
  readonly text: string;
}

/** The rows `| L1 | what it asks |` of a Markdown file, in their order; none when there is no such file. */
export function readRequirements(file: string): Requirement[] {
  if (!existsSync(file)) return [];
  const rows = readFileSync(file, 'utf8').matchAll(/^\| (?<id>[A-Z]\d+) \| (?<text>.*?) \|$/gm);
  return [...rows].map(({ groups }) => ({ id: groups?.id ?? '', text: groups?.text ?? '' }));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A text file of the repository; the path is relative to its top, with `/`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', '.data', 'out', '.cache']);
const TEXT = /\.(ts|tsx|mjs|json|ya?ml|md|hbs|css|html|sql|graphql|txt)$|(^|\/)\.(npmrc|gitignore)$|^\.ci\//;

/** All text files below `folder`, without what .gitignore names. Walks rather than asks git, which a tarball lacks. */
export function textFiles(folder = ''): TextFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return textFiles(path);
    return entry.isFile() && TEXT.test(path) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}

/** The names of the folders directly below `folder`. */
export function folders(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A text file of the content, as read. */
export interface Source {
  /** Relative to where it was asked for, with `/`: `metadata/leads/lead.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** What belongs to the content; everything else in the folders (pictures, notes) is left alone. */
const CONTENT = /\.(ya?ml|hbs|css|json|csv)$/;

/**
 * Reads all content files below the folders, sorted by path. A folder that does not exist has no content.
 * @param base paths are told relative to it; the working directory when not given
 */
export async function readContent(folders: readonly string[], base = process.cwd()): Promise<Source[]> {
  const lists = await Promise.all(folders.map((folder) => filesBelow(folder)));
  const paths = [...new Set(lists.flat())].sort();
  return Promise.all(
    paths.map(async (path) => ({
      path: relative(base, path).split(sep).join('/'),
      text: await readFile(path, 'utf8'),
    })),
  );
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((each) => each.isFile() && CONTENT.test(each.name))
      .map((each) => join(each.parentPath, each.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

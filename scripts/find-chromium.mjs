import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { capture } from './run.mjs';
import { hashOf, stamp } from './stamp.mjs';
import { root } from './terminal.mjs';

/** What the package `documents` is asked, which knows where browsers lie and unpacks the one that npm brought. */
const QUESTION = `
  import { findChromium } from ${JSON.stringify(pathToFileURL(join(root, 'packages/documents/src/index.ts')).href)};
  const found = await findChromium(process.env.CHROMIUM_PATH).catch((error) => error);
  console.log(JSON.stringify(found instanceof Error ? { why: found.message } : { path: found.path }));
`;

/**
 * The browser that will print documents: `{ path }`, or `{ why }` there is none, which stops nothing else. Asked once;
 * the answer is kept until the environment changes or the program is gone.
 */
export async function findChromium(node, env = process.env) {
  const file = join(root, '.cache', 'chromium.json');
  // Without the folders that npm adds for its own scripts: npm start and npx are the same machine.
  const searched = (env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const key = hashOf([join(root, 'package-lock.json')], env.CHROMIUM_PATH ?? '', searched);
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (kept.key === key && existsSync(kept.path)) return { path: kept.path };

  const { code, printed } = await capture(node, ['--input-type=module', '--eval', QUESTION], { env });
  if (code !== 0) return { why: printed.trim() };
  const answer = JSON.parse(printed.trim().split('\n').at(-1) ?? '{}');
  if (answer.path) stamp(file, JSON.stringify({ key, path: answer.path }));
  return answer;
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Missing, root } from './terminal.mjs';

const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser that will print documents: `{ path, from }`, where `path` is undefined for the one that npm brings, which
 * the package `documents` unpacks when it is first needed. Undefined when there is none: everything else still works.
 */
export function findChromium(env = process.env) {
  const wanted = env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted)) return { path: wanted, from: 'CHROMIUM_PATH' };
    throw new Missing(`CHROMIUM_PATH names ${wanted}, which does not exist.`, 'Correct it, or unset it.');
  }
  const path = installed(env).find(existsSync);
  if (path) return { path, from: 'installed' };
  const packaged = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin');
  if (process.platform === 'linux' && existsSync(packaged)) return { path: undefined, from: '@sparticuz/chromium' };
  return undefined;
}

/** Where an installed Chromium or Chrome lies on this system, the lightest first. */
function installed(env) {
  if (process.platform === 'darwin') {
    return ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'].flatMap((app) => [
      join('/Applications', app),
      join(env.HOME ?? '', 'Applications', app),
    ]);
  }
  if (process.platform === 'win32') {
    const places = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
    return places.flatMap((place) => programs.map((program) => join(place, program)));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

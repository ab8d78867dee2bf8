import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DocumentRefused } from '../document-refused.ts';
import { unpackChromium } from './unpack-chromium.ts';

/** A Chromium that can be started, and what its process needs in its environment. */
export interface FoundChromium {
  readonly path: string;
  /** Variables to add, such as `LD_LIBRARY_PATH` for a machine without the libraries. */
  readonly environment: Readonly<Record<string, string>>;
}

function noChromium(en: string, ro: string): DocumentRefused {
  return new DocumentRefused(
    'NO_CHROMIUM',
    { en, ro },
    {
      en: 'install Chromium or Chrome (Debian: `apt-get install chromium-headless-shell`), name it with CHROMIUM_PATH, or install the npm package @sparticuz/chromium',
      ro: 'instalați Chromium sau Chrome (Debian: `apt-get install chromium-headless-shell`), numiți-l cu CHROMIUM_PATH sau instalați pachetul npm @sparticuz/chromium',
    },
  );
}

/** Headless shells first: they start four times as fast and print twice as fast as the whole browser. */
const NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];

const USUAL_PLACES = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The Chromium to print with: the one named, else an installed one, else the headless shell that the npm package
 * `@sparticuz/chromium` carries, which is unpacked once.
 * @throws DocumentRefused NO_CHROMIUM
 */
export async function findChromium(named?: string): Promise<FoundChromium> {
  if (named !== undefined && named !== '') {
    if (!isProgram(named))
      throw noChromium(`There is no program at ${named}.`, `Nu există niciun program la ${named}.`);
    return { path: named, environment: {} };
  }
  const installed = installedChromium();
  if (installed !== undefined) return { path: installed, environment: {} };
  const unpacked = await unpackChromium();
  if (unpacked === undefined) {
    throw noChromium('There is no Chromium on this machine.', 'Nu există Chromium pe acest calculator.');
  }
  return unpacked;
}

function installedChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...USUAL_PLACES];
  for (const name of NAMES) {
    const found = folders.map((folder) => join(folder, name)).find(isProgram);
    if (found !== undefined) return found;
  }
  return USUAL_PLACES.find((place) => /(?:chrom|edge)[^/\\]*$/i.test(place) && isProgram(place));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

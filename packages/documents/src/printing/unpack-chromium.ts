import { execFile } from 'node:child_process';
import { constants, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { access, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { unpackTar } from 'modern-tar/fs';
import type { FoundChromium } from './find-chromium.ts';

/**
 * Unpacks the headless shell of `@sparticuz/chromium` once, with its fonts, and its libraries where the machine has none.
 * Undefined when the package is not installed or carries nothing for this kind of machine.
 * Not by the package's own `executablePath()`: that trusts whatever lies at `/tmp/chromium`, which any user can put there.
 */
export async function unpackChromium(): Promise<FoundChromium | undefined> {
  const carried = carriedPackage();
  if (carried === undefined) return undefined;
  const folder = await writableFolder(dirname(dirname(carried.folder)), `chromium-${carried.version}`);
  const path = await inFull(folder, 'headless-shell', async (target) =>
    pipeline(
      createReadStream(join(carried.folder, 'bin', 'chromium.br'), { highWaterMark: 1 << 22 }),
      createBrotliDecompress({ chunkSize: 1 << 21 }),
      createWriteStream(target, { mode: 0o755 }),
    ),
  );
  const fonts = await inFull(folder, 'fonts', (target) => untar(join(carried.folder, 'bin', 'fonts.tar.br'), target));
  // The package's own file names folders of a cloud; ours names the fonts beside it, and no others of the machine.
  const settings = await inFull(folder, 'fonts.conf', (target) =>
    writeFile(target, fontsConf(join(fonts, 'fonts'), join(folder, 'font-cache'))),
  );
  const environment: Record<string, string> = { FONTCONFIG_FILE: settings };
  if (await lacksLibraries(path)) {
    const libraries = await inFull(folder, 'libraries', (target) =>
      untar(join(carried.folder, 'bin', 'al2023.tar.br'), target),
    );
    environment.LD_LIBRARY_PATH = join(libraries, 'lib');
  }
  return { path, environment };
}

function fontsConf(fonts: string, cache: string): string {
  const escaped = (path: string) => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${escaped(fonts)}</dir><cachedir>${escaped(cache)}</cachedir></fontconfig>
`;
}

function carriedPackage(): { folder: string; version: string } | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { resolve } = createRequire(import.meta.url);
  try {
    const folder = dirname(dirname(resolve('@sparticuz/chromium')));
    const { version } = createRequire(import.meta.url)(join(folder, 'package.json')) as { version: string };
    return existsSync(join(folder, 'bin', 'chromium.br')) ? { folder, version } : undefined;
  } catch {
    return undefined;
  }
}

/** Below node_modules where that may be written, else in the user's cache, else in a folder that only this user can enter. */
async function writableFolder(nodeModules: string, name: string): Promise<string> {
  const user = process.getuid?.() ?? 0;
  const private_ = join(tmpdir(), `dealwright-${user}`);
  const caches = [
    join(nodeModules, '.cache', 'dealwright'),
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dealwright'),
    private_,
  ];
  for (const cache of caches) {
    const folder = join(cache, name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await access(folder, constants.W_OK | constants.X_OK);
      if (cache === private_ && (await lstat(cache)).uid !== user) continue;
      return folder;
    } catch {
      // Not writable for us: the next place may be.
    }
  }
  throw new Error(`No folder can be written to keep Chromium in: tried ${caches.join(', ')}.`);
}

/** Makes `name` under another name first, so that nobody ever starts half a program. */
async function inFull(folder: string, name: string, make: (target: string) => Promise<void>): Promise<string> {
  const whole = join(folder, name);
  if (existsSync(whole)) return whole;
  const part = join(folder, `.${name}.${process.pid}.${Date.now()}`);
  try {
    await make(part);
    await rename(part, whole);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(whole)) throw error;
  }
  return whole;
}

async function untar(archive: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await pipeline(createReadStream(archive), createBrotliDecompress(), unpackTar(target));
}

async function lacksLibraries(program: string): Promise<boolean> {
  try {
    await promisify(execFile)(program, ['--version', '--no-sandbox'], { timeout: 20_000 });
    return false;
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr).includes('error while loading shared libraries');
  }
}

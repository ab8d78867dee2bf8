import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './lock.mjs';
import { run } from './run.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';
import { Missing, root, say } from './terminal.mjs';

/**
 * Builds the two apps that need it, when their sources changed: the server, whose decorators Node cannot strip, and the
 * studio. The packages need no build: Node runs their TypeScript as it is.
 */
export async function buildApps(node) {
  await buildWhenChanged('server', [], compileServer);
  await buildWhenChanged('studio', [join(root, 'package-lock.json')], () => bundleStudio(node));
}

async function buildWhenChanged(app, alsoInputs, build) {
  const folder = join(root, 'apps', app);
  const stampFile = join(folder, 'dist', '.built-from');
  const expected = hashOf([folder, fileURLToPath(import.meta.url), ...alsoInputs]);
  const isDone = () => isStamped(stampFile, expected);
  if (isDone()) return;
  await alone(async () => {
    if (isDone()) return;
    const started = Date.now();
    const line = await build(folder);
    if (line === undefined) return;
    stamp(stampFile, expected);
    say(`Built ${line} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });
}

async function compileServer(folder) {
  const { transformFile } = await import('@swc/core');
  const from = join(folder, 'src');
  const to = join(folder, 'dist');
  rmSync(to, { recursive: true, force: true });
  const sources = readdirSync(from, { recursive: true }).filter((name) => name.endsWith('.ts'));
  await Promise.all(
    sources.map(async (name) => {
      const { code, map } = await transformFile(join(from, name), {
        configFile: false,
        swcrc: false,
        sourceMaps: true,
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          rewriteRelativeImportExtensions: true,
        },
      });
      const target = join(to, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.map`, map);
      const mapLine = `//# sourceMappingURL=${target.slice(dirname(target).length + 1)}.map\n`;
      writeFileSync(target, `${code}${mapLine}`);
    }),
  );
  return `apps/server (${sources.length} files, swc)`;
}

async function bundleStudio(node, folder = join(root, 'apps', 'studio')) {
  if (!existsSync(join(folder, 'index.html'))) {
    say('The studio has no sources yet: / will be empty');
    return undefined;
  }
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = process.stderr.isTTY ? {} : { NO_COLOR: '1' };
  const code = await run(node, [vite, 'build', '--logLevel', 'warn'], { cwd: folder, env, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new Missing('The studio could not be built; vite says why above.');
  return 'apps/studio (vite)';
}

/**
 * Completes package-lock.json after `npm install`: `node scripts/complete-lock.mjs`. It mends two habits of npm:
 *
 * - It leaves out of the lock file the optional packages (for other systems) that its registry could not give, and then
 *   `npm ci` refuses the lock file because they are missing. They are added without a digest; npm fetches such a package
 *   only on the system that it is for.
 * - It silently skips an optional package whose `engines` exclude the Node that runs npm, here perhaps Node 20, though
 *   Node 24 will run the package. So optional packages stand in the lock file without `engines`.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, say } from './terminal.mjs';

const SYSTEMS = /-(?<os>aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-/;
const CPU = /-(?<cpu>arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)\b/;

/** The entries that the lock file lacks, by their path; each optional dependency of a locked package has to have one. */
export function missingEntries({ packages }) {
  const missing = {};
  for (const { optionalDependencies = {}, dev } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      const isThere = Object.keys(packages).some((each) => each === path || each.endsWith(`/${path}`));
      if (!isThere) missing[path] = entryFor(name, version, dev);
    }
  }
  return missing;
}

/** The paths of optional packages that still say for which Node they are. */
export function optionalWithEngines({ packages }) {
  const entries = Object.entries(packages);
  return entries.filter(([, entry]) => (entry.optional || entry.devOptional) && entry.engines).map(([path]) => path);
}

function entryFor(name, version, dev) {
  const os = SYSTEMS.exec(name)?.groups?.os;
  const cpu = CPU.exec(name)?.groups?.cpu;
  if (!cpu || !(os || cpu === 'wasm32')) {
    throw new Error(`${name} is missing from the lock file, and its name does not say for which system it is.`);
  }
  const libc = /-musl/.test(name) ? 'musl' : /-gnu/.test(name) ? 'glibc' : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

function complete(folder) {
  const file = join(folder, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock);
  const skippable = optionalWithEngines(lock);
  for (const path of skippable) delete lock.packages[path].engines;
  const entries = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  say(`${file}: ${Object.keys(missing).length} packages for other systems added, ${skippable.length} without engines`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const folder of [root, join(root, 'tests', 'bench')]) complete(folder);
}

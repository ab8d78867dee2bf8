/**
 * The direction of the house: a package imports only packages that stand before it in this list. The list is the one of
 * docs/architecture.md; a new package is a line here.
 */
export const PACKAGES = [
  'diagnostics',
  'values',
  'calendar',
  'expressions',
  'metadata',
  'entities',
  'access',
  'rules',
  'processes',
  'records',
  'documents',
  'effects',
  'connectors',
  'identity',
  'storage',
  'releases',
  'backtests',
  'exchange',
  'graphql',
  'platform',
];

const door = '^packages/[^/]+/src/index[.]ts$';
/** The database that storage lends to tests; no part of its door, because no program may use it. */
const testDoor =
  '^packages/(storage/test-server/(create-test-database|watch-statements)|effects/test-server/receiver)[.]ts$';

/** One rule a package: what stands at its own place or after it is out of reach, except itself. */
const directions = PACKAGES.map((name, place) => ({
  name: `${name}-imports-only-what-stands-before-it`,
  comment: `packages/${name} may import: ${PACKAGES.slice(0, place).join(', ') || 'no package'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/src/` },
  to: { path: `^packages/(${PACKAGES.slice(place + 1).join('|') || 'none'})/` },
}));

export default {
  forbidden: [
    ...directions,
    {
      name: 'one-door-per-package',
      comment: 'Import a package by its name; what it shows is what its src/index.ts exports.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/|^tests/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^$1/$2/', door, testDoor] },
    },
    {
      name: 'packages-never-import-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|scripts|tests)/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Types of one package may name each other; what runs may not wait for itself.',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: { path: '/src/' },
      to: { path: '(^|/)(tests?|test-server)/' },
    },
    {
      name: 'resolvable',
      comment: 'The file does not exist, or the package is not installed or shows no such door.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'A package names in its own package.json whatever it imports.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    parser: 'tsc',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^tests/bench/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

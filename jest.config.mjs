/** One runner for everything; `scripts/test.mjs` calls it with Node's `--experimental-vm-modules`. */
export default {
  testEnvironment: 'node',
  // Machines that build, test and print at once are slow; a test that hangs is still found.
  testTimeout: 180_000,
  // Modules of a finished file are not all let go; a worker that has grown so far begins anew.
  workerIdleMemoryLimit: '1200MB',
  globalSetup: '<rootDir>/packages/storage/test-server/global-setup.ts',
  globalTeardown: '<rootDir>/packages/storage/test-server/global-teardown.ts',
  roots: ['<rootDir>/packages', '<rootDir>/apps', '<rootDir>/tests'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/tests/bench/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

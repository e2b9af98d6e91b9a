/** One jest project per suffix: a suite's name says what it needs to run. */
const common = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/\\.jamaa/'],
  modulePathIgnorePatterns: ['<rootDir>/\\.jamaa/'],
};

const servers = {
  globalSetup: '<rootDir>/jest.global-setup.mjs',
  globalTeardown: '<rootDir>/jest.global-teardown.mjs',
};

const platform = {
  globalSetup: '<rootDir>/jest.e2e-setup.mjs',
  globalTeardown: '<rootDir>/jest.e2e-teardown.mjs',
};

export default {
  testTimeout: 240_000,
  // Modules of suites that have ended are not all given back: a worker that has grown collects garbage more than it tests.
  workerIdleMemoryLimit: '900MB',
  projects: [
    { ...common, displayName: 'unit', testMatch: ['**/*.unit.test.ts'] },
    {
      ...common,
      globalSetup: '<rootDir>/jest.deploy-setup.mjs',
      displayName: 'deploy',
      testMatch: ['**/*.deploy.test.ts'],
    },
    { ...common, ...servers, displayName: 'int', testMatch: ['**/*.int.test.ts'] },
    { ...common, ...platform, displayName: 'e2e', testMatch: ['**/*.e2e.test.ts'] },
    {
      ...common,
      globalSetup: '<rootDir>/jest.cells-setup.mjs',
      globalTeardown: '<rootDir>/jest.e2e-teardown.mjs',
      displayName: 'cells',
      testMatch: ['**/*.cells.test.ts'],
    },
    // Random requests of an administrator change accounts and rules: no other suite should find them changed.
    { ...common, ...platform, displayName: 'conformance', testMatch: ['**/*.conformance.test.ts'] },
    // Two releases behind one front door, on servers of its own.
    {
      ...common,
      globalSetup: '<rootDir>/jest.upgrade-setup.mjs',
      globalTeardown: '<rootDir>/jest.e2e-teardown.mjs',
      displayName: 'upgrade',
      testMatch: ['**/*.upgrade.test.ts'],
    },
    // Business time moves in it, so it shares the platform with nobody.
    { ...common, ...platform, displayName: 'story', testMatch: ['**/*.story.test.ts'] },
    // Each starts a platform of its own, and breaks it.
    {
      ...common,
      globalSetup: '<rootDir>/jest.drill-setup.mjs',
      displayName: 'drill',
      testMatch: ['**/*.drill.test.ts'],
    },
  ],
};

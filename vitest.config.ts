import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { countSteps } from './test/count-steps.ts';
import { OrderOfFiles } from './test/order-of-files.ts';

// Updates refuse settings and signers that a group may write, as they are made where people share one.
process.umask(0o022);

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

export default defineConfig(({ mode }) => ({
  resolve: {
    // Tests read the sources, so that `pnpm watch` needs no build.
    alias: [
      { find: /^@lockkeeper\/policy-core$/, replacement: source('policy-core/src/index.ts') },
      // A door of policy-core is the index of its room.
      { find: /^@lockkeeper\/policy-core\/([a-z/-]+)$/, replacement: source('policy-core/src/$1/index.ts') },
      { find: /^@lockkeeper\/operations$/, replacement: source('operations/src/index.ts') },
      { find: /^@lockkeeper\/operations\/ports$/, replacement: source('operations/src/ports/index.ts') },
      { find: /^@lockkeeper\/operations\/observe$/, replacement: source('operations/src/observe/index.ts') },
      {
        find: /^@lockkeeper\/operations\/run-cache$/,
        replacement: source('operations/src/run-cache/index.ts'),
      },
      { find: /^@lockkeeper\/host-node\/read$/, replacement: source('host-node/src/read/index.ts') },
      { find: /^@lockkeeper\/host-node\/cache$/, replacement: source('host-node/src/cache/index.ts') },
      { find: /^@lockkeeper\/host-node\/write$/, replacement: source('host-node/src/write/index.ts') },
      { find: /^@lockkeeper\/lsp\/protocol$/, replacement: source('lsp/src/protocol.ts') },
      // Only VS Code itself can give the real one.
      { find: /^vscode$/, replacement: source('extension/src/testing/vscode-stand-in.ts') },
    ],
  },
  test: {
    // Tests share no state, and workers that go on with the next file are about eight times faster.
    isolate: false,
    // A third of the time of programs goes to waiting for them.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: OrderOfFiles },
    // `pnpm test:exhaustive`: tests that sample by default run everything.
    env: mode === 'exhaustive' ? { LOCKKEEPER_EXHAUSTIVE: '1' } : {},
    hookTimeout: 600_000,
    expect: { poll: { timeout: 180_000 } },
    projects: [
      tier('unit', {
        ending: '.test.ts',
        exclude: ['**/*.{integration,slow}.test.ts'],
        setup: ['test/setup/no-programs.ts'],
      }),
      tier('integration', { ending: '.integration.test.ts' }),
      tier('slow', { ending: '.slow.test.ts' }),
    ],
  },
}));

interface Tier {
  readonly ending: string;
  readonly exclude?: readonly string[];
  readonly setup?: readonly string[];
}

/** CONTRIBUTING.md says what each tier is for; the name of a file says to which one it belongs. */
function tier(name: string, { ending, exclude = [], setup = [] }: Tier) {
  return {
    extends: true as const,
    plugins: [countSteps()],
    test: {
      name,
      include: [`packages/*/src/**/*${ending}`, `test/**/*${ending}`],
      // This limit ends what hangs, and says nothing of speed: a machine that is slow or busy is no fault.
      testTimeout: 600_000,
      exclude: ['**/node_modules/**', '**/dist/**', 'test/editor/suite/**', '.cache/**', ...exclude],
      setupFiles: ['test/setup/properties.ts', 'test/setup/steps.ts', ...setup],
    },
  };
}

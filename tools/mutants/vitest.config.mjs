// The project's own configuration, with the mutants in the sources.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { defineConfig, mergeConfig } from 'vitest/config';

import root from '../../vitest.config.ts';
import { mutantPlugin } from './plugin.mjs';

/** @type {import('./lane.mjs').LaneSetup} */
const { mutants } = JSON.parse(process.env['LOCKKEEPER_MUTANTS_LANE'] ?? '');

export default defineConfig((env) =>
  mergeConfig(root(env), {
    plugins: [mutantPlugin(mutants)],
    test: { runner: fileURLToPath(new URL('runner.mjs', import.meta.url)) },
  }),
);

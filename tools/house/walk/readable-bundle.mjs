import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

/**
 * The command line and the language server of a checkout that is built, bundled as they are for users, but readable and
 * with source maps.
 *
 * @param {string} root of the checkout
 * @param {string} folder
 */
export async function bundleReadably(root, folder) {
  const cli = path.join(root, 'packages/cli');
  await bundle({
    input: {
      lockkeeper: path.join(cli, 'src/bin.ts'),
      'chunks/main': path.join(cli, 'src/main.ts'),
      'chunks/judge-call': firstOf(cli, [
        'src/commands/hook/agent/judge-call.ts',
        'src/commands/hook/claude-code/judge-call.ts',
        'src/hook/claude-code/judge-call.ts',
      ]),
    },
    folder: path.join(folder, 'cli'),
  });
  // The pages of rules were a folder once.
  for (const part of ['wasm', 'rules', 'rules.json'].filter((name) =>
    existsSync(path.join(cli, 'dist', name)),
  ))
    cpSync(path.join(cli, 'dist', part), path.join(folder, 'cli', part), { recursive: true });

  const lsp = path.join(root, 'packages/lsp');
  const programs = {
    'lockkeeper-lsp': path.join(lsp, 'src/bin.ts'),
    'lockkeeper-worker': firstOf(lsp, ['src/worker/worker-entry.ts', 'src/worker/start-of-worker.ts']),
    'chunks/lockkeeper-judge': path.join(lsp, 'src/worker/worker.ts'),
  };
  for (const [name, file] of Object.entries(programs))
    await bundle({ input: { [name]: file }, folder: path.join(folder, 'lsp') });
  cpSync(path.join(lsp, 'dist/wasm'), path.join(folder, 'lsp/wasm'), { recursive: true });
  return {
    cli: path.join(folder, 'cli/lockkeeper.cjs'),
    server: path.join(folder, 'lsp/lockkeeper-lsp.cjs'),
  };
}

/** @param {{ readonly input: Readonly<Record<string, string>>, readonly folder: string }} what */
async function bundle({ input, folder }) {
  const built = await rolldown({
    input,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    external: [/^node:/, /embedded-wasm\.generated/],
    checks: { eval: false },
    transform: { define: { LOCKKEEPER_VERSION: '"walk"' } },
  });
  await built.write({
    dir: folder,
    format: 'cjs',
    sourcemap: true,
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: Object.keys(input).length > 1,
  });
  await built.close();
}

/**
 * Some files were moved since the first walk.
 *
 * @param {string} folder
 * @param {readonly string[]} files
 */
function firstOf(folder, files) {
  const found = files.map((file) => path.join(folder, file)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${folder} has none of ${files.join(', ')}.`);
  return found;
}

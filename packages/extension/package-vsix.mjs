// Packages the extension as users will install it. Needs a build: it carries the bundles of the server and the CLI.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { createVSIX } from '@vscode/vsce';

import { allNotices } from '../../tools/bundle/third-party-notices.mjs';
import { l10nBundle } from './l10n-bundle.mjs';

const PACKAGES = path.resolve(import.meta.dirname, '..');
const ROOT = path.resolve(PACKAGES, '..');

/** Users download this with every update. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Same content, same bytes: without a date from outside every entry gets the first one a zip file can hold. */
const FIRST_ZIP_DATE = String(Date.UTC(1980, 0, 1) / 1000);

/**
 * From the repository into the extension; folders are taken whole.
 *
 * @type {readonly (readonly [from: string, to: string])[]}
 */
const CONTENTS = [
  ['packages/extension/dist/extension.cjs', 'dist/extension.cjs'],
  ['packages/extension/dist/history-page.js', 'dist/history-page.js'],
  ['packages/extension/dist/history-page.css', 'dist/history-page.css'],
  ['packages/extension/dist/timeline-page.js', 'dist/timeline-page.js'],
  ['packages/extension/dist/timeline-page.css', 'dist/timeline-page.css'],
  ['packages/extension/media/icon.png', 'media/icon.png'],
  ['packages/extension/walkthrough', 'walkthrough'],
  ['packages/extension/media/lock-gate.svg', 'media/lock-gate.svg'],
  ['CHANGELOG.md', 'CHANGELOG.md'],
  ['packages/extension/package.nls.json', 'package.nls.json'],
  ['packages/lsp/dist/lockkeeper-lsp.cjs', 'dist/lockkeeper-lsp.cjs'],
  ['packages/lsp/dist/lockkeeper-worker.cjs', 'dist/lockkeeper-worker.cjs'],
  ['packages/extension/dist/programs/lockkeeper.cjs', 'dist/lockkeeper.cjs'],
  ['packages/extension/dist/programs/chunks', 'dist/chunks'],
  ['packages/cli/dist/wasm', 'dist/wasm'],
  ['packages/cli/dist/rules.json', 'dist/rules.json'],
  ['LICENSE', 'LICENSE'],
];

/** What the three programs inside are made of: most packages are in all of them. */
const NOTICES = ['extension', 'cli', 'lsp'].map((name) => `packages/${name}/dist/THIRD-PARTY-NOTICES.txt`);

/** Keys that mean something only in this workspace. */
const WORKSPACE_KEYS = new Set(['private', 'type', 'scripts', 'dependencies', 'devDependencies']);

/**
 * @param {{ readonly output?: string }} [options] `output`: path of the file to write.
 * @returns {Promise<{ readonly file: string; readonly bytes: number }>} Rejects when something to carry is missing, and
 *   when the result is larger than users should have to download.
 */
export async function packageVsix({ output = path.join(ROOT, '.cache/vsix/lockkeeper.vsix') } = {}) {
  const stage = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-vsix-'));
  try {
    for (const [from, to] of CONTENTS) carry(path.join(ROOT, from), path.join(stage, to));
    writeFileSync(path.join(stage, 'dist/THIRD-PARTY-NOTICES.txt'), allNotices(NOTICES.map(read)));
    writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
    writeFileSync(
      path.join(stage, 'README.md'),
      withPictures(read('packages/extension/README.md'), manifest()),
    );
    mkdirSync(path.join(stage, 'l10n'));
    writeFileSync(path.join(stage, 'l10n/bundle.l10n.json'), `${JSON.stringify(l10nBundle(), null, 2)}\n`);
    // Only what is wanted was put here, so there is nothing to leave out; without the file vsce warns.
    writeFileSync(path.join(stage, '.vscodeignore'), '');
    mkdirSync(path.dirname(output), { recursive: true });
    process.env['SOURCE_DATE_EPOCH'] ??= FIRST_ZIP_DATE;
    await createVSIX({
      cwd: stage,
      packagePath: output,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const { size } = statSync(output);
  if (size <= MOST_BYTES) return { file: output, bytes: size };
  throw new Error(
    `${output} has ${size} bytes and may have ${MOST_BYTES}. Take out of the bundles what is not needed.`,
  );
}

/**
 * @param {string} from
 * @param {string} to
 */
function carry(from, to) {
  if (!existsSync(from)) {
    throw new Error(
      `${path.relative(ROOT, from)} is missing. Run \`pnpm build\` first, and \`pnpm run docs\` for the schema.`,
    );
  }
  mkdirSync(path.dirname(to), { recursive: true });
  if (statSync(from).isDirectory()) cpSync(from, to, { recursive: true });
  else copyFileSync(from, to);
}

/** @param {string} file */
function read(file) {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** In the workspace the name must differ from the CLI's; in the marketplace it is the id `lockkeeper.lockkeeper`. */
function manifest() {
  /** @type {Record<string, unknown>} */
  const own = JSON.parse(readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8'));
  const kept = Object.entries(own).filter(([key]) => !WORKSPACE_KEYS.has(key));
  return { ...Object.fromEntries(kept), name: 'lockkeeper', engines: { vscode: engineOf(own) } };
}

/**
 * Editors and market places load pictures by https alone: from the repository, once it has a name.
 *
 * @param {string} readme
 * @param {Readonly<Record<string, unknown>>} own
 */
export function withPictures(readme, { repository, version }) {
  const url =
    typeof repository === 'object' && repository !== null ? Reflect.get(repository, 'url') : undefined;
  const [, place] = /github\.com\/(.+)\.git$/.exec(String(url)) ?? [];
  if (place === undefined) return readme.replaceAll(/^!\[.*\n\n/gm, '');
  const raw = `https://raw.githubusercontent.com/${place}/v${String(version)}/`;
  return readme.replaceAll(/^(!\[.*\]\()(?:\.\.\/){2}/gm, `$1${raw}`);
}

/** @param {Record<string, unknown>} own */
function engineOf({ engines }) {
  return typeof engines === 'object' && engines !== null ? Reflect.get(engines, 'vscode') : undefined;
}

if (process.argv[1] === import.meta.filename) {
  const { file, bytes } = await packageVsix(process.argv[2] ? { output: path.resolve(process.argv[2]) } : {});
  console.log(`${path.relative(process.cwd(), file)}: ${(bytes / 1024 / 1024).toFixed(2)} MB`);
}

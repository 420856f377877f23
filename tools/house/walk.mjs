import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { circlesIn, graphOf, importsAmong } from './import-graph.mjs';
import { innerRoom } from './rooms.mjs';
import { PACKAGES, productFiles } from './source-files.mjs';
import { checkOfChange, guardWithProof, keystroke } from './walk/flows.mjs';
import { bundleReadably } from './walk/readable-bundle.mjs';

/** @typedef {import('./walk/called-files.mjs').Walked} Walked */

const WALKED = PACKAGES.filter((name) => name !== 'extension');

export const WALK_HEAD = [
  'flow',
  'files',
  ...WALKED,
  'of them rules',
  'rooms',
  'circles of rooms (largest)',
  'threads',
  'messages between them',
  'programs started',
];

/**
 * Walks three flows through a checkout that is built, and tells through how many files each leads. Installs PostgreSQL
 * and Alembic where they are missing.
 *
 * A file counts where at least one of its functions is called during the flow, by what V8 counts in every thread and
 * process. To be loaded is not to be called, but a function that another file calls while it is loaded counts. Files of
 * other people and generated ones do not. Rooms are the folders of these files, and arrows the imports between them,
 * types included.
 *
 * @param {string} root
 */
export async function walkRows(root) {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'lockkeeper-walk-'));
  try {
    const place = { ...(await bundleReadably(root, path.join(folder, 'programs'))), folder };
    return [
      ['a keystroke -> diagnostics', ...cells(await keystroke(place), root)],
      ['`check --base`', ...cells(checkOfChange(place), root)],
      ['`guard --prove`', ...cells(await guardWithProof(place), root)],
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Walked} walked
 * @param {string} root
 */
function cells({ files, threads, messages, programs }, root) {
  const called = WALKED.flatMap((name) => productFiles(root, name)).filter(({ file }) => files.has(file));
  if (called.length < files.size) throw new Error(`${root} was built from other sources. Build it again.`);
  const circles = circlesIn(graphOf(importsAmong(called), roomOf));
  return [
    called.length,
    ...WALKED.map((name) => called.filter(({ file }) => file.startsWith(`${name}/`)).length),
    called.filter(({ file }) => /^policy-core\/src\/(?:.+\/)?rules\//.test(file)).length,
    new Set(called.map(({ file }) => roomOf(file))).size,
    `${circles.length} (${circles[0]?.length ?? 0})`,
    threads,
    messages,
    counted(programs),
  ].map(String);
}

/** @param {string} file */
function roomOf(file) {
  const [name = '', , top = ''] = file.split('/');
  return name === 'policy-core' ? `${name}/${innerRoom(file)}` : `${name}/${top}`;
}

/** @param {readonly string[]} programs */
function counted(programs) {
  const times = new Map();
  for (const program of programs) times.set(program, (times.get(program) ?? 0) + 1);
  return Array.from(times, ([program, count]) => `${count} ${program}`).join(', ') || 'none';
}

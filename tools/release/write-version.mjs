// Turns the changesets into a version, and writes it wherever one stands. Nothing is published.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { withActionVersion, withRelease, withRepository } from './version-texts.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const USAGE = `Usage: node tools/release/write-version.mjs --repository https://github.com/<owner>/<name>

Bumps every package by the changesets, names the repository in each, moves what CHANGELOG.md holds as unreleased
under the version, and lets action.yml run it. Commit the result.
`;

const { values } = parseArgs({ options: { repository: { type: 'string' }, help: { type: 'boolean' } } });
const { repository } = values;
if (repository === undefined || values.help === true) {
  process.stdout.write(USAGE);
  process.exit(values.help === true ? 0 : 2);
}

const packages = readdirSync(path.join(ROOT, 'packages')).map((name) => `packages/${name}`);
// First: whoever names no repository has nothing bumped.
for (const directory of packages) {
  const file = `${directory}/package.json`;
  write(
    file,
    `${JSON.stringify(withRepository(JSON.parse(read(file)), { repository, directory }), null, 2)}\n`,
  );
}
const changeset = path.join(ROOT, 'node_modules/@changesets/cli/bin.js');
const bumped = spawnSync(process.execPath, [changeset, 'version'], { cwd: ROOT, stdio: 'inherit' });
if (bumped.status !== 0) process.exit(1);
/** @type {{ version: string }} */
const { version } = JSON.parse(read('packages/policy-core/package.json'));
write('action.yml', withActionVersion(read('action.yml'), version));
write('CHANGELOG.md', withRelease(read('CHANGELOG.md'), version, new Date().toISOString().slice(0, 10)));
console.log(`Wrote version ${version} of ${repository}. Look at git diff, then commit it.`);

/** @param {string} file */
function read(file) {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** @param {string} file @param {string} text */
function write(file, text) {
  writeFileSync(path.join(ROOT, file), text);
}

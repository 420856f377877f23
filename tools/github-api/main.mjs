// Writes test/github/github-api.json: what GitHub itself says of the few routes we ask, against which the
// loopback GitHub of the tests checks every request and every answer.
//
// The whole description has 13 MB and changes every week, so it is no dependency. To bring the subset up to date:
//
//   npm pack @octokit/openapi@23.0.2 --pack-destination /tmp
//   tar -xzf /tmp/octokit-openapi-23.0.2.tgz -C /tmp
//   node tools/github-api/main.mjs /tmp/package
//
// The routes are those of packages/host-node/src/read/github/routes.ts and of the routes in write/github, and the one that rulesets which `lockkeeper generate rulesets` writes are sent to. The same
// package gives the same file.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { subsetOf } from './subset-of.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROUTES = [
  'read/github/routes.ts',
  'write/github/write-routes.ts',
  'write/github/deploy-routes.ts',
  'write/github/pull-request-routes.ts',
].map((file) => path.join(ROOT, 'packages/host-node/src', file));
const SENT_BY_PEOPLE = ['POST /repos/{owner}/{repo}/rulesets'];
const TARGET = path.join(ROOT, 'test/github/github-api.json');

process.exitCode = main(process.argv.slice(2));

/** @param {readonly string[]} args */
function main([unpacked, ...others]) {
  if (unpacked === undefined || others.length > 0) {
    console.error(
      'Say where @octokit/openapi is unpacked: node tools/github-api/main.mjs <folder>. How to unpack it stands at the top of that file.',
    );
    return 2;
  }
  const whole = JSON.parse(readFileSync(path.join(unpacked, 'generated/api.github.com.json'), 'utf8'));
  const licence = readFileSync(path.join(unpacked, 'LICENSE'), 'utf8').trim();
  const routes = [...ROUTES.flatMap((file) => routesIn(readFileSync(file, 'utf8'))), ...SENT_BY_PEOPLE];
  const subset = subsetOf(whole, { routes, licence });
  writeFileSync(TARGET, `${JSON.stringify(subset, undefined, 2)}\n`);
  spawnSync(process.execPath, [path.join(ROOT, 'node_modules/oxfmt/bin/oxfmt'), TARGET], { cwd: ROOT });
  console.log(`${path.relative(ROOT, TARGET)}: ${statSync(TARGET).size} bytes`);
  return 0;
}

/**
 * @param {string} source
 * @returns {readonly string[]} such as `GET /users/{username}`
 */
function routesIn(source) {
  return [...source.matchAll(/'((?:GET|POST|PATCH) \/[^']*)'/g)].map(([, route = '']) => route);
}

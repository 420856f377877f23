// Releases a clone of what is committed to a registry on this machine, and uses it as a stranger would.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PAGE = path.join(ROOT, 'docs/evidence/release-rehearsal.md');
/** Names a repository that nobody has: only that it stands in the packages is looked at. */
const REPOSITORY = 'https://github.com/example/lockkeeper';
const VERDACCIO = '6.5.0';
const RUNS = 5;
const AUTHOR = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];

const DRY_RUN = `const { releaseDryRun } = await import('./tools/check/release-dry-run.mjs');
const { failed, output } = await releaseDryRun();
console.log(output + (failed === 0 ? 'packed, and looked at by publint and attw' : 'failed'));
process.exit(failed);`;

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lk-rehearsal-'));
const clone = path.join(scratch, 'clone');
/** @type {string[]} */
const log = [];

try {
  const commit = run('git', ['rev-parse', '--short=12', 'HEAD'], ROOT);
  run('git', ['clone', '--quiet', ROOT, clone], scratch);
  node(['tools/pnpm.mjs', 'install', '--frozen-lockfile', '--prefer-offline', '--silent'], clone);
  log.push(
    node(['tools/release/write-version.mjs', '--repository', REPOSITORY], clone).split('\n').at(-1) ?? '',
  );
  // As in the pull request that is the release.
  run('git', ['switch', '--quiet', '--create', 'release'], clone);
  run('git', [...AUTHOR, 'commit', '--quiet', '--all', '--message', 'Release'], clone);
  node(['tools/build.mjs'], clone);
  const packed = node(['--input-type=module', '--eval', DRY_RUN], clone);
  log.push(`Dry run: ${packed.split('\n').at(-1)}`);
  const registry = await startRegistry();
  try {
    const rows = publishAll(registry.address);
    log.push(...used(registry.address));
    writeFileSync(PAGE, page(commit, rows));
    console.log(`Wrote ${path.relative(ROOT, PAGE)}.`);
  } finally {
    registry.stop();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function startRegistry() {
  const folder = path.join(scratch, 'registry');
  mkdirSync(folder);
  // It runs on Node 20. It asks for a tag of node-fetch, which mirrors of npm may not have.
  const wanted = {
    private: true,
    dependencies: { verdaccio: VERDACCIO },
    overrides: { 'node-fetch': '2.7.0' },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(wanted));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund'], folder);
  const port = await freePort();
  const uplink = run('npm', ['config', 'get', 'registry'], scratch);
  const own = ["'@lockkeeper/*'", "'lockkeeper'"].map(
    (name) => `  ${name}:\n    access: $all\n    publish: $all\n`,
  );
  const config = [
    `storage: ${path.join(folder, 'storage')}`,
    `uplinks:\n  npm:\n    url: ${uplink}`,
    `packages:\n${own.join('')}  '**':\n    access: $all\n    proxy: npm`,
    'log: { type: stdout, format: pretty, level: error }',
    '',
  ];
  writeFileSync(path.join(folder, 'config.yaml'), config.join('\n'));
  const program = path.join(folder, 'node_modules/verdaccio/bin/verdaccio');
  const child = spawn(
    process.execPath,
    [program, '--config', path.join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`],
    { cwd: folder, stdio: 'ignore' },
  );
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(`${address}-/ping`).catch(() => undefined))?.ok === true) break;
    await pause(200);
  }
  // npm sends nothing to a registry without a token, and this one takes any.
  writeFileSync(
    path.join(scratch, 'npmrc'),
    `registry=${address}\n//127.0.0.1:${port}/:_authToken=rehearsal\n`,
  );
  return { address, stop: () => child.kill('SIGTERM') };
}

/** @param {string} address */
function publishAll(address) {
  const folder = path.join(clone, '.cache/release');
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return tarballs.map((tarball) => {
    const file = path.join(folder, tarball);
    npm(['publish', file, '--access', 'public', '--registry', address], scratch);
    const { name, version, repository } = JSON.parse(
      run('tar', ['-xOf', file, 'package/package.json'], scratch),
    );
    const unpacked = gunzipSync(readFileSync(file)).length;
    return { name, version, packed: statSync(file).size, unpacked, repository: repository?.url };
  });
}

/** What a stranger does with the packages. @param {string} address */
function used(address) {
  const shop = path.join(scratch, 'shop');
  mkdirSync(path.join(shop, 'migrations'), { recursive: true });
  writeFileSync(path.join(shop, 'migrations/001_drop.sql'), 'DROP TABLE users;\n');
  run('git', ['init', '--quiet', '--initial-branch=main'], shop);
  const env = { ...process.env, npm_config_userconfig: path.join(scratch, 'npmrc'), CI: undefined };
  const check = spawnSync('npx', ['--yes', '--registry', address, 'lockkeeper', 'check'], {
    cwd: shop,
    env: { ...env, npm_config_cache: path.join(scratch, 'cache') },
    encoding: 'utf8',
  });
  if (check.status !== 1 || !check.stdout.includes('migrations/drop-table'))
    throw new Error(`npx lockkeeper check ended with ${check.status}: ${check.stdout}${check.stderr}`);
  const library = path.join(scratch, 'library');
  mkdirSync(library);
  writeFileSync(path.join(library, 'package.json'), '{ "type": "module", "private": true }\n');
  npm(
    ['install', '--silent', '--no-audit', '--no-fund', '@lockkeeper/policy-core', '@lockkeeper/operations'],
    library,
  );
  const bare = medianMs(['--eval', '0'], library);
  const imports = ['@lockkeeper/policy-core', '@lockkeeper/operations'].map((name) => {
    const ms = medianMs(['--input-type=module', '--eval', `await import('${name}')`], library) - bare;
    return `import('${name}') from the registry: ${Math.round(ms)} ms above bare Node (median of ${RUNS})`;
  });
  const program = path.join(library, 'node_modules/.bin/lockkeeper');
  npm(['install', '--silent', '--no-audit', '--no-fund', 'lockkeeper'], library);
  const start = medianMs([program, '--version'], library) - bare;
  return [
    '`npx lockkeeper check` in an empty repository with `DROP TABLE users;`: exit 1, migrations/drop-table',
    ...imports,
    `\`lockkeeper --version\`: ${Math.round(start)} ms above bare Node`,
  ];
}

/** @param {readonly string[]} args @param {string} cwd */
function medianMs(args, cwd) {
  const times = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    execFileSync(process.execPath, args, { cwd, stdio: 'ignore' });
    return performance.now() - begun;
  });
  return times.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
}

/** @param {string} commit @param {ReturnType<typeof publishAll>} rows */
function page(commit, rows) {
  const kb = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(0)} KB`;
  return [
    '# A release, rehearsed',
    '',
    `\`node tools/release/rehearse.mjs\` released a clone of ${commit} to a registry on this machine (Verdaccio ${VERDACCIO}), and used it as a stranger would.`,
    '',
    '| package | version | packed | unpacked | repository |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ name, version, packed, unpacked, repository }) =>
        `| ${name} | ${version} | ${kb(packed)} | ${kb(unpacked)} | ${repository} |`,
    ),
    '',
    ...log.map((line) => `- ${line}`),
    '',
  ].join('\n');
}

/** @param {string} program @param {readonly string[]} args @param {string} cwd */
function run(program, args, cwd) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/** @param {readonly string[]} args @param {string} cwd */
function node(args, cwd) {
  return run(process.execPath, args, cwd);
}

/** @param {readonly string[]} args @param {string} cwd */
function npm(args, cwd) {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, npm_config_userconfig: path.join(scratch, 'npmrc') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

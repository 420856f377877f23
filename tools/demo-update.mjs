// `npm run demo:update`: installs, builds, and updates a real service under our supervisor on this machine: by a signed tag,
// past a tag that somebody moved, through `kill -9` in the middle, and back from a version that is ill.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { makeBot } from './sample-bot/made-bot.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

say('Installing and building Lockkeeper');
if (!process.argv.includes('--built')) {
  const build = [path.join(ROOT, 'tools/pnpm.mjs'), '--silent', 'run', 'build'];
  const built = spawnSync(process.execPath, build, { cwd: ROOT, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The build failed.');
}

// An update refuses settings and signers that a group may write, as they are made where people share one.
process.umask(0o022);
const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'lockkeeper-demo-update-'));
const bot = await makeBot(folder, 'releases');
try {
  await tell();
} finally {
  await bot.end();
}
console.log(`\nDemo folder: ${folder}\nhealthy`);

async function tell() {
  say('A bot trades under `lockkeeper update supervise`. v1.0.0 runs.');
  await show('v1.0.0');

  say('Mia signs v1.1.0. The bot is paused, switched and restarted.');
  bot.release('v1.1.0');
  await expectExit(0, ['run']);
  await show('v1.1.0');

  say('Somebody moves the tag v1.1.0 to another commit.');
  bot.git('commit', '--quiet', '--allow-empty', '--message', 'Not what was released');
  bot.sign('v1.1.0');
  bot.git('push', '--quiet', '--force', 'origin', 'main', 'refs/tags/v1.1.0');
  await expectExit(1, ['run']);
  await show('v1.1.0');

  say('v1.2.0 comes. The updater is killed with kill -9 right behind the switch.');
  bot.release('v1.2.0');
  await expectKilled('before done restart');
  await expectExit(0, ['recover']);
  await show('v1.2.0');

  say('v1.3.0 comes. The updater is killed while it lays the version ready.');
  bot.release('v1.3.0');
  await expectKilled('before done stage');
  await expectExit(1, ['recover']);
  await show('v1.2.0');
  await expectExit(0, ['enable', '--ack']);

  say('v1.4.0 is ill: its health check answers 500.');
  bot.release('v1.4.0', { ILL: 'yes' });
  await expectExit(5, ['run']);
  await show('v1.2.0');

  say('It does not come back by itself, and nobody was cut off in the middle of a trade.');
  await expectExit(0, ['run']);
  await expectExit(0, ['history']);
  await expectExit(0, ['status']);
  console.log(readFileSync(path.join(bot.meta, 'banner.json'), 'utf8').trimEnd());
  if (bot.cutTrades().length > 0) throw new Error('A trade was cut off.');
}

/** @param {string} version */
async function show(version) {
  const health = await bot.health();
  console.log(`The bot answers: ${JSON.stringify(health)}`);
  if (health?.first !== version || health.second !== version) throw new Error(`${version} does not run.`);
}

/**
 * @param {number} exit
 * @param {readonly string[]} args
 */
async function expectExit(exit, args) {
  console.log(`\n$ lockkeeper update ${args.join(' ')} --profile live`);
  const ran = await bot.lockkeeper(['update', ...args, '--profile', 'live']);
  console.log(`${ran.stderr}${ran.stdout}`.trimEnd());
  console.log(`exit code ${ran.exitCode}`);
  if (ran.exitCode !== exit) throw new Error(`It ended with ${ran.exitCode}, and not with ${exit}.`);
}

/** @param {string} killAt */
async function expectKilled(killAt) {
  console.log('\n$ lockkeeper update run --profile live');
  const ran = await bot.lockkeeper(['update', 'run', '--profile', 'live'], { killAt });
  console.log(`${ran.stderr}${ran.stdout}`.trimEnd());
  console.log('killed');
  if (ran.exitCode !== null) throw new Error(`It was not killed, and ended with ${ran.exitCode}.`);
}

/** @param {string} text */
function say(text) {
  console.log(`\n=== ${text}`);
}

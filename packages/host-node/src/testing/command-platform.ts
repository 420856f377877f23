import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { createCommandDriver } from '../write/drivers/command-driver.ts';
import type { CommandPolicy } from '../write/drivers/driver-commands.ts';
import type { DriverPlace } from '../write/drivers/driver-place.ts';
import type { ConformingPlatform } from './driver-conformance.ts';
import { filesIn } from './files-in.ts';
import { temporaryFolder } from './temporary-repository.ts';

/** A platform that programs of one folder speak for. */
export function startCommandPlatform(): ConformingPlatform {
  const folder = temporaryFolder();
  const file = path.join(folder, 'platform');
  writeFileSync(file, `#!${process.execPath}\n${PLATFORM}`);
  chmodSync(file, 0o755);
  const policy: CommandPolicy = {
    kind: 'command',
    deploy: ['./platform', 'deploy', '{sha}', '{key}', '--token={token}'],
    current: ['./platform', 'current'],
    list: ['./platform', 'list'],
    autoDeploy: ['./platform', 'auto'],
    timeoutMs: 20_000,
  };
  const behave = (how: string) => writeFileSync(path.join(folder, 'behaviour'), how);
  behave('live');
  const place = placeAt(folder);
  const server = setInterval(() => finishSlow(folder), 100);
  return {
    policy,
    place,
    driver: (changed = {}) => {
      const isHanging = readFileSync(path.join(folder, 'behaviour'), 'utf8') === 'hangs';
      return createCommandDriver(
        { ...policy, ...(isHanging && { timeoutMs: 1500 }) },
        { ...place, ...changed },
      );
    },
    behave,
    begun: () => {
      const journal = path.join(folder, 'begun');
      if (!existsSync(journal)) return [];
      return readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
    end: async () => {
      clearInterval(server);
      return await Promise.resolve();
    },
  };
}

/** What the platform itself does, whoever waits for it. */
function finishSlow(folder: string): void {
  if (readFileSync(path.join(folder, 'behaviour'), 'utf8') !== 'slow') return;
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.deploy'))) {
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs < 700) continue;
    writeFileSync(file, readFileSync(file, 'utf8').replace('under-way', 'live'));
  }
}

/** Of nothing but a folder. */
export function placeAt(folder: string, env: NodeJS.ProcessEnv = {}): DriverPlace {
  return {
    service: 'api',
    environment: 'staging',
    folder: filesIn(folder),
    env: { PATH: process.env['PATH'], ...env },
    signal: new AbortController().signal,
    github: async () => await Promise.resolve({ known: false, reason: 'there is no GitHub here' }),
    person: undefined,
    pollMs: 50,
  };
}

/** Keeps each deploy in a file of its own. */
const PLATFORM = `
const fs = require('node:fs');
process.chdir(__dirname);
const [verb, commit, key, token] = process.argv.slice(2);
const say = (value) => console.log(JSON.stringify(value));
const deploys = () => fs.readdirSync('.').filter((name) => name.endsWith('.deploy'))
  .map((name) => ({ id: name.replace('.deploy', ''), ...JSON.parse(fs.readFileSync(name, 'utf8')) }))
  .sort((one, other) => Number(other.id) - Number(one.id));
const note = (id, deploy) => {
  fs.writeFileSync(id + '.new', JSON.stringify(deploy));
  fs.renameSync(id + '.new', id + '.deploy');
};
const all = deploys();
const live = all.find(({ state }) => state === 'live') ?? null;
const current = live && { ...live, kept: true };
if (verb === 'current') say(current);
if (verb === 'auto') say(false);
if (verb === 'list') say(all.map((each) => each.state === 'live' && each.id !== live.id ? { ...each, state: 'over' } : each));
if (verb === 'deploy') {
  const id = String(all.length + 1);
  const deploy = { commit, key, state: 'under-way', url: 'https://example.org/deploys/' + id };
  note(id, deploy);
  fs.writeFileSync('pid', String(process.pid));
  const behaviour = fs.readFileSync('behaviour', 'utf8');
  fs.appendFileSync('begun', JSON.stringify({ commit, key, token: token.replace('--token=', '') }) + '\\n');
  if (behaviour === 'hangs') setInterval(() => {}, 1000);
  if (behaviour === 'slow') setTimeout(() => say({ state: 'under-way', id }), 300);
  if (behaviour === 'live' || behaviour === 'failed') {
    note(id, { ...deploy, state: behaviour });
    say({ state: behaviour, id, url: deploy.url });
    process.exitCode = behaviour === 'live' ? 0 : 1;
  }
}
`;

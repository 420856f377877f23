// Makes the sample: a bare remote, a clone of it, two people with keys, and free ports for two services.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('.', import.meta.url));
/** What makes the sample is no part of it. */
const NOT_COPIED = ['made-sample.mjs', 'with-database'];

const DATABASE_POLICY = `migrations:
  alembic: [alembic/versions]
`;

/** Who writes code, and who approves it. */
const PEOPLE = {
  agent: { name: 'agent', email: 'agent@example.com' },
  mia: { name: 'Mia', email: 'mia@example.com' },
};

/**
 * @param {string} folder an empty one
 * @param {Readonly<Record<string, string>>} [databases] the variables that lead to them and to the Python that has Alembic;
 *   left out: the service has none
 * @returns the clone to work in, and the environment of each person
 */
export async function makeSample(folder, databases) {
  const remote = path.join(folder, 'remote.git');
  const clone = path.join(folder, 'shop');
  const keys = path.join(folder, 'keys');
  const platform = path.join(folder, 'platform');
  for (const one of [keys, platform]) mkdirSync(one);
  const ports = [await freePort(), await freePort()];
  const shared = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    SAMPLE_PLATFORM: platform,
    STAGING_PORT: String(ports[0]),
    PRODUCTION_PORT: String(ports[1]),
    STAGING_URL: `http://127.0.0.1:${ports[0]}`,
    PRODUCTION_URL: `http://127.0.0.1:${ports[1]}`,
    ...databases,
  };
  /** @param {keyof typeof PEOPLE} person */
  const environmentOf = (person) => {
    const { name, email } = PEOPLE[person];
    return {
      ...shared,
      USER: person,
      LOCKKEEPER_SIGNING_KEY: path.join(keys, person),
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    };
  };
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote], { env: shared });
  execFileSync('git', ['clone', '--quiet', remote, clone], { env: shared, stdio: 'ignore' });
  cpSync(SOURCE, clone, { recursive: true, filter: (file) => !NOT_COPIED.includes(path.basename(file)) });
  if (databases !== undefined) {
    cpSync(path.join(SOURCE, 'with-database'), clone, { recursive: true });
    const policy = path.join(clone, 'lockkeeper.yaml');
    writeFileSync(policy, `${readFileSync(policy, 'utf8')}\n${DATABASE_POLICY}`);
  }
  mkdirSync(path.join(clone, '.lockkeeper'));
  writeFileSync(path.join(clone, '.lockkeeper/allowed_signers'), signersWithKeys(keys));
  const environments = { agent: environmentOf('agent'), mia: environmentOf('mia') };
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-C', clone, ...args], { env: environments.agent, encoding: 'utf8' }).trim();
  git('checkout', '--quiet', '-b', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The shop');
  git('push', '--quiet', '--set-upstream', 'origin', 'main');
  git('remote', 'set-head', 'origin', 'main');
  return { remote, clone, platform, environments, git };
}

/**
 * Makes a key for each of the people, and the file that names them.
 *
 * @param {string} keys folder of the keys
 */
function signersWithKeys(keys) {
  return Object.entries(PEOPLE)
    .map(([person, { email }]) => {
      const file = path.join(keys, person);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', person, '-f', file]);
      return `${email} namespaces="lockkeeper" ${readFileSync(`${file}.pub`, 'utf8').trim()}\n`;
    })
    .join('');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * Ends what runs on the platform of the sample.
 *
 * @param {string} platform
 */
export function endServices(platform) {
  for (const environment of ['staging', 'production']) {
    try {
      const { pid } = JSON.parse(readFileSync(path.join(platform, environment, 'state.json'), 'utf8'));
      process.kill(pid);
    } catch {
      // It was never started, or has ended.
    }
  }
}

import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { placeAt } from '../../testing/command-platform.ts';
import { orderOf } from '../../testing/driver-conformance.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createCommandDriver } from './command-driver.ts';
import type { CommandPolicy } from './driver-commands.ts';

afterAll(removeTemporaryFolders);

const COMMIT = orderOf().commit;
const KEY = orderOf().key;

interface Programs {
  readonly deploy?: string;
  readonly current?: string;
  readonly list?: string;
  readonly auto?: string;
}

interface DriverOptions {
  readonly words?: readonly string[];
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly folder?: string;
}

/** Programs by their code; what is left out the policy does not name. */
function driverOf(
  programs: Programs,
  { words = [], timeoutMs = 20_000, env = {}, folder = temporaryFolder() }: DriverOptions = {},
) {
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(path.join(folder, name), `#!${process.execPath}\n${body}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  const named = (name: keyof Programs): CommandPolicy['deploy'] | undefined =>
    programs[name] === undefined ? undefined : [`./${name}`];
  const policy: CommandPolicy = {
    kind: 'command',
    deploy: ['./deploy', ...words],
    current: named('current'),
    list: named('list'),
    autoDeploy: named('auto'),
    timeoutMs,
  };
  return createCommandDriver(policy, placeAt(folder, env));
}

const printing = (value: unknown, code = 0) =>
  `process.exitCode = ${code}; console.log(${JSON.stringify(JSON.stringify(value))});`;

describe('what a command that deploys comes to', () => {
  test.each([
    ['live with 0', printing({ state: 'live' }), 'done'],
    ['live with 1', printing({ state: 'live' }, 1), 'unknown'],
    ['failed with 0', printing({ state: 'failed' }), 'failed'],
    ['failed with 1', printing({ state: 'failed', why: 'no room' }, 1), 'failed'],
    ['over', printing({ state: 'over' }), 'failed'],
    ['under way with 1', printing({ state: 'under-way' }, 1), 'unknown'],
    ['nothing with 0', '', 'unknown'],
    ['nothing with 1', 'process.exitCode = 1', 'unknown'],
    ['no JSON with 0', 'console.log("deployed")', 'unknown'],
    ['no JSON with 1', 'console.log("oh"); process.exitCode = 1', 'unknown'],
    ['two values', 'console.log("{}{}")', 'unknown'],
    ['half a value', `process.stdout.write('{"state": "li')`, 'unknown'],
    ['another state', printing({ state: 'LIVE' }), 'unknown'],
    ['a list', printing([{ state: 'live' }]), 'unknown'],
    ['an address with a password', printing({ state: 'live', url: 'https://ana:pw@x.example' }), 'unknown'],
    ['an address of a script', printing({ state: 'live', url: 'javascript:alert(1)' }), 'unknown'],
    ['too much', 'process.stdout.write(" ".repeat(1100000) + JSON.stringify({ state: "live" }))', 'unknown'],
    ['no UTF-8', 'process.stdout.write(Buffer.from([0x22, 0xff, 0x22]))', 'unknown'],
    ['its own death', 'process.kill(process.pid, "SIGKILL")', 'unknown'],
    ['more than is described', printing({ state: 'live', region: 'eu' }), 'done'],
  ])('%s', async (_, deploy, kind) => {
    expect((await driverOf({ deploy }).deploy(orderOf())).kind).toBe(kind);
  });

  test('that cannot be started is failed: nothing of it ran', async () => {
    const driver = driverOf({ deploy: '' });
    expect((await driverOf({}).deploy(orderOf())).kind).toBe('failed');
    const nul = await driver.deploy(orderOf({ key: 'a\0b' }));
    expect(nul.kind).not.toBe('done');
  });

  test('keeps what the platform calls it', async () => {
    const deploy = printing({ state: 'live', id: 17, url: 'https://shop.example/17' });
    expect(await driverOf({ deploy }).deploy(orderOf())).toEqual({
      kind: 'done',
      deploy: { id: '17', url: 'https://shop.example/17' },
    });
  });
});

describe('a command that deploys', () => {
  test('gets the order in its words and in its environment, as it is and without a shell', async () => {
    const deploy = `
      const { LOCKKEEPER_SHA, LOCKKEEPER_KEY, LOCKKEEPER_TOKEN, LOCKKEEPER_ENVIRONMENT, LOCKKEEPER_SERVICE } = process.env;
      const seen = [...process.argv.slice(2), LOCKKEEPER_SHA, LOCKKEEPER_KEY, LOCKKEEPER_TOKEN, LOCKKEEPER_ENVIRONMENT, LOCKKEEPER_SERVICE];
      console.log(JSON.stringify({ state: 'failed', why: seen.join('|').slice(0, 390) }));`;
    const words = ['{sha}', '--key={key}', '{token}{environment}', '{service}', '{other}', '$HOME;{'];
    const result = await driverOf({ deploy }, { words }).deploy(orderOf({ key: '{sha}' }));
    const inWords = `${COMMIT}|--key={sha}|41staging|api|{other}|$HOME;{`;
    expect(result).toEqual({ kind: 'failed', why: `${inWords}|${COMMIT}|{sha}|41|staging|api` });
  });

  test('has what it said last told, without what is secret and in one line', async () => {
    const deploy = `console.error('a'); console.error('token t0p-s3cret of \\u001b[31mana\\nat https://ana:pw@host/x');
      console.error('pass w0rd%20x and w0rd x'); process.exitCode = 4;`;
    const env = { PLATFORM_TOKEN: 't0p-s3cret', DATABASE_URL: 'postgresql://ana:w0rd%20x@db/shop' };
    const result = await driverOf({ deploy }, { env }).deploy(orderOf());
    expect(result).toMatchObject({ kind: 'unknown', why: expect.stringContaining('it exited with 4') });
    const said = JSON.stringify(result);
    for (const secret of ['t0p-s3cret', 'w0rd', 'pw@', '\\u001b']) expect(said).not.toContain(secret);
  });

  test('says nothing secret as an answer either', async () => {
    const deploy = printing({ state: 'failed', why: 'refused t0p-s3cret', id: 't0p-s3cret' });
    const result = await driverOf({ deploy }, { env: { API_KEY: 't0p-s3cret' } }).deploy(orderOf());
    expect(result).toMatchObject({ kind: 'failed', why: 'refused ****' });
  });

  test('that hangs is ended with all that it started', async () => {
    const late = path.join(temporaryFolder(), 'late');
    const child = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(late)}, ''), 1500)`;
    const deploy = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    expect(await driverOf({ deploy }, { timeoutMs: 600 }).deploy(orderOf())).toEqual({
      kind: 'unknown',
      why: 'it did not end within 0.6 s',
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(existsSync(late)).toBe(false);
  });

  test('that goes on is waited for, by whatever command can tell', async () => {
    const deploy = printing({ state: 'under-way', id: '7' });
    const end = (state: string) => ({ commit: COMMIT, key: KEY, state, id: '7' });
    const after = (first: unknown, then: unknown) => `const fs = require('node:fs');
      const isLater = fs.existsSync('asked'); fs.writeFileSync('asked', '');
      console.log(JSON.stringify(isLater ? ${JSON.stringify(then)} : ${JSON.stringify(first)}));`;
    const deployed = async (programs: Programs) =>
      (await driverOf({ deploy, ...programs }).deploy(orderOf())).kind;
    const old = { commit: '0'.repeat(40), key: null, state: 'live' };
    expect(await deployed({ list: after([], [end('live')]) })).toBe('done');
    expect(await deployed({ list: after([], [end('failed')]) })).toBe('failed');
    expect(await deployed({ list: after([], [{ state: 'live', id: '7' }]) })).toBe('done');
    expect(await deployed({ current: after(old, end('live')) })).toBe('done');
    expect(await deployed({})).toBe('unknown');
  });
});

describe('what a command that only asks comes to', () => {
  test.each([
    ['exits with 1', printing([], 1)],
    ['prints no JSON', 'console.log("none")'],
    ['prints another shape', printing({ deploys: [] })],
    ['prints half a commit', printing([{ state: 'live', commit: 'c0ffee' }])],
    ['does not end', 'setInterval(() => {}, 1000)'],
  ])('is not known where it %s, and nothing is deployed then', async (_, list) => {
    const driver = driverOf({ deploy: printing({ state: 'live' }), list }, { timeoutMs: 1500 });
    expect((await driver.list()).known).toBe(false);
    expect((await driver.find(orderOf())).kind).toBe('unknown');
    expect((await driver.deploy(orderOf())).kind).toBe('failed');
  });

  test('is not known where the policy names none, or one that needs an order', async () => {
    const driver = driverOf({ deploy: '' });
    const answers = [await driver.current(), await driver.list(), await driver.deploysByItself()];
    expect(answers.map(({ known }) => known)).toEqual([false, false, false]);
    expect((await driver.find(orderOf())).kind).toBe('unknown');
    const policy = { kind: 'command', deploy: ['x'], current: ['echo', '{sha}'], timeoutMs: 9000 } as const;
    const asked = createCommandDriver({ ...policy, list: undefined, autoDeploy: undefined }, placeAt('/'));
    expect(await asked.current()).toMatchObject({ known: false, reason: expect.stringContaining('{sha}') });
  });

  test('tells whether the platform deploys by itself', async () => {
    expect(await driverOf({ auto: printing(true) }).deploysByItself()).toEqual({ known: true, value: true });
    expect(await driverOf({ auto: printing(false) }).deploysByItself()).toEqual({
      known: true,
      value: false,
    });
    expect((await driverOf({ auto: printing('no') }).deploysByItself()).known).toBe(false);
  });

  test.each([
    ['a list without keys that has the commit', { list: [{ state: 'live', commit: COMMIT }] }, 'unknown'],
    ['a list without keys and commits', { list: [{ state: 'live' }] }, 'unknown'],
    [
      'a list without keys of other commits',
      { list: [{ state: 'live', commit: '0'.repeat(40) }] },
      'not-begun',
    ],
    ['a list of other keys', { list: [{ state: 'live', commit: COMMIT, key: 'other' }] }, 'not-begun'],
    ['an empty list', { list: [] }, 'not-begun'],
    ['the commit that runs', { current: { state: 'live', commit: COMMIT } }, 'done'],
    [
      'the commit that runs, of another order',
      { current: { state: 'live', commit: COMMIT, key: 'b' } },
      'unknown',
    ],
    ['another commit that runs', { current: { state: 'live', commit: '0'.repeat(40) } }, 'unknown'],
    ['that nothing runs', { current: null }, 'unknown'],
  ])('finds an order by %s', async (_, answers, kind) => {
    const programs = Object.fromEntries(
      Object.entries(answers).map(([name, value]) => [name, printing(value)]),
    );
    expect((await driverOf(programs).find(orderOf())).kind).toBe(kind);
  });

  test('is no reason to leave a commit undeployed that another order deployed', async () => {
    const programs = {
      deploy: printing({ state: 'live' }),
      list: printing([{ state: 'over', commit: COMMIT }]),
    };
    expect((await driverOf(programs).deploy(orderOf())).kind).toBe('done');
  });
});

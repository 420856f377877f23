import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { DeployOrder, Driver } from '@lockkeeper/operations/ports';
import type { DriverPolicy } from '@lockkeeper/policy-core/deployment/run';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { GitHubPlace } from '../read/github/forge-from-environment.ts';
import type { DriverPlace } from '../write/drivers/driver-place.ts';

/** What a platform does with the deploys that are begun from now on. */
export type Behaviour = 'live' | 'failed' | 'hangs' | 'slow';

/** A real platform on this machine, and what drives it. */
export interface ConformingPlatform {
  readonly policy: DriverPolicy;
  readonly place: DriverPlace;
  /** The same for a process of its own. */
  readonly github?: GitHubPlace;
  /** Quick, and never shorter than the platform needs. */
  driver(place?: Partial<DriverPlace>): Driver;
  behave(how: Behaviour): void;
  /** All that the platform ever began, in order. */
  begun(): readonly BegunDeploy[];
  end(): Promise<void>;
}

export interface BegunDeploy {
  readonly commit: string;
  readonly key: string;
  readonly token: string;
}

interface Conformance {
  readonly start: () => Promise<ConformingPlatform>;
  /** Lacks what its platform needs. */
  readonly unconfigured: () => Driver;
}

const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
const OTHER = 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef';
const NEVER = new AbortController().signal;

export function orderOf(order: Partial<DeployOrder> = {}): DeployOrder {
  return {
    commit: COMMIT,
    environment: 'staging',
    service: 'api',
    key: 'run-7/forward/1',
    token: 41,
    since: new Date().toISOString(),
    signal: NEVER,
    ...order,
  };
}

/** What every driver keeps whose platform knows its deploys. */
export function describeDriver(name: string, { start, unconfigured }: Conformance): void {
  describe(`the driver ${name}`, () => {
    let platform: ConformingPlatform;
    beforeEach(async () => {
      platform = await start();
    });
    afterEach(async () => {
      await platform.end();
    });

    test('deploys, and knows afterwards what it deployed', async () => {
      const driver = platform.driver();
      expect(await driver.current()).toMatchObject({ known: true, value: null });
      const result = await driver.deploy(orderOf());
      expect(result).toMatchObject({ kind: 'done', deploy: { id: expect.any(String) } });
      const live = { commit: COMMIT, key: 'run-7/forward/1', state: 'live' };
      expect(await driver.list()).toMatchObject({ known: true, value: [live] });
      expect(await platform.driver().current()).toMatchObject({ known: true, value: live });
    });

    test('hands the fencing token on', async () => {
      await platform.driver().deploy(orderOf({ token: 4711 }));
      expect(platform.begun()).toEqual([{ commit: COMMIT, key: 'run-7/forward/1', token: '4711' }]);
    });

    test('says that a deploy failed, and what ran before runs on', async () => {
      const driver = platform.driver();
      await driver.deploy(orderOf());
      platform.behave('failed');
      const order = orderOf({ key: 'run-8/forward/1', commit: OTHER });
      expect((await driver.deploy(order)).kind).toBe('failed');
      expect((await driver.find(order)).kind).toBe('failed');
      expect(await driver.current()).toMatchObject({ known: true, value: { commit: COMMIT } });
      expect(await driver.list()).toMatchObject({ value: [{ state: 'failed' }, { state: 'live' }] });
    });

    test('does not know of a deploy that hangs', async () => {
      platform.behave('hangs');
      expect((await platform.driver().deploy(orderOf())).kind).toBe('unknown');
      expect(platform.begun()).toHaveLength(1);
    });

    test('does not know of a deploy that it was told to leave', async () => {
      platform.behave('hangs');
      const stop = new AbortController();
      const leaving = platform.driver().deploy(orderOf({ signal: stop.signal }));
      await expect.poll(() => platform.begun()).toHaveLength(1);
      stop.abort();
      expect((await leaving).kind).toBe('unknown');
    });

    test('begins nothing where it is told to stop beforehand', async () => {
      const result = await platform.driver().deploy(orderOf({ signal: AbortSignal.abort() }));
      const place = { signal: AbortSignal.abort() };
      expect([result.kind, (await platform.driver(place).deploy(orderOf())).kind]).toEqual([
        'failed',
        'failed',
      ]);
      expect(platform.begun()).toEqual([]);
    });

    test('deploys once for one key, whoever asks, and again for another', async () => {
      const first = await platform.driver().deploy(orderOf());
      expect(await platform.driver().deploy(orderOf())).toEqual(first);
      expect(platform.begun()).toHaveLength(1);
      await platform.driver().deploy(orderOf({ key: 'run-7/forward/10' }));
      expect(platform.begun()).toHaveLength(2);
    });

    test('knows that an order was never begun', async () => {
      await platform.driver().deploy(orderOf());
      expect(await platform.driver().find(orderOf({ key: 'run-7/back/1' }))).toEqual({ kind: 'not-begun' });
    });

    test('finds by its key what somebody began who was killed in between, and begins no other', async () => {
      platform.behave('slow');
      const killed = await deployElsewhere(platform, orderOf());
      await expect.poll(() => platform.begun(), { interval: 20 }).toHaveLength(1);
      killed.kill('SIGKILL');
      await new Promise((resolve) => {
        killed.once('exit', resolve);
      });
      const found = await platform.driver().find(orderOf());
      expect(found).toMatchObject({ kind: 'done' });
      expect(await platform.driver().deploy(orderOf())).toEqual(found);
      expect(platform.begun()).toHaveLength(1);
    });

    test('knows of nothing, and begins nothing, where it is not configured', async () => {
      const driver = unconfigured();
      expect((await driver.deploy(orderOf())).kind).toBe('failed');
      expect((await driver.find(orderOf())).kind).toBe('unknown');
      const answers = [await driver.current(), await driver.list(), await driver.deploysByItself()];
      expect(answers.map(({ known }) => known)).toEqual([false, false, false]);
    });
  });
}

/** A process that gives the order with what was built, and that nothing else happens in. */
export async function deployElsewhere({ policy, place, github }: ConformingPlatform, order: DeployOrder) {
  const given = {
    policy,
    place: { ...place, signal: undefined },
    files: await place.folder(),
    order,
    github,
  };
  const program = `
    const { createDriver } = await import(${JSON.stringify(BUILT)});
    const { policy, place, files, order, github } = JSON.parse(process.argv[1]);
    const { signal } = new AbortController();
    const known = async () => ({ known: true, value: github });
    const folder = async () => files;
    await createDriver(policy, { ...place, folder, signal, github: known }).deploy({ ...order, signal });`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program, JSON.stringify(given)], {
    stdio: 'inherit',
    env: place.env,
  });
}

const BUILT = fileURLToPath(new URL('../../dist/write/index.js', import.meta.url));

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import type { Register } from '@lockkeeper/operations/ports';
import { afterAll, describe, expect, test } from 'vitest';

import { bundleWriter } from '../../testing/bundle-for-child.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { withRegisterLock } from './register-lock.ts';
import { createFileRegister } from './file-register.ts';
import { isRunning, thisProcess } from './this-process.ts';

afterAll(removeTemporaryFolders);

const fresh = () => ({ register: createFileRegister(temporaryFolder()), what: 'the log' });

describe('work that nobody may disturb', () => {
  test('runs one after the other', async () => {
    const place = fresh();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await wait(5);
      seen.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map(async (name) => await withRegisterLock(place, work(name))));
    const pairs = [seen.slice(0, 2), seen.slice(2, 4), seen.slice(4)].map((pair) => pair.join());
    expect(pairs.toSorted()).toEqual(['a begins,a ends', 'b begins,b ends', 'c begins,c ends']);
  });

  test('gives back what it makes, and lets the next one in also when it fails', async () => {
    const place = fresh();
    const failing = async () => await Promise.reject(new Error('no'));
    await expect(withRegisterLock(place, failing)).rejects.toThrow('no');
    expect(await withRegisterLock(place, async () => await Promise.resolve(7))).toBe(7);
  });

  test('lets the next one in also where the place could not be given back', async () => {
    const place = { ...fresh(), patience: 1000 };
    const full = new Error('the disk is full');
    const swap: Register['swap'] = async (seen, text) =>
      await (text === '' ? Promise.reject(full) : place.register.swap(seen, text));
    const filling = { ...place, register: { ...place.register, swap } };
    await expect(withRegisterLock(filling, async () => await Promise.resolve())).rejects.toThrow(full);
    const failing = async () => await Promise.reject(new Error('no'));
    await expect(withRegisterLock(filling, failing), 'what the work met comes first').rejects.toThrow('no');
    expect(await withRegisterLock(place, async () => await Promise.resolve('done'))).toBe('done');
  });

  test('is not begun where another process keeps the place too long', async () => {
    const place = { ...fresh(), patience: 30 };
    await withRegisterLock(place, async () => {
      await expect(withRegisterLock(place, async () => await Promise.resolve())).rejects.toThrow(
        new RegExp(`^Process ${process.pid} on .+ keeps the log for too long\\. End it if it hangs`),
      );
    });
  });

  test('waits for one on another machine, who cannot be asked, and for one of whom nothing can be read', async () => {
    for (const text of [JSON.stringify({ ...(await thisProcess()), host: 'build-7', pid: 3 }), '{"host":']) {
      const place = { ...fresh(), patience: 20 };
      await place.register.swap(await place.register.read(), text);
      await expect(withRegisterLock(place, async () => await Promise.resolve())).rejects.toThrow(
        text.endsWith('}') ? 'Process 3 on build-7 keeps the log' : 'an unknown machine keeps the log',
      );
    }
  });

  test('does not wait for one that was killed', async () => {
    const folder = temporaryFolder();
    const bundle = await bundleWriter(temporaryFolder());
    const script = `
      import { createFileRegister, withRegisterLock } from ${JSON.stringify(bundle)};
      await withRegisterLock({ register: createFileRegister(${JSON.stringify(folder)}), what: 'x' }, () => {
        console.log('in');
        return new Promise((resolve) => setTimeout(resolve, 60000));
      });
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await ended;
    const place = { register: createFileRegister(folder), what: 'the log', patience: 1000 };
    expect(await withRegisterLock(place, async () => await Promise.resolve('done'))).toBe('done');
  });
});

describe('a process', () => {
  test('runs while it does', async () => {
    expect(await isRunning(await thisProcess())).toBe(true);
  });

  test('does not run any more where another one has its number now, or the machine was started again', async () => {
    const mark = await thisProcess();
    expect(await isRunning({ ...mark, started: '1' })).toBe(false);
    expect(await isRunning({ ...mark, boot: 'before' })).toBe(false);
    expect(await isRunning({ ...mark, pid: 2 ** 22 + 1, started: '' })).toBe(false);
  });

  test('elsewhere cannot be asked for', async () => {
    const mark = await thisProcess();
    expect(await isRunning({ ...mark, host: 'build-7' })).toBeUndefined();
    expect(await isRunning({ ...mark, numbering: 'pid:[1]' })).toBeUndefined();
  });
});

import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, describe, expect, test } from 'vitest';

import { bundleWriter } from '../../testing/bundle-for-child.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createFileRegister } from './file-register.ts';

const run = promisify(execFile);
afterAll(removeTemporaryFolders);

const empty = () => path.join(temporaryFolder(), 'register');

describe('a register', () => {
  test('that nobody wrote holds nothing', async () => {
    expect(await createFileRegister(empty()).read()).toEqual({ version: '0', text: undefined });
  });

  test('holds the last text, whoever reads it', async () => {
    const folder = empty();
    const register = createFileRegister(folder);
    expect(await register.swap(await register.read(), 'alice')).toEqual({ version: '1', text: 'alice' });
    expect(await register.swap(await register.read(), '')).toEqual({ version: '2', text: '' });
    expect(await createFileRegister(folder).read()).toEqual({ version: '2', text: '' });
  });

  test('is not changed by who saw it before somebody else changed it', async () => {
    const register = createFileRegister(empty());
    const seen = await register.read();
    await register.swap(seen, 'alice');
    expect(await register.swap(seen, 'bob')).toBeUndefined();
    expect(await register.read()).toEqual({ version: '1', text: 'alice' });
  });

  test('is not changed by who was held up until the versions he saw were tidied up', async () => {
    const register = createFileRegister(empty());
    const seen = await register.read();
    for (let change = 0; change < 40; change += 1)
      await register.swap(await register.read(), `change ${change}`);
    expect(await register.swap(seen, 'late')).toBeUndefined();
    expect(await register.read()).toEqual({ version: '40', text: 'change 39' });
  });

  test('does not grow with the number of its changes', async () => {
    const folder = empty();
    const register = createFileRegister(folder);
    for (let change = 0; change < 50; change += 1) await register.swap(await register.read(), 'x');
    expect(readdirSync(folder)).toHaveLength(16);
  });

  test('pays no heed to files that are none of its own', async () => {
    const folder = empty();
    mkdirSync(folder);
    for (const name of ['.lockkeeper-1-aa.tmp', '0000000000010', 'x00000000009'])
      writeFileSync(path.join(folder, name), 'stray');
    expect(await createFileRegister(folder).read()).toEqual({ version: '0', text: undefined });
  });
});

test('of 8 processes that go for a register at once, exactly one gets it, 100 times, also from one who has died', async () => {
  const folder = temporaryFolder();
  const bundle = await bundleWriter(temporaryFolder());
  const rounds = Array.from({ length: 100 }, (_, round) => path.join(folder, String(round)));
  for (const [round, place] of rounds.entries()) {
    const register = createFileRegister(place);
    // In every other round there is one to take it from.
    if (round % 2 === 1) await register.swap(await register.read(), 'somebody who has died');
  }
  const script = `
    import { existsSync, writeFileSync } from 'node:fs';
    import { createFileRegister } from ${JSON.stringify(bundle)};
    const [folder, name] = process.argv.slice(1);
    const races = [];
    for (let round = 0; round < 100; round += 1) {
      const register = createFileRegister(folder + '/' + round);
      races.push({ round, register, seen: await register.read() });
    }
    writeFileSync(folder + '/ready-' + name, '');
    // Nobody goes before everybody has looked.
    while (!['0', '1', '2', '3', '4', '5', '6', '7'].every((other) => existsSync(folder + '/ready-' + other)));
    for (const { round, register, seen } of races)
      if (await register.swap(seen, name)) console.log(round);
  `;
  const racers = Array.from({ length: 8 }, async (_, name) => {
    const args = ['--input-type=module', '--eval', script, folder, String(name)];
    const { stdout } = await run(process.execPath, args);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  });
  const winners = (await Promise.all(racers)).flat().toSorted((a, b) => a - b);
  expect(winners).toEqual(rounds.map((_, round) => round));
});

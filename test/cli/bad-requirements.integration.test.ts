import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const POLICY = `version: 1\ndependencies: [{ id: backend, source: ${SOURCE}, lock: ${LOCK} }]\n`;
const PINS = 'fastapi==0.110.0\nhttpx==0.27.0\n';

/** What lies in place of a source, and the clause that says why it is not judged. */
const UNREADABLE: readonly (readonly [what: string, bytes: () => Buffer, because: string])[] = [
  ['50 MB of pins', () => Buffer.alloc(50 * 1024 * 1024, 'fastapi==0.110.0\n'), 'it has 50.0 MB'],
  ['50 MB without a line end', () => Buffer.alloc(50 * 1024 * 1024, 'x'), 'it has 50.0 MB'],
  ['3 MB of pins', () => Buffer.alloc(3 * 1024 * 1024, 'fastapi==0.110.0\n'), 'it has 3.0 MB'],
  ['a binary file', () => Buffer.from('7f454c4602010100000000000000', 'hex'), 'it is a binary file'],
  ['a NUL among the pins', () => Buffer.from(`${PINS}\0evil\n`), 'it is a binary file'],
  ['UTF-16 without a mark', () => Buffer.from(PINS, 'utf16le'), 'it is a binary file'],
  ['UTF-16 of half a character', () => Buffer.from('fffe6100d8', 'hex'), 'it is not valid UTF-16'],
  ['UTF-32 of half a character', () => Buffer.from('fffe0000610000', 'hex'), 'it is not valid UTF-32'],
  ['invalid UTF-8', () => Buffer.from('a==1  # caf\xe9\n', 'latin1'), 'it is not valid UTF-8'],
  [
    'an encoding in which pip would see other lines',
    () => Buffer.from('# coding: utf-7\nfastapi==0.110.0\n# +AAo-evil\n'),
    'its coding comment names "utf-7", which is not read',
  ],
];

describe.each(UNREADABLE)('requirements that hold %s', (_, bytes, because) => {
  test('are a finding with the reason', async () => {
    const repository = repositoryWith({ [SOURCE]: bytes(), [LOCK]: Buffer.from(PINS) });
    const { exitCode, stdout, stderr } = await check(repository);
    expect(stderr).toBe('');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`Cannot analyse ${SOURCE}: ${because}`);
    expect(stdout).toContain('dependencies/encoding');
  });

  test('are one in a pull request as well, where git is asked for them', async () => {
    const repository = repositoryWith({ [SOURCE]: Buffer.from(PINS), [LOCK]: Buffer.from(PINS) });
    write(repository, { [SOURCE]: bytes() });
    repository.commit();
    const { exitCode, stdout } = await check(repository, '--base', 'HEAD~1', '--head', 'HEAD');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`Cannot analyse ${SOURCE}: ${because}`);
  });
});

test('a NUL behind what is looked at for one is a finding as well', async () => {
  const bytes = Buffer.from(`${'# a comment\n'.repeat(1000)}fastapi==0.110.0\nhttpx==0.27.0\0\n`);
  const { exitCode, stdout } = await check(repositoryWith({ [SOURCE]: bytes, [LOCK]: bytes }));
  expect(exitCode).toBe(1);
  expect(stdout).toContain('1002 | httpx==0.27.0');
});

describe('requirements that pip can read', () => {
  test.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${PINS}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${PINS}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${PINS}`, 'utf16le').swap16()],
    ['UTF-32, little end first', utf32(`\ufeff${PINS}`)],
    ['UTF-32, big end first', utf32(`\ufeff${PINS}`).swap32()],
    ['latin-1 that says so', Buffer.from(`# coding: latin-1, caf\xe9\n${PINS}`, 'latin1')],
  ])('pass in %s, against a lock in UTF-8', async (_, bytes) => {
    const repository = repositoryWith({ [SOURCE]: bytes, [LOCK]: Buffer.from(PINS) });
    const { exitCode, stdout } = await check(repository);
    expect(exitCode, stdout).toBe(0);
  });
});

describe('a fix', () => {
  const LOCKED = 'fastapi==0.110.0\nhttpx==0.27.0\nidna==3.6\n';
  const loose = (text: string) => text.replace('httpx==0.27.0', 'httpx>=0.20');

  test.each([
    ['those of an old Mac', LOCKED.replaceAll('\n', '\r')],
    ['those of Windows', LOCKED.replaceAll('\n', '\r\n')],
    ['mixed ones', 'fastapi==0.110.0\r\nhttpx==0.27.0\ridna==3.6\n'],
    ['mixed ones, without one at the end', 'fastapi==0.110.0\rhttpx==0.27.0\r\nidna==3.6'],
  ])('leaves the line ends as they are: %s', async (_, mended) => {
    const repository = repositoryWith({ [SOURCE]: Buffer.from(loose(mended)), [LOCK]: Buffer.from(LOCKED) });
    const { exitCode, stdout } = await check(repository, '--fix');
    expect(exitCode, stdout).toBe(0);
    expect(bytesOf(repository, SOURCE)).toEqual(Buffer.from(mended));
  });

  test.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-32', (text: string) => utf32(`\ufeff${text}`)],
    ['latin-1', (text: string) => Buffer.from(`# coding: latin-1, caf\xe9\n${text}`, 'latin1')],
  ])('leaves the encoding as it is: %s', async (_, encoded) => {
    const repository = repositoryWith({ [SOURCE]: encoded(loose(LOCKED)), [LOCK]: Buffer.from(LOCKED) });
    const { exitCode, stdout } = await check(repository, '--fix');
    expect(exitCode, stdout).toBe(0);
    expect(bytesOf(repository, SOURCE)).toEqual(encoded(LOCKED));
  });
});

function check(repository: TemporaryRepository, ...args: readonly string[]) {
  return lockkeeper(['check', ...args], { cwd: repository.root });
}

function repositoryWith(files: Readonly<Record<string, Buffer>>): TemporaryRepository {
  const repository = temporaryRepository();
  write(repository, { 'lockkeeper.yaml': Buffer.from(POLICY), ...files });
  repository.commit();
  return repository;
}

function write({ root }: TemporaryRepository, files: Readonly<Record<string, Buffer>>): void {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function bytesOf({ root }: TemporaryRepository, name: string): Buffer {
  return readFileSync(path.join(root, name));
}

/** Little end first, of ASCII and the mark. */
function utf32(text: string): Buffer {
  return Buffer.concat(Array.from(text, (character) => Buffer.from(`${character}\0`, 'utf16le')));
}

import { describe, expect, test } from 'vitest';

import { SOURCE_OPTIONS } from '../../policy/named-options.ts';
import { shellWords } from '../requirements/shell-words.ts';
import { lockCommand } from './lock-command.ts';

const BACKEND = { source: 'backend/requirements.in', lock: 'backend/requirements.txt' };
const ROOT = { source: 'requirements.in', lock: 'requirements.txt' };

function decide(
  line: string,
  {
    pair = BACKEND,
    packages = [],
    refusedOptions = SOURCE_OPTIONS,
  }: { pair?: typeof BACKEND; packages?: readonly string[]; refusedOptions?: readonly string[] } = {},
) {
  const written = shellWords(line)?.map(({ text }) => text) ?? [];
  return lockCommand({ written, pair, refusedOptions, packages });
}

function runs(line: string, options: Parameters<typeof decide>[1] = {}) {
  const decided = decide(line, options);
  if (decided.kind === 'shown') throw new Error(decided.problem);
  return { line: decided.command.words.join(' '), folder: decided.command.folder };
}

function refusal(line: string, options: Parameters<typeof decide>[1] = {}) {
  const decided = decide(line, options);
  return decided.kind === 'shown' ? decided.problem : decided.command.words.join(' ');
}

describe('the command in the header of a lock', () => {
  test('[row 2.01] runs as it is written, with what to upgrade behind it', () => {
    expect(runs('pip-compile --output-file=backend/requirements.txt backend/requirements.in')).toEqual({
      line: 'pip-compile --output-file=backend/requirements.txt backend/requirements.in --upgrade',
      folder: '',
    });
  });

  test('[row 2.01] names the packages where only some are wanted', () => {
    const { line } = runs('pip-compile -o requirements.txt requirements.in', {
      pair: ROOT,
      packages: ['httpx', 'anyio==4.7.0'],
    });
    expect(line).toBe(
      'pip-compile -o requirements.txt requirements.in --upgrade-package httpx --upgrade-package anyio==4.7.0',
    );
  });

  test('runs in the folder from which it makes this lock from this source', () => {
    expect(runs('pip-compile --output-file=requirements.txt requirements.in').folder).toBe('backend');
    expect(runs('uv pip compile ../backend/requirements.in -o ../backend/requirements.txt').folder).toBe(
      'backend',
    );
    const deep = { source: 'services/api/in.txt', lock: 'services/api/lock/out.txt' };
    expect(runs('pip-compile -o api/lock/out.txt api/in.txt', { pair: deep }).folder).toBe('services');
  });

  test.each([
    'pip-compile --output-file=requirements.txt requirements.in',
    'pip-compile --generate-hashes --allow-unsafe --strip-extras -o requirements.txt requirements.in',
    'pip-compile --no-emit-index-url --resolver=backtracking -o requirements.txt -c constraints.txt requirements.in',
    'python -m piptools compile --output-file=requirements.txt requirements.in',
    'python3.11 -m piptools compile -q -o requirements.txt requirements.in',
    'uv pip compile requirements.in -o requirements.txt',
    'uv pip compile --universal --python-version 3.11 requirements.in --output-file requirements.txt',
    'uv pip compile --python-platform linux --exclude-newer 2026-01-01 requirements.in -o requirements.txt',
    'pip-compile requirements.in',
    'pip-compile extra.in requirements.in -o requirements.txt',
    'pip-compile ./requirements.in -o ./requirements.txt',
  ])('is run when it is one of the known ones: %s', (line) => {
    expect(runs(line, { pair: ROOT })).toEqual({ line: `${line} --upgrade`, folder: '' });
  });

  test('loses what it was told to upgrade then', () => {
    expect(
      runs(
        'pip-compile -U --upgrade-package x -P y==1 --upgrade-package=z -o requirements.txt requirements.in',
        {
          pair: ROOT,
        },
      ).line,
    ).toBe('pip-compile -o requirements.txt requirements.in --upgrade');
  });
});

describe('a command that is only shown', () => {
  test.each([
    ['make lock', 'it calls make, which is not a known program'],
    [
      './pip-compile -o requirements.txt requirements.in',
      'it calls ./pip-compile, which is not a known program',
    ],
    ['/usr/bin/pip-compile requirements.in', 'it calls /usr/bin/pip-compile, which is not a known program'],
    ['PIP_COMPILE requirements.in', 'it calls PIP_COMPILE, which is not a known program'],
    ['python -m evil compile requirements.in', 'it calls python, which is not a known program'],
    ['python -c "import os" requirements.in', 'it calls python, which is not a known program'],
    ['python2.7 -m piptools compile requirements.in', 'it calls python2.7, which is not a known program'],
    ['uv run evil', 'it calls uv, which is not a known program'],
    ['uv export -o requirements.txt', 'it calls uv, which is not a known program'],
    ['env A=1 pip-compile', 'it calls env, which is not a known program'],
    ['', 'it calls nothing, which is not a known program'],
  ])('calls another program: %s', (line, problem) => {
    expect(refusal(line, { pair: ROOT })).toBe(problem);
  });

  test.each([
    ['pip-compile requirements.in; rm -rf /', 'requirements.in;'],
    ['pip-compile requirements.in && rm -rf /', '&&'],
    ['pip-compile requirements.in | tee x', '|'],
    ['pip-compile requirements.in > x', '>'],
    ['pip-compile $(id) requirements.in', '$(id)'],
    ['pip-compile `id` requirements.in', '`id`'],
    ['pip-compile --extra "a\nb" requirements.in', 'a\nb'],
  ])('holds what only a shell reads: %s', (line, sign) => {
    expect(refusal(line, { pair: ROOT })).toBe(`${sign} is for a shell, and no shell reads it`);
  });

  test.each([
    '--pip-args=--index-url=https://evil.example',
    '--config=evil.toml',
    '--cert=x.pem',
    '--client-cert=x',
    '--cache-dir=/tmp/x',
    '--python-executable=./evil',
    '--dry-run',
    '--keyring-provider=subprocess',
    '--directory=..',
    '--oops',
    '-oX',
    '--',
  ])('has an option that is not known to be harmless: %s', (option) => {
    for (const start of ['pip-compile', 'uv pip compile']) {
      expect(refusal(`${start} ${option} requirements.in -o requirements.txt`, { pair: ROOT })).toMatch(
        /^the option -\S* is not one that is known to be harmless$/,
      );
    }
  });

  test.each([
    ['--output-file', 'the option --output-file has no value'],
    ['--generate-hashes=yes', 'the option --generate-hashes takes no value'],
  ])('cannot be read: %s', (option, problem) => {
    expect(refusal(`pip-compile requirements.in ${option}`, { pair: ROOT })).toBe(problem);
  });

  test.each([
    ['pip-compile --index-url https://pypi.example/simple', '--index-url'],
    ['pip-compile -i https://pypi.example/simple', '-i'],
    ['pip-compile --extra-index-url=https://pypi.example', '--extra-index-url'],
    ['pip-compile --find-links wheels', '--find-links'],
    ['pip-compile --trusted-host pypi.example', '--trusted-host'],
    ['pip-compile --pre', '--pre'],
    ['uv pip compile --default-index https://pypi.example', '--default-index'],
    ['uv pip compile --index https://pypi.example', '--index'],
    ['uv pip compile --index-strategy unsafe-best-match', '--index-strategy'],
    ['uv pip compile --prerelease allow', '--prerelease'],
    ['uv pip compile --torch-backend cu121', '--torch-backend'],
    ['uv pip compile --allow-insecure-host pypi.example', '--allow-insecure-host'],
  ])('changes where packages come from: %s', (start, option) => {
    const line = `${start} -o requirements.txt requirements.in`;
    expect(refusal(line, { pair: ROOT })).toBe(
      `${option} changes where packages come from, which the policy refuses`,
    );
    expect(runs(line, { pair: ROOT, refusedOptions: [] }).line).toBe(`${line} --upgrade`);
  });

  test.each([
    ['pip-compile -o /etc/passwd requirements.in', '/etc/passwd is no path inside the repository'],
    [
      'pip-compile -o requirements.txt /etc/requirements.in',
      '/etc/requirements.in is no path inside the repository',
    ],
    [
      'pip-compile -o requirements.txt ~/requirements.in',
      '~/requirements.in is no path inside the repository',
    ],
    ['uv pip compile - -o requirements.txt', 'the option - is not one that is known to be harmless'],
    [
      'uv pip compile https://x.example/r.in -o requirements.txt',
      'https://x.example/r.in is no path inside the repository',
    ],
    [
      String.raw`uv pip compile 'C:\r.in' -o requirements.txt`,
      String.raw`C:\r.in is no path inside the repository`,
    ],
    ['pip-compile -o other.txt requirements.in', 'it writes other.txt, which is not requirements.txt'],
    ['pip-compile -o requirements.txt other.in', 'it does not read requirements.in'],
    ['pip-compile -o requirements.txt requirements.in ../x.in', '../x.in lies outside the repository'],
    ['pip-compile -o requirements.txt -c ../c.txt requirements.in', '../c.txt lies outside the repository'],
    ['uv pip compile requirements.in', 'it does not say which file it writes'],
    ['pip-compile', 'it does not say which file it writes'],
  ])('is not about this pair or leaves the repository: %s', (line, problem) => {
    expect(refusal(line, { pair: ROOT })).toBe(problem);
  });
});

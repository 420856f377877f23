import { describe, expect, test } from 'vitest';

import { startScript } from '../../generate/start-script.ts';
import { migrationStarts, startScriptsAmong } from './migration-starts.ts';

function told(...lines: readonly string[]): readonly string[] {
  return migrationStarts('start.sh', lines.join('\n')).map(({ line, onFailure }) => `${line} ${onFailure}`);
}

const SERVER = 'exec uvicorn app:app';

describe('a start goes on after migrations that failed [row 4.67]', () => {
  test.each([
    [
      'the words of the policy',
      'alembic upgrade head || echo "⚠️ Database migrations failed - continuing anyway"',
    ],
    ['|| true', 'alembic upgrade head || true'],
    ['|| :', 'alembic upgrade head || :'],
    ['with its output elsewhere', 'alembic upgrade head > migrate.log 2>&1 || true'],
    ['a block', 'alembic upgrade head || { echo "failed"; echo "going on"; }'],
    ['nothing', 'alembic upgrade head'],
    ['another command on the line', 'alembic upgrade head; echo done'],
    ['by another program', 'poetry run alembic -c app/alembic.ini upgrade head || true'],
    ['by Python', 'DATABASE_URL=x python3 -m alembic upgrade head || true'],
    ['from a folder', 'cd backend && alembic upgrade head || true'],
  ])('by %s', (_, line) => {
    expect(told('#!/bin/bash', line, SERVER)).toEqual(['2 goes-on']);
  });

  test('by a condition that only speaks of it', () => {
    const lines = ['if ! alembic upgrade head; then', '  echo "continuing anyway"', 'fi', SERVER];
    expect(told(...lines)).toEqual(['1 goes-on']);
    expect(told('if ! alembic upgrade head; then echo "we do not exit for that"; fi', SERVER)).toEqual([
      '1 goes-on',
    ]);
    expect(told('alembic upgrade head', 'if [ $? -ne 0 ]; then echo no; fi', SERVER)).toEqual(['1 goes-on']);
  });

  test('by a function that only speaks of it', () => {
    expect(told('warn() {', '  echo "$1"', '}', 'alembic upgrade head || warn no', SERVER)).toEqual([
      '4 goes-on',
    ]);
  });

  test('as nothing makes the shell strict any more', () => {
    expect(told('set -e', 'set +e', 'alembic upgrade head', SERVER)).toEqual(['3 goes-on']);
    expect(told('set -e', 'set -u +e', 'alembic upgrade head', SERVER)).toEqual(['3 goes-on']);
    expect(told('set -o pipefail', 'alembic upgrade head', SERVER)).toEqual(['2 goes-on']);
    expect(told('set -euo pipefail', 'alembic upgrade head || true', SERVER)).toEqual(['2 goes-on']);
  });
});

describe('a start ends where migrations fail', () => {
  test.each([
    ['strict', ['set -e', 'alembic upgrade head']],
    ['strict in one word', ['set -euo pipefail', 'alembic upgrade head']],
    ['strict by name', ['set -o errexit', 'alembic upgrade head']],
    ['strict in a second word', ['set -u -e', 'alembic upgrade head']],
    ['strict behind a name', ['set -uo pipefail -e', 'alembic upgrade head']],
    ['strict behind a function', ['set -e', 'f() {', '  echo no', '}', 'alembic upgrade head']],
    ['strict from its first line', ['#!/bin/sh -e', 'alembic upgrade head']],
    ['by an exit', ['alembic upgrade head || exit 1']],
    ['by an exit in a block', ['alembic upgrade head || { echo no; exit 1; }']],
    ['by an exit in a block of lines', ['alembic upgrade head || {', '  echo no', '  exit 1', '}']],
    ['by an exit in a condition', ['if ! alembic upgrade head; then', '  exit 1', 'fi']],
    ['by an exit behind it', ['alembic upgrade head', 'if [ "$?" -ne 0 ]; then', '  exit 1', 'fi']],
    ['by an exit in a function', ['die() {', '  exit 1', '}', 'alembic upgrade head || die']],
    ['before the server on the same line', ['alembic upgrade head && exec uvicorn app:app']],
    ['over lines', ['set -e', 'alembic \\', '  upgrade \\', '  head']],
  ])('%s', (_, lines) => {
    expect(migrationStarts('start.sh', [...lines, SERVER].join('\n'))).toMatchObject([
      { path: 'start.sh', onFailure: 'stops' },
    ]);
  });

  test('with the last command, whose exit code is that of the script', () => {
    expect(told('#!/bin/sh', 'alembic upgrade head', '', '# done')).toEqual(['2 stops']);
  });

  test('as the script that is generated does', () => {
    const environments = [{ folder: '' }, { folder: 'my app', config: 'a.ini', section: 'billing' }];
    const lines = startScript({ alembic: 'alembic', environments, leftOut: [], startLine: 'x' });
    const found = migrationStarts('scripts/start_migrations.sh', ['#!/bin/sh', ...lines].join('\n'));
    expect(found.map(({ onFailure }) => onFailure)).toEqual(['stops', 'stops']);
  });
});

describe('what a start does is not guessed at', () => {
  test.each([
    ['a loop', ['until alembic upgrade head; do', 'sleep 1', 'done']],
    ['a pipe', ['alembic upgrade head | tee log']],
    ['the background', ['alembic upgrade head &']],
    ['a chain', ['wait_for_db && alembic upgrade head']],
    ['what follows', ['alembic upgrade head && echo done']],
    ['a function that is not here', ['alembic upgrade head || failed']],
    ['a function around it', ['migrate() {', 'alembic upgrade head', '}']],
    ['a function on one line', ['migrate() { alembic upgrade head; }']],
    [
      'a strict function, as a shell is not strict in a condition',
      ['set -e', 'migrate() {', '  cd app', '  alembic upgrade head', '}', 'migrate || echo going on'],
    ],
    ['a function with a block', ['set -e', 'f() {', 'x || {', 'y', '}', 'alembic upgrade head', '}', 'if f']],
    ['a condition of something else', ['set -e', 'if [ "$RUN" = 1 ]; then alembic upgrade head; fi']],
    ['a subshell', ['alembic upgrade head || (echo no; exit 1)']],
    ['an end that says that all is well', ['alembic upgrade head || exit 0']],
    ['a decision once more', ['if ! alembic upgrade head; then', 'if x; then exit 1; fi', 'fi']],
    ['a block without an end', ['if ! alembic upgrade head; then', 'echo']],
    ['another chain', ['alembic upgrade head || { x || exit 1; }']],
    ['its code kept', ['alembic upgrade head', 'code=$?']],
  ])('%s', (_, lines) => {
    expect(migrationStarts('start.sh', [...lines, SERVER].join('\n'))).toMatchObject([
      { onFailure: 'unclear' },
    ]);
  });
});

describe('no upgrade is', () => {
  test.each([
    '# alembic upgrade head',
    'echo "run alembic upgrade head"',
    "printf 'alembic upgrade head'",
    'alembic upgrade head --sql > plan.sql',
    'alembic current',
    'apt-get upgrade',
    `alembic ${'alembic '.repeat(100_000)}upgrade head`,
    '',
  ])('%.60j', (line) => {
    expect(told(line, SERVER)).toEqual([]);
  });
});

test('scripts that may start a server', () => {
  const paths = [
    'start.sh',
    'scripts/run.bash',
    'bin/start',
    'entrypoint',
    'a.py',
    'starting',
    'start.sh.md',
  ];
  expect(startScriptsAmong(paths)).toEqual(['start.sh', 'scripts/run.bash', 'bin/start', 'entrypoint']);
});

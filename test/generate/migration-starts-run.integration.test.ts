import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { migrationStarts } from '@lockkeeper/policy-core/deployment';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { findOnPath } from '../../tools/setup/on-path.mjs';
import { quietEnvironment } from '../cli/lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const BASH = findOnPath(['bash']);

/** Ways in which people deal with an upgrade that fails. */
const UPGRADES: readonly (readonly string[])[] = [
  ['alembic upgrade head'],
  ['alembic upgrade head || true'],
  ['alembic upgrade head || :'],
  ['alembic upgrade head 2>&1 || echo "Database migrations failed - continuing anyway"'],
  ['alembic upgrade head >log 2>&1 || true'],
  ['alembic upgrade head; echo done'],
  ['alembic upgrade head || exit 1'],
  ['alembic upgrade head || { echo no; exit 1; }'],
  ['alembic upgrade head || { echo no; echo going on; }'],
  ['alembic upgrade head || {', '  echo no', '  exit 1', '}'],
  ['alembic upgrade head || {', '  echo no', '}'],
  ['if ! alembic upgrade head; then', '  echo "we do not exit for that"', 'fi'],
  ['if ! alembic upgrade head; then', '  exit 1', 'fi'],
  ['if alembic upgrade head; then', '  echo yes', 'else', '  exit 1', 'fi'],
  ['if alembic upgrade head; then', '  echo yes', 'else', '  echo no', 'fi'],
  ['if ! alembic upgrade head; then exit 1; fi'],
  ['if ! alembic upgrade head; then echo no; fi'],
  ['alembic upgrade head', 'if [ $? -ne 0 ]; then', '  echo no', 'fi'],
  ['alembic upgrade head', 'if [ "$?" -ne 0 ]; then', '  exit 1', 'fi'],
  ['alembic upgrade head; if [ $? -ne 0 ]; then exit 1; fi'],
  ['die() {', '  echo "$1"', '  exit 1', '}', 'alembic upgrade head || die no'],
  ['warn() {', '  echo "$1"', '}', 'alembic upgrade head || warn no'],
  ['(cd . && alembic upgrade head) || exit 1'],
  ['(cd . && alembic upgrade head) || true'],
  ['cd . && alembic upgrade head'],
  ['cd . && alembic upgrade head || true'],
  ['alembic \\', '  upgrade \\', '  head || true'],
  ['DATABASE_URL=x alembic upgrade head || true'],
  ['alembic upgrade head # || exit 1'],
  ['alembic upgrade head | cat'],
  ['alembic upgrade head &', 'wait'],
  ['alembic upgrade head && echo yes'],
  ['alembic upgrade head || exit 0'],
  ['alembic upgrade head || (echo no; exit 1)'],
  ['until alembic upgrade head; do', '  break', 'done'],
  ['migrate() {', '  alembic upgrade head', '}', 'migrate || exit 1'],
  ['migrate() { alembic upgrade head; }', 'migrate || true'],
  ['if ! alembic upgrade head; then', '  if true; then exit 1; fi', 'fi'],
  ['alembic upgrade head', 'code=$?', '[ "$code" -eq 0 ] || exit "$code"'],
  ['true && alembic upgrade head'],
  ['false || alembic upgrade head'],
  ['! alembic upgrade head'],
  ['! alembic upgrade head || exit 1'],
];

const BEGINNINGS: readonly (readonly string[])[] = [
  ['#!/bin/bash'],
  ['#!/bin/bash', 'set -euo pipefail'],
  ['#!/bin/bash', 'set -o errexit', 'set +e'],
];

/** Runs every script it is given in a shell of its own, with an Alembic that fails, and says which started the server. */
const RUN_ALL = `
alembic() { return 255; }
server() { echo STARTED; }
export -f alembic server
for script in "$@"; do
  case "$("$BASH" "$script" 2>&1)" in
  *STARTED*) echo 'goes-on' ;;
  *) echo 'stops' ;;
  esac
done
`;

describe.skipIf(BASH === undefined)('the bash of this machine, and an upgrade that fails', () => {
  const texts = BEGINNINGS.flatMap((beginning) =>
    UPGRADES.map((upgrade) => [...beginning, ...upgrade, 'server', ''].join('\n')),
  );
  const told = texts.map((text) => {
    const [start, ...more] = migrationStarts('start.sh', text);
    return more.length === 0 && start !== undefined ? { text, onFailure: start.onFailure } : undefined;
  });

  test('is told once, whatever stands around it', () => {
    expect(told).not.toContain(undefined);
  });

  test('goes on where that is told of it, and stops where that is [row 4.67]', () => {
    const root = temporaryFolder();
    const clear = told.flatMap((each) => (each === undefined || each.onFailure === 'unclear' ? [] : [each]));
    const scripts = clear.map(({ text }, index) => {
      const script = path.join(root, `${index}.sh`);
      writeFileSync(script, text);
      return script;
    });
    const { stdout } = spawnSync(BASH ?? '', ['-c', RUN_ALL, 'bash', ...scripts], {
      cwd: root,
      env: quietEnvironment(),
      encoding: 'utf8',
      timeout: 60_000,
    });
    const did = stdout.split('\n').slice(0, -1);
    expect(did.map((onFailure, index) => ({ text: clear[index]?.text, onFailure }))).toEqual(clear);
    for (const wanted of ['goes-on', 'stops'])
      expect(did.filter((each) => each === wanted).length).toBeGreaterThan(30);
  });
});

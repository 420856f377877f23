import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { COMMANDS_WITH_SCHEMA } from '../../packages/cli/src/commands/schema/answer-json-schema.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const cwd = () => temporaryRepository().root;

/** Judges a document by what the program says that it prints. */
async function published(command: string) {
  const { exitCode, stdout, stderr } = await lockkeeper(['schema', ...command.split(' ')], { cwd: cwd() });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  formats.default(ajv);
  const fits = ajv.compile(JSON.parse(stdout) as object);
  return (document: unknown) => (fits(document) ? 'fits' : ajv.errorsText(fits.errors));
}

/** One revision of Alembic that drops a table, a requirement without a version, and what removes data. */
function sampleRepository() {
  const repository = temporaryRepository();
  const files = {
    'lockkeeper.yaml':
      'version: 1\nmigrations: { alembic: [v] }\ndependencies: [{ id: api, source: r.txt, lock: r.lock }]\n',
    'r.txt': 'django\n',
    'r.lock': 'django==5.0\n',
    'v/ab12_x.py':
      "from alembic import op\nrevision = 'ab12'\ndown_revision = None\ndef upgrade():\n    op.drop_table('orders')\ndef downgrade():\n    pass\n",
    'plan.sql': 'DROP TABLE orders;\n',
  };
  for (const [file, text] of Object.entries(files)) repository.write(file, text);
  repository.commit();
  return repository;
}

const ASKED: readonly (readonly [command: string, more: readonly string[]])[] = [
  ['check', ['--tree']],
  ['guard', []],
  ['checklist', []],
  ['report', []],
  ['plan check', ['plan.sql']],
  ['migrations heads', []],
  ['migrations graph', []],
  ['migrations explain', ['head']],
  ['migrations locks', ['head']],
];

describe('the published form of answers', () => {
  test.each(COMMANDS_WITH_SCHEMA)(
    'of %s is a JSON Schema, and the command takes --format json',
    async (command) => {
      const fits = await published(command);
      expect(fits({})).not.toBe('fits');
      const help = await lockkeeper([...command.split(' '), '--help'], { cwd: cwd() });
      expect(help.stdout).toMatch(/--format <format>/);
    },
  );

  test.each(ASKED)('of %s is that of a real answer, and of no other', async (command, more) => {
    const { root } = sampleRepository();
    const { stdout } = await lockkeeper([...command.split(' '), ...more, '--format', 'json'], { cwd: root });
    const answer = JSON.parse(stdout) as object;
    expect(answer).not.toHaveProperty('error');
    const fits = await published(command);
    expect(fits(answer)).toBe('fits');
    expect(fits({ ...answer, more: 1 })).not.toBe('fits');
  });

  test('is also that of no verdict', async () => {
    const repository = temporaryRepository();
    repository.write('lockkeeper.yaml', 'version: 1\nprotectd: []\n');
    const { stdout } = await lockkeeper(['check', '--tree', '--format', 'json'], { cwd: repository.root });
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toMatchObject({ error: { kind: 'invalid-policy' } });
    expect((await published('check'))(answer)).toBe('fits');
  });

  test('is asked for by the words of a command', async () => {
    const { exitCode, stdout, stderr } = await lockkeeper(['schema', 'deps', 'check'], { cwd: cwd() });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(
      /^There is no published form for "deps check"\. There is one for: check, guard, .*db diagnose/,
    );
  });
});

import { describe, expect, test } from 'vitest';

import { MAX_TEXT_UNITS, textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { textOf } from '../../testing/text-of.ts';
import type { MigrationScript } from '../analysis/migrations.ts';
import { readMigration } from './read-migration.ts';

const parsers = await testParsers();

const sql = (text: string) =>
  readMigration({ path: 'db/1.sql', kind: 'sql', content: observed(textContent(text)) }, parsers);
const alembic = (text: string) =>
  readMigration({ path: 'v/1.py', kind: 'alembic', content: observed(textContent(text)) }, parsers);
const HEADER = 'from alembic import op\nrevision = "b2"\ndown_revision = "a1"\n';

/** What each step of an upgrade does, and the text that is underlined for it. */
function stepsIn(text: string, { reading }: MigrationScript): readonly (readonly [string, string])[] {
  if (!reading.known || reading.value.kind !== 'read') throw new Error('It can be read.');
  const { upgrade, span } = reading.value;
  return upgrade.steps.map((step) => [
    step.kind === 'operation' ? step.operation.kind : step.kind,
    textOf(text, span(step)),
  ]);
}

describe('a migration that cannot be read', () => {
  test('was not seen', () => {
    const content = unobserved('reading failed');
    expect(readMigration({ path: 'db/1.sql', kind: 'sql', content }, parsers)).toEqual({
      path: 'db/1.sql',
      reading: unobserved('reading failed'),
      history: undefined,
    });
  });

  test('is absent', () => {
    const content = observed({ kind: 'absent' as const });
    expect(readMigration({ path: 'v/1.py', kind: 'alembic', content }, parsers)).toEqual({
      path: 'v/1.py',
      reading: observed({ kind: 'absent' }),
      history: undefined,
    });
  });

  test('is not a text', () => {
    const content = observed({ kind: 'unreadable' as const, problem: 'it is not valid UTF-8' });
    expect(readMigration({ path: 'v/1.py', kind: 'alembic', content }, parsers)).toEqual({
      path: 'v/1.py',
      reading: observed({ kind: 'unanalyzable', problem: 'it is not valid UTF-8' }),
      history: undefined,
    });
  });

  test('is too large', () => {
    expect(sql(' '.repeat(MAX_TEXT_UNITS + 1)).reading).toMatchObject({
      value: { kind: 'unanalyzable', problem: expect.stringContaining('more than 2 MB') },
    });
  });

  test.each(['sql', 'alembic'] as const)('of kind %s waits for the parsers', (kind) => {
    const content = observed(textContent('x'));
    expect(readMigration({ path: 'm', kind, content }, undefined)).toEqual({
      path: 'm',
      reading: unobserved('the parsers are not loaded'),
      history: undefined,
    });
  });

  test('and is absent needs no parser to say so', () => {
    const content = observed({ kind: 'absent' as const });
    expect(readMigration({ path: 'm', kind: 'sql', content }, undefined).reading).toEqual(
      observed({ kind: 'absent' }),
    );
  });

  test('is Python with a mistake', () => {
    expect(alembic('def upgrade(:\n').reading).toMatchObject({
      value: { kind: 'unreadable', at: { path: 'v/1.py' } },
    });
  });
});

describe('an SQL migration', () => {
  test('gives each step, where it stands', () => {
    const text = 'SELECT 1;\nDROP TABLE a, b;\n';
    expect(stepsIn(text, sql(text))).toEqual([
      ['other', 'SELECT 1'],
      ['drop-table', 'a'],
      ['drop-table', 'b'],
    ]);
  });

  test('gives what cannot be known, where it stands', () => {
    const text = 'SELECT 1;\nDROP TABEL a;\n';
    expect(stepsIn(text, sql(text))).toEqual([
      ['other', 'SELECT 1'],
      ['unclear', 'DROP TABEL a'],
    ]);
  });

  test('does not do what only runs on the way back, nor can anything in there be unclear', () => {
    const text = '-- +goose Up\nDROP TABLE a;\n-- +goose Down\nDROP TABLE b;\nCREATE TABEL a;\n';
    expect(stepsIn(text, sql(text))).toEqual([['drop-table', 'DROP TABLE a']]);
    expect(sql(text).reading).toMatchObject({ value: { text } });
  });

  test('that is empty does nothing', () => {
    expect(stepsIn('', sql(''))).toEqual([]);
  });
});

describe('an Alembic migration', () => {
  test('knows its place in the chain', () => {
    const { reading } = alembic(`${HEADER}def upgrade():\n    pass\n`);
    expect(reading).toMatchObject({
      value: {
        revision: { header: { revision: { ids: [{ id: 'b2' }] }, downRevision: { ids: [{ id: 'a1' }] } } },
      },
    });
  });

  test('is read once for a text', () => {
    const text = `${HEADER}def upgrade():\n    pass\n`;
    const [one, two] = [alembic(text).reading, alembic(text).reading];
    if (!one.known || !two.known || one.value.kind !== 'read' || two.value.kind !== 'read')
      throw new Error(text);
    expect(two.value.revision).toBe(one.value.revision);
  });

  test('gives each step, where it stands', () => {
    const text = `${HEADER}def upgrade():\n    op.drop_table("users")\n`;
    expect(stepsIn(text, alembic(text))).toEqual([['drop-table', 'op.drop_table("users")']]);
  });

  test('gives what cannot be known, where it stands', () => {
    const text = `${HEADER}def upgrade():\n    op.execute(make())\n`;
    expect(stepsIn(text, alembic(text))).toEqual([['unclear', 'op.execute(make())']]);
  });

  test('does not do on its way up what it takes back', () => {
    const text = `${HEADER}def upgrade():\n    pass\n\ndef downgrade():\n    op.drop_table("users")\n`;
    expect(stepsIn(text, alembic(text))).toEqual([]);
  });
});

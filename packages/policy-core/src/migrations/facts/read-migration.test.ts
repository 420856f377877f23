import { beforeAll, describe, expect, test } from 'vitest';

import { MAX_TEXT_UNITS, textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { textOf } from '../../testing/text-of.ts';
import { readMigration } from './read-migration.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

const sql = (text: string) =>
  readMigration({ path: 'db/1.sql', kind: 'sql', content: observed(textContent(text)) }, parsers);
const alembic = (text: string) =>
  readMigration({ path: 'v/1.py', kind: 'alembic', content: observed(textContent(text)) }, parsers);
const HEADER = 'from alembic import op\nrevision = "b2"\ndown_revision = "a1"\n';

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
  test('gives each table that goes, where it stands', () => {
    const text = 'SELECT 1;\nDROP TABLE a, b;\n';
    const { reading } = sql(text);
    if (!reading.known || reading.value.kind !== 'read') throw new Error('It can be read.');
    expect(
      reading.value.drops.map(({ table, at }) => [table, at.path, at.start.line, textOf(text, at)]),
    ).toEqual([
      ['a', 'db/1.sql', 1, expect.stringContaining('a')],
      ['b', 'db/1.sql', 1, expect.stringContaining('b')],
    ]);
    expect(reading.value.unclear).toEqual([]);
  });

  test('gives what cannot be known, where it stands', () => {
    const text = 'SELECT 1;\nDROP TABEL a;\n';
    const { reading } = sql(text);
    expect(reading).toMatchObject({
      value: {
        kind: 'read',
        drops: [],
        unclear: [{ at: { path: 'db/1.sql', start: { line: 1 } }, problem: expect.any(String) }],
      },
    });
  });

  test('does not do what only runs on the way back, nor can anything in there be unclear', () => {
    const text = '-- +goose Up\nDROP TABLE a;\n-- +goose Down\nDROP TABLE b;\nCREATE TABEL a;\n';
    const { reading } = sql(text);
    if (!reading.known || reading.value.kind !== 'read') throw new Error('It can be read.');
    const { drops, unclear, upgrade } = reading.value;
    expect(drops.map(({ table, at }) => [table, textOf(text, at)])).toEqual([['a', 'a']]);
    expect(unclear).toEqual([]);
    expect(upgrade.steps).toHaveLength(1);
    expect(reading.value.text).toBe(text);
  });

  test('that is empty drops nothing', () => {
    expect(sql('').reading).toMatchObject({ value: { kind: 'read', drops: [], unclear: [] } });
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

  test('gives each table that goes, where it stands', () => {
    const text = `${HEADER}def upgrade():\n    op.drop_table("users")\n`;
    const { reading } = alembic(text);
    if (!reading.known || reading.value.kind !== 'read') throw new Error('It can be read.');
    expect(reading.value.drops.map(({ table, at }) => [table, at.start.line, textOf(text, at)])).toEqual([
      ['users', 4, expect.stringContaining('users')],
    ]);
  });

  test('gives what cannot be known, where it stands', () => {
    const { reading } = alembic(`${HEADER}def upgrade():\n    op.execute(make())\n`);
    expect(reading).toMatchObject({
      value: { drops: [], unclear: [{ at: { path: 'v/1.py', start: { line: 4 } } }] },
    });
  });

  test('that puts a table back drops nothing on its way up', () => {
    const text = `${HEADER}def upgrade():\n    pass\n\ndef downgrade():\n    op.drop_table("users")\n`;
    expect(alembic(text).reading).toMatchObject({ value: { kind: 'read', drops: [], unclear: [] } });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { upgradePart } from './upgrade-part.ts';

/** The lines that are left, without the blank ones. */
function left(text: string, path = 'db/1_orders.sql'): readonly string[] {
  return upgradePart(path, text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

describe('The part of a SQL migration that is the upgrade', () => {
  it('is all of it where no tool says otherwise', () => {
    const text = 'CREATE TABLE a ();\n-- down with it\nDROP TABLE b;\n';
    expect(upgradePart('db/1.sql', text)).toBe(text);
  });

  it('ends for goose where the way back begins', () => {
    expect(left('-- +goose Up\nCREATE TABLE a ();\n\n-- +goose Down\nDROP TABLE a;\n')).toEqual([
      '-- +goose Up',
      'CREATE TABLE a ();',
      '-- +goose Down',
    ]);
  });

  it('has what goose reads as one statement', () => {
    const text =
      '-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n-- +goose Down\n-- +goose StatementBegin\nDROP TABLE a;\n-- +goose StatementEnd\n';
    expect(left(text)).toEqual([
      '-- +goose Up',
      '-- +goose StatementBegin',
      'SELECT 1;',
      '-- +goose StatementEnd',
      '-- +goose Down',
    ]);
  });

  it('ends for dbmate where the way back begins, with options or without', () => {
    expect(left('-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nDROP TABLE a;\n')).toEqual([
      '-- migrate:up transaction:false',
      'SELECT 1;',
      '-- migrate:down',
    ]);
    expect(left('--migrate:up\nSELECT 1;\n-- migrate:down transaction:false\nDROP TABLE a;')).toEqual([
      '--migrate:up',
      'SELECT 1;',
      '-- migrate:down transaction:false',
    ]);
  });

  it('begins again for sql-migrate', () => {
    expect(
      left('-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n-- +migrate Up\nSELECT 3;\n'),
    ).toEqual(['-- +migrate Up', 'SELECT 1;', '-- +migrate Down', 'SELECT 3;']);
  });

  it('ends for node-pg-migrate where the way back begins', () => {
    expect(left('-- Up Migration\nSELECT 1;\n--- Down Migration\nDROP TABLE a;\n')).toEqual([
      '-- Up Migration',
      'SELECT 1;',
      '--- Down Migration',
    ]);
  });

  it('holds what stands before the first comment of the tool', () => {
    expect(left('DROP TABLE b;\n-- +goose Up\nSELECT 1;\n')).toEqual([
      'DROP TABLE b;',
      '-- +goose Up',
      'SELECT 1;',
    ]);
  });

  it('is all where the way back stands alone or first, which no tool runs', () => {
    expect(left('-- migrate:down\nDROP TABLE a;\n')).toEqual(['-- migrate:down', 'DROP TABLE a;']);
    expect(left('-- migrate:down\nDROP TABLE a;\n-- migrate:up\nSELECT 1;')).toEqual([
      '-- migrate:down',
      'DROP TABLE a;',
      '-- migrate:up',
      'SELECT 1;',
    ]);
  });

  it('heeds the comments of one tool only', () => {
    expect(left('-- +goose Up\nSELECT 1;\n-- migrate:down\nDROP TABLE a;\n')).toEqual([
      '-- +goose Up',
      'SELECT 1;',
      '-- migrate:down',
      'DROP TABLE a;',
    ]);
  });

  it.each([
    ['a word more', '-- +goose Up\nSELECT 1;\n-- +goose Down the road\nSELECT 2;'],
    ['text before it', '-- +goose Up\nSELECT 1; -- +goose Down\nSELECT 2;'],
    ['another word', '-- migrate:up\nSELECT 1;\n-- migrate:downward\nSELECT 2;'],
    ['small letters in sql-migrate', '-- +migrate Up\nSELECT 1;\n-- +migrate down\nSELECT 2;'],
  ])('goes on behind a comment that is none of the tool: %s', (_name, text) => {
    expect(upgradePart('db/1.sql', text)).toBe(text);
  });

  it.each([
    'db/V2__orders.sql',
    'db/R__views.sql',
    'prisma/migrations/20240102030405_orders/migration.sql',
    'migrations/2024-01-02-030405_orders/up.sql',
  ])('is all of a file whose tool knows no such comments: %s', (path) => {
    const text = '-- +goose Up\n-- +goose Down\nDROP TABLE a;\n';
    expect(upgradePart(path, text)).toBe(text);
  });

  it.each([
    'db/3_orders.down.sql',
    'migrations/2024-01-02-030405_orders/down.sql',
    'down.sql',
    'db/U3__orders.sql',
    'db/U3.1__orders.sql',
  ])('is nothing of a file that is the way back: %s', (path) => {
    expect(left('DROP TABLE a;\n', path)).toEqual([]);
  });

  it.each(['db/3_orders.up.sql', 'db/3_shutdown.sql', 'db/down/3.sql', 'db/UNDO__orders.sql'])(
    'is all of %s',
    (path) => {
      expect(left('DROP TABLE a;\n', path)).toEqual(['DROP TABLE a;']);
    },
  );

  it('is what goose runs, whatever the file is called', () => {
    const text = '-- +goose Up\nDROP TABLE a;\n';
    expect(upgradePart('db/3_orders.down.sql', text)).toBe(text);
  });

  it('keeps every offset and every line, and takes nothing else away', () => {
    const line = fc.constantFrom(
      '-- +goose Up',
      '-- +goose Down\r',
      '-- migrate:up',
      '-- migrate:down',
      '-- +migrate Up',
      '-- +migrate Down',
      'DROP TABLE größe;',
      "'a",
      '',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('db/1.sql', 'db/1.down.sql'), (lines, path) => {
        const text = lines.join('\n');
        const part = upgradePart(path, text);
        expect(part).toHaveLength(text.length);
        const taken = part.split('').filter((character, index) => character !== text[index]);
        expect(taken.join('').trim()).toBe('');
        expect(part.split('\n')).toHaveLength(text.split('\n').length);
        expect(upgradePart('db/1.sql', part).length).toBe(text.length);
      }),
    );
  });

  it('looks at no part of a hostile text again and again, which would not end', () => {
    const text = `-- up\n${'-- '.repeat(500_000)}\n${'-'.repeat(1_000_000)}\n${' \t'.repeat(500_000)}`;
    expect(upgradePart('db/1.sql', text)).toBe(text);
  });
});

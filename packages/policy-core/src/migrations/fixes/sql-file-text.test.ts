import { describe, expect, test } from 'vitest';

import { splitSql } from '../sql/splitter.ts';
import { upgradePart } from '../sql/upgrade-part.ts';
import { emptyWayBack, sqlFileText } from './sql-file-text.ts';

const SQL = 'ALTER TABLE orders VALIDATE CONSTRAINT ck';

describe('The text of a file of SQL', () => {
  test.each([
    ['goose', '-- +goose Up\nSELECT 1;\n', '-- +goose Up', '-- +goose Down'],
    ['goose, in other letters', '  --+goose up\nSELECT 1;\n', '-- +goose Up', '-- +goose Down'],
    ['dbmate', '-- migrate:up transaction:true\nSELECT 1;\n', '-- migrate:up', '-- migrate:down'],
    ['sql-migrate', '-- +migrate Up\nSELECT 1;\n', '-- +migrate Up', '-- +migrate Down'],
    ['node-pg-migrate', '-- Up Migration\nSELECT 1;\n', '-- Up Migration', '-- Down Migration'],
  ])('is parted as that of another one: %s', (_name, like, ...comments) => {
    const [up, down] = comments;
    const text = sqlFileText(SQL, { text: like, lineEnd: '\n' });
    expect(text).toBe(`${up}\n${SQL};\n\n${down}\n-- It goes with the constraint.\n`);
    const statements = splitSql(upgradePart('db/2_x.sql', text)).filter(({ kind }) => kind === 'statement');
    expect(statements).toHaveLength(1);
    expect(upgradePart('db/2_x.sql', text)).not.toContain('It goes');
  });

  test('is the statement alone where no comment parts the other one', () => {
    expect(sqlFileText(SQL, { text: 'SELECT 1; -- migrate:up', lineEnd: '\r\n' })).toBe(`${SQL};\r\n`);
  });

  test('ends its lines as the other one does', () => {
    const text = sqlFileText(SQL, { text: '-- +goose Up\r\nSELECT 1;\r\n', lineEnd: '\r\n' });
    expect(text.split('\r\n')).toHaveLength(6);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(emptyWayBack({ lineEnd: '\r\n' })).toBe('-- It goes with the constraint.\r\n');
  });
});

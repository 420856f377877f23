import { describe, expect, it } from 'vitest';

import { fileTransaction } from './file-transaction.ts';

describe('Whether a SQL migration runs in a transaction', () => {
  it.each<[string, string, boolean | undefined]>([
    ['1.sql', 'SELECT 1;', undefined],
    ['1.sql', '-- +goose Up\nSELECT 1;', true],
    ['1.sql', '-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;', false],
    ['1.sql', '--+goose up\n--+goose no transaction\nSELECT 1;', false],
    ['1.sql', '-- migrate:up\nSELECT 1;', true],
    ['1.sql', '-- migrate:up transaction:false\nSELECT 1;', false],
    ['1.sql', '-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nSELECT 2;\n', false],
    ['1.sql', '-- migrate:up a:b transaction:false\r\nSELECT 1;\r\n', false],
    ['1.sql', '-- migrate:up transaction:false\nSELECT 1;\nSELECT 2;\n', true],
    ['1.sql', '-- migrate:up transaction: false\nSELECT 1;', true],
    ['1.sql', '-- migrate:up transaction:false transaction:true\nSELECT 1;', true],
    ['1.sql', '-- migrate:up\nSELECT 1;\n-- migrate:down transaction:false\nSELECT 2;\n', true],
    ['1.sql', "SELECT '-- migrate:up';", undefined],
    ['1.sql', '-- +migrate Up\nSELECT 1;', true],
    ['1.sql', '-- +migrate Up notransaction\nSELECT 1;', false],
    ['1.sql', '-- +migrate Up\n-- +migrate Down notransaction\n', true],
    ['db/V1.2__a.sql', 'SELECT 1;', true],
    ['db/R__a.sql', 'SELECT 1;', true],
    ['db/U3__a.sql', 'SELECT 1;', true],
    ['db/X1__a.sql', 'SELECT 1;', undefined],
    ['prisma/migrations/20240102030405_a/migration.sql', 'SELECT 1;', false],
    ['prisma/migrations/20240102030405_a/migration.sql', '-- a; b\nSELECT 1;\n-- end\n', false],
    ['prisma/migrations/20240102030405_a/migration.sql', 'SELECT 1;\n\nSELECT 2;\n', true],
    ['prisma/migrations/03_a/migration.sql', 'SELECT 1;\nSELECT 2;\n', true],
    ['prisma/migrations/a/migration.sql', 'SELECT 1;\nSELECT 2;\n', undefined],
    ['db/3_a.up.sql', 'SELECT 1;', undefined],
    ['db/3_a.up.sql', 'SELECT 1;\nSELECT 2;\n', true],
    ['supabase/migrations/20240102030405_a.sql', 'SELECT 1;', undefined],
  ])('%s: %j', (path, text, inside) => {
    expect(fileTransaction({ path, text })).toBe(inside);
  });
});

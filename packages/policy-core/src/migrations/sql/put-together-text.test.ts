import { describe, expect, it } from 'vitest';

import { keepsNamesOnceRun } from './put-together-text.ts';

describe('A text that is put together leads no name elsewhere', () => {
  it.each([
    "format('CREATE TABLE %I (LIKE %s INCLUDING ALL)', name, model)",
    "FORMAT ('\n  CREATE UNLOGGED TABLE %I (id int)', name)",
    "'CREATE TABLE ' || quote_ident(name) || ' PARTITION OF orders'",
    '$q$CREATE UNIQUE INDEX ON $q$ || name || $q$ (id)$q$',
    "E'CREATE INDEX ON ' || name",
    "format('ALTER TABLE %s ATTACH PARTITION %s DEFAULT', parent, name)",
    "format('ALTER TABLE %s SET (fillfactor = ''50'')', name)",
    "format('ALTER TABLE IF EXISTS ONLY %I.%I ADD CONSTRAINT c CHECK (a > 0)', place, name)",
    "'ALTER TABLE ' || name || ' ADD COLUMN a int'",
  ])('%s', (expression) => {
    expect(keepsNamesOnceRun(expression)).toBe(true);
  });

  it.each([
    '',
    'statement',
    "statement || ' CREATE TABLE a'",
    "make('CREATE TABLE %I', name)",
    "'CREATE ' || kind || ' TABLE a'",
    "format('CREATE TEMP TABLE %I (id int)', name)",
    "format('ALTER TABLE %I RENAME TO orders', name)",
    "format('ALTER TABLE %I SET SCHEMA archive', name)",
    "format('ALTER TABLE %I %s', name, change)",
    "'ALTER TABLE ' || name || ' ' || change",
    "format('DROP TABLE %I', name)",
    "format('SET search_path = %I', name)",
    "format('CREATE TABLE %I (id int); SET search_path = a', name)",
    "format('CREATE TABLE %I AS SELECT f()', name)",
    "format('CREATE TABLE %I (id int)', name) || '; DROP TABLE orders'",
  ])('but for: %s', (expression) => {
    expect(keepsNamesOnceRun(expression)).toBe(false);
  });
});

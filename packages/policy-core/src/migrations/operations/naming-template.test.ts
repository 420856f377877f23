import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ConstraintDefinition } from './column.ts';
import type { TableName } from './name.ts';
import { nameByConvention, type NamedKind } from './naming-template.ts';

const ORDERS: TableName = { text: 'orders', isKnown: true, schema: undefined };
const SHARED = { start: 0, end: 0, name: undefined, notValid: false } as const;

const UNIQUE: ConstraintDefinition = {
  ...SHARED,
  kind: 'unique',
  columns: ['year', 'number'],
  usingIndex: false,
};
const KEY: ConstraintDefinition = {
  ...SHARED,
  kind: 'foreign-key',
  columns: ['user_id', 'org_id'],
  target: { table: { text: 'users', isKnown: true, schema: 'auth' }, columns: ['id', 'org'] },
};
const CHECK: ConstraintDefinition = { ...SHARED, kind: 'check', columns: undefined, expression: 'a > 0' };

function named(
  kind: NamedKind,
  ...[template, constraint, table = ORDERS]: [string, ConstraintDefinition, TableName?]
): string | undefined {
  const name = nameByConvention({ kind: 'read', templates: { [kind]: template } }, table, constraint);
  return name?.isKnown === false ? '?' : name?.text;
}

describe('the name that a convention gives', () => {
  it.each<[NamedKind, string, ConstraintDefinition, string | undefined]>([
    ['uq', 'uq_%(table_name)s_%(column_0_name)s', UNIQUE, 'uq_orders_year'],
    ['uq', 'uq_%(table_name)s_%(column_0_N_name)s', UNIQUE, 'uq_orders_year_number'],
    ['uq', '%(column_0N_name)s', UNIQUE, 'yearnumber'],
    ['uq', '%(column_1_key)s%%', UNIQUE, 'number%'],
    ['uq', '%(column_2_name)s_', UNIQUE, '_'],
    ['uq', '%(column_0_label)s', UNIQUE, 'orders_year'],
    ['uq', '%(column_2_name)s', UNIQUE, undefined],
    ['uq', '%(referred_table_name)s', UNIQUE, '?'],
    ['uq', '%(own_word)s', UNIQUE, '?'],
    ['uq', '%s', UNIQUE, '?'],
    ['fk', 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s', KEY, 'fk_orders_user_id_users'],
    ['fk', '%(referred_column_0_name)s_%(referred_column_0_N_name)s', KEY, 'id_id_org'],
    ['fk', '%(referred_column_0_label)s', KEY, '?'],
    ['ck', 'ck_%(table_name)s', CHECK, 'ck_orders'],
    ['ck', 'ck_%(column_0_name)s', CHECK, '?'],
    ['ck', 'ck_%(table_name)s_%(constraint_name)s', CHECK, undefined],
    ['pk', 'pk_%(table_name)s', { ...UNIQUE, kind: 'primary-key' }, 'pk_orders'],
    ['uq', 'uq', { ...SHARED, kind: 'exclude', columns: [] }, undefined],
  ])('by %s: %s', (...[kind, template, constraint, expected]) => {
    expect(named(kind, template, constraint)).toBe(expected);
  });

  it('has the schema in what tells a column from those of other tables, and nowhere else', () => {
    const table = { ...ORDERS, schema: 'shop.de' };
    expect(named('uq', '%(table_name)s %(column_0_label)s', UNIQUE, table)).toBe(
      'orders shop_de_orders_year',
    );
  });

  it('is not known where the table is not, or the columns', () => {
    const unknown: TableName = { text: 'name()', isKnown: false, schema: undefined };
    expect(named('uq', 'uq_%(table_name)s', UNIQUE, unknown)).toBe('?');
    expect(named('uq', 'uq_%(column_0_name)s', UNIQUE, unknown)).toBe('uq_year');
    expect(named('uq', 'uq_%(column_0_label)s', UNIQUE, unknown)).toBe('?');
    expect(named('uq', 'uq_%(column_0_name)s', { ...UNIQUE, columns: undefined })).toBe('?');
  });

  it('is none where the convention has none for such a constraint, and not known where that is not known', () => {
    expect(nameByConvention({ kind: 'read', templates: { fk: 'fk' } }, ORDERS, UNIQUE)).toBeUndefined();
    expect(nameByConvention({ kind: 'read', templates: { uq: null } }, ORDERS, UNIQUE)?.isKnown).toBe(false);
    expect(nameByConvention({ kind: 'unknown' }, ORDERS, UNIQUE)?.isKnown).toBe(false);
  });

  it('ends in a digest where PostgreSQL would cut it off', () => {
    // As SQLAlchemy 1.4 makes it.
    const table = { ...ORDERS, text: 'a_table_with_a_name_that_is_as_long_as_names_may_ever_be_in_it' };
    expect(named('uq', 'uq_%(table_name)s_%(column_0_N_name)s', UNIQUE, table)).toBe(
      'uq_a_table_with_a_name_that_is_as_long_as_names_may_eve_1934',
    );
  });

  it('is never longer than PostgreSQL takes, and the text itself where it fits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zé_]{1,90}$/), (text) => {
        const name = named('uq', '%(table_name)s', UNIQUE, { ...ORDERS, text }) ?? '';
        expect(Array.from(name).length).toBe(text.length > 63 ? 60 : text.length);
        if (text.length <= 63) expect(name).toBe(text);
        else expect(name.slice(0, 55)).toBe(text.slice(0, 55));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';

import type { SqlNode } from '../../parsers/parsers.ts';
import { columnHasMore, constraintHasMore, indexHasMore, more } from './more-written.ts';

describe('A constraint', () => {
  it.each<[string, SqlNode]>([
    ['nothing', {}],
    ['usual actions', { fk_del_action: 'a', fk_upd_action: 'a', fk_matchtype: 's' }],
    ['a unique one', { contype: 'CONSTR_UNIQUE', keys: [{ String: { sval: 'a' } }] }],
    ['a check', { contype: 'CONSTR_CHECK', is_enforced: true, skip_validation: true }],
    ['a foreign key', { contype: 'CONSTR_FOREIGN', is_enforced: true, initially_valid: true }],
    [
      'what a foreign key does',
      {
        contype: 'CONSTR_FOREIGN',
        is_enforced: true,
        fk_del_action: 'c',
        fk_upd_action: 'n',
        deferrable: true,
        initdeferred: true,
      },
    ],
    ['empty lists', { including: [], options: [] }],
  ])('is held whole: %s', (_, node) => {
    expect(constraintHasMore(node)).toBe(false);
  });

  it.each<[string, SqlNode]>([
    ['deferrable', { deferrable: true }],
    ['deferred', { initdeferred: true }],
    ['not inherited', { is_no_inherit: true }],
    ['with nulls that are alike', { nulls_not_distinct: true }],
    ['without overlaps', { without_overlaps: true }],
    ['with a period', { fk_with_period: true }],
    ['MATCH FULL', { fk_matchtype: 'f' }],
    ['columns to set', { fk_del_set_cols: [{ String: { sval: 'a' } }] }],
    ['INCLUDE', { including: [{ String: { sval: 'a' } }] }],
    ['WITH', { options: [{ DefElem: {} }] }],
    ['a tablespace', { indexspace: 'a' }],
    ['a check that is not enforced', { contype: 'CONSTR_CHECK' }],
    ['a foreign key that is not enforced', { contype: 'CONSTR_FOREIGN' }],
  ])('has more: %s', (_, node) => {
    expect(constraintHasMore(node)).toBe(true);
  });
});

describe('A column', () => {
  it.each<[SqlNode, boolean]>([
    [{}, false],
    [{ constraints: [{ Constraint: {} }] }, false],
    [{ collClause: { collname: [] } }, true],
    [{ compression: 'pglz' }, true],
    [{ storage_name: 'main' }, true],
    [{ fdwoptions: [{ DefElem: {} }] }, true],
  ])('%j has more: %s', (node, hasMore) => {
    expect(columnHasMore(node)).toBe(hasMore);
  });
});

describe('An index', () => {
  const element = (fields: SqlNode): SqlNode => ({ indexParams: [{ IndexElem: { name: 'a', ...fields } }] });

  it.each<[SqlNode, boolean]>([
    [{}, false],
    [{ accessMethod: 'btree' }, false],
    [element({}), false],
    [element({ ordering: 'SORTBY_DEFAULT', nulls_ordering: 'SORTBY_NULLS_DEFAULT' }), false],
    [element({ ordering: 'SORTBY_ASC', nulls_ordering: 'SORTBY_NULLS_LAST' }), false],
    [{ accessMethod: 'gin' }, true],
    [{ tableSpace: 'a' }, true],
    [{ nulls_not_distinct: true }, true],
    [{ indexIncludingParams: [{ IndexElem: {} }] }, true],
    [{ options: [{ DefElem: {} }] }, true],
    [element({ ordering: 'SORTBY_DESC' }), true],
    [element({ ordering: 'SORTBY_USING' }), true],
    [element({ nulls_ordering: 'SORTBY_NULLS_FIRST' }), true],
    [element({ collation: [{ String: { sval: 'C' } }] }), true],
    [element({ opclass: [{ String: { sval: 'a' } }] }), true],
  ])('%j has more: %s', (node, hasMore) => {
    expect(indexHasMore(node)).toBe(hasMore);
  });
});

describe('The field', () => {
  it('is left out where there is nothing more', () => {
    expect({ a: 1, ...more(false) }).toStrictEqual({ a: 1 });
    expect({ a: 1, ...more(true) }).toStrictEqual({ a: 1, hasMore: true });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LOCK_MODES } from '../operations/lock-mode.ts';
import { unknownName } from '../operations/name.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { locked, together, type Draft } from './draft.ts';
import { WORKS, type Cause, type StepEffects } from './step-effects.ts';

const ORDERS = tableNamed('orders');
const SEATS = tableNamed('seats');
const nobodyKnows = (source: string) => ({ ...unknownName(source), schema: undefined });

describe('The same lock for several relations', () => {
  it('is a moment, and by name, unless it is said otherwise', () => {
    expect(locked([ORDERS, SEATS], 'share')).toEqual([
      { relation: ORDERS, lock: 'share', work: 'catalog', cause: 'named' },
      { relation: SEATS, lock: 'share', work: 'catalog', cause: 'named' },
    ]);
    expect(locked([ORDERS], 'exclusive', { work: 'scan', cause: 'read' })).toEqual([
      { relation: ORDERS, lock: 'exclusive', work: 'scan', cause: 'read' },
    ]);
  });

  it('is none for none', () => {
    expect(locked([], 'share')).toEqual([]);
  });
});

describe('Drafts put together', () => {
  it('are nothing where there is none', () => {
    const nothing = { relations: [], refusedInTransaction: false, failures: [], unknown: [] };
    expect(together()).toEqual(nothing);
    expect(together({}, {})).toEqual(nothing);
  });

  it('lock a relation once: by the strongest lock, the longest work and the first cause', () => {
    expect(
      together(
        { relations: locked([ORDERS], 'share', { work: 'index', cause: 'partition' }) },
        { relations: locked([SEATS], 'row-share') },
        { relations: locked([ORDERS], 'access-exclusive', { work: 'catalog', cause: 'read' }) },
      ).relations,
    ).toEqual([
      { relation: ORDERS, lock: 'access-exclusive', work: 'index', cause: 'partition' },
      { relation: SEATS, lock: 'row-share', work: 'catalog', cause: 'named' },
    ]);
  });

  it('tell of shorter work beside the longest, and not of a moment', () => {
    const works = (...all: readonly (typeof WORKS)[number][]) =>
      together(...all.map((work) => ({ relations: locked([ORDERS], 'share', { work }) }))).relations;
    expect(works('catalog', 'scan')).toEqual(locked([ORDERS], 'share', { work: 'scan' }));
    expect(works('scan', 'unknown', 'catalog', 'rewrite', 'scan')).toEqual([
      { relation: ORDERS, lock: 'share', work: 'rewrite', cause: 'named', beside: ['scan', 'unknown'] },
    ]);
  });

  it.each([
    ['orders', 'public.orders', ['orders']],
    ['public.orders', 'orders', ['public.orders']],
    ['orders', 'audit.orders', ['orders', 'audit.orders']],
    ['orders', 'Orders', ['orders', 'Orders']],
  ])('tell %s and %s apart by what they are', (one, other, kept) => {
    const { relations } = together({
      relations: locked([tableNamed(one), tableNamed(other)], 'share'),
    });
    expect(relations.map(({ relation }) => relation)).toEqual(kept.map(tableNamed));
  });

  it('keep names that nobody knows by the source that gives them', () => {
    const relations = locked(
      [nobodyKnows('NAME'), nobodyKnows('NAME'), nobodyKnows('orders'), ORDERS],
      'share',
    );
    expect(together({ relations }).relations.map(({ relation }) => relation)).toEqual([
      nobodyKnows('NAME'),
      nobodyKnows('orders'),
      ORDERS,
    ]);
  });

  it.each<[answers: (boolean | undefined | 'silent')[], refused: boolean | undefined]>([
    [['silent'], false],
    [[false], false],
    [[undefined], undefined],
    [['silent', undefined], undefined],
    [[false, undefined], undefined],
    [[undefined, true], true],
    [[true, false, 'silent'], true],
  ])('are refused in a transaction where one is: %j', (answers, refused) => {
    const drafts = answers.map((one) => (one === 'silent' ? {} : { refusedInTransaction: one }));
    expect(together(...drafts).refusedInTransaction).toBe(refused);
  });

  it('keep every failure, and each reason once', () => {
    const violations = { kind: 'violations', relation: ORDERS } as const;
    const nulls = { kind: 'nulls', relation: ORDERS, column: 'a' } as const;
    const { failures, unknown } = together(
      { failures: [violations], unknown: ['b', 'a'] },
      { failures: [nulls, violations], unknown: ['a', 'c'] },
    );
    expect(failures).toEqual([violations, nulls, violations]);
    expect(unknown).toEqual(['b', 'a', 'c']);
  });
});

const CAUSES: readonly Cause[] = ['named', 'foreign-key', 'partition', 'cascade', 'read', 'domain', 'index'];
const anyEffect = fc.record({
  relation: fc.constantFrom(ORDERS, SEATS, tableNamed('audit.orders'), tableNamed('public.seats')),
  lock: fc.constantFrom(...LOCK_MODES),
  work: fc.constantFrom(...WORKS),
  cause: fc.constantFrom(...CAUSES),
});
const anyDraft: fc.Arbitrary<Draft> = fc.record(
  {
    relations: fc.array(anyEffect, { maxLength: 5 }),
    refusedInTransaction: fc.constantFrom(true, false, undefined),
    unknown: fc.array(fc.constantFrom('a', 'b', 'c')),
  },
  { requiredKeys: [] },
);
const anyDrafts = fc.array(anyDraft, { maxLength: 5 });

/** What does not depend on the order: by relation its lock and work, and the rest. */
function unordered({ relations, refusedInTransaction, unknown }: StepEffects): unknown {
  const locks = relations.map(({ relation, lock, work }) => {
    const schema = relation.schema === 'public' ? '' : (relation.schema ?? '');
    return [`${schema}.${relation.text}`, lock, work].join(' ');
  });
  return { locks: locks.toSorted(), refusedInTransaction, unknown: unknown.toSorted() };
}

describe('By the laws of putting drafts together', () => {
  it('the order is of no matter to locks, work and reasons', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        expect(unordered(together(...drafts.toReversed()))).toEqual(unordered(together(...drafts)));
      }),
    );
  });

  it('what is put together already stays as it is', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        const once = together(...drafts);
        expect(together(once)).toEqual(once);
        expect(together(once, once)).toEqual(once);
      }),
    );
  });

  it('all of it may be done in parts', () => {
    fc.assert(
      fc.property(anyDrafts, anyDrafts, (some, more) => {
        expect(together(together(...some), together(...more))).toEqual(together(...some, ...more));
      }),
    );
  });

  it('every lock and work comes from a draft, and none is weaker or shorter than one of them', () => {
    fc.assert(
      fc.property(fc.array(anyEffect, { minLength: 1 }), (effects) => {
        const alike = effects.map((one) => ({ ...one, relation: ORDERS }));
        const highest = (order: readonly string[], of: readonly string[]) =>
          order.findLast((one) => of.includes(one));
        const [all] = together({ relations: alike }).relations;
        const works = alike.map(({ work }) => work);
        const lock = highest(
          LOCK_MODES,
          alike.map((one) => one.lock),
        );
        expect(all).toMatchObject({
          relation: ORDERS,
          lock,
          work: highest(WORKS, works),
          cause: alike[0]?.cause,
        });
        const shorter = WORKS.filter((one) => one !== 'catalog' && one !== all?.work && works.includes(one));
        expect(all?.beside ?? []).toEqual(shorter.toReversed());
      }),
    );
  });
});

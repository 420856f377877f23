import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { judgedWhole, pinned, problemAt, shifted, type Judged } from './script.ts';

const JUDGED: Judged = {
  drops: [
    { table: 'a', start: 11, end: 12 },
    { table: 'b', start: 14, end: 15 },
  ],
  problems: [{ kind: 'unreadable', start: 20, end: 30, at: 25, problem: 'it is no SQL' }],
};

describe('A judgement', () => {
  it('moves with the text it is about', () => {
    expect(shifted(JUDGED, 100)).toEqual({
      drops: [
        { table: 'a', start: 111, end: 112 },
        { table: 'b', start: 114, end: 115 },
      ],
      problems: [{ kind: 'unreadable', start: 120, end: 130, at: 125, problem: 'it is no SQL' }],
    });
  });

  it('is put in one place where the text is not written as it runs', () => {
    expect(pinned(JUDGED, 3, 9)).toEqual({
      drops: [
        { table: 'a', start: 3, end: 9 },
        { table: 'b', start: 3, end: 9 },
      ],
      problems: [{ kind: 'unreadable', start: 3, end: 9, at: 3, problem: 'it is no SQL' }],
    });
  });

  it('of a script is that of all its statements, in their order', () => {
    const statements = JUDGED.drops.map((drop) => ({ start: 0, end: 40, drops: [drop] }));
    expect(judgedWhole({ statements, problems: JUDGED.problems })).toEqual(JUDGED);
    expect(judgedWhole({ statements: [], problems: [] })).toEqual({ drops: [], problems: [] });
  });

  it('is left as it was, for others hold it too', () => {
    const before = structuredClone(JUDGED);
    shifted(JUDGED, 5);
    pinned(JUDGED, 0, 1);
    expect(JUDGED).toEqual(before);
  });

  it('moves by the sum of two moves', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (one, other) => {
        expect(shifted(shifted(JUDGED, one), other)).toEqual(shifted(JUDGED, one + other));
        expect(shifted(shifted(JUDGED, one), -one)).toEqual(JUDGED);
      }),
    );
  });
});

describe('A problem', () => {
  it('is pointed at where it begins, as long as nobody knows better', () => {
    expect(problemAt({ start: 4, end: 9 }, 'psql', 'it can run anything')).toEqual({
      kind: 'psql',
      start: 4,
      end: 9,
      at: 4,
      problem: 'it can run anything',
    });
  });
});

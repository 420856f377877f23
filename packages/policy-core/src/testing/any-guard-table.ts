import fc from 'fast-check';

import {
  GUARD_QUESTIONS,
  guardCheck,
  notAsked,
  type GuardCheck,
  type GuardCheckId,
} from '../deployment/guard/guard-check.ts';

const IDS = Object.keys(GUARD_QUESTIONS).filter((id): id is GuardCheckId => id in GUARD_QUESTIONS);

/** Sentences as people may write them, with what breaks a table or a line. */
const sentence = fc.constantFrom('It is so.', 'A | b `c` <d> @e.', 'Two\nlines.', '\u001b[31mRed.');
const where = fc.option(fc.constantFrom('DATABASE_URL', 'infrastructure/a b.json'), { nil: null });
const evidence = fc.record({ text: sentence, where });
const problem = fc.record({
  kind: fc.constantFrom('failed' as const, 'undetermined' as const),
  text: sentence,
  where,
  path: fc.option(fc.constantFrom('alembic/versions/a b.py', 'ä.json'), { nil: null }),
  next_step: sentence,
});

const anyCheck = (id: GuardCheckId): fc.Arbitrary<GuardCheck> =>
  fc.oneof(
    fc
      .record({
        evidence: fc.array(evidence, { maxLength: 3 }),
        problems: fc.array(problem, { maxLength: 3 }),
      })
      .map((seen) => guardCheck(id, seen)),
    sentence.map((why) => notAsked(id, why)),
  );

/** Each check at most once, in the order in which they are told. */
export const anyTable: fc.Arbitrary<readonly GuardCheck[]> = fc
  .subarray(IDS)
  .chain((ids) => fc.tuple(...ids.map(anyCheck)));

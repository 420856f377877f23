import { describe, expect, test } from 'vitest';

import { entriesOf, STAMPED, type SaidEvent } from '../../testing/sample-log.ts';
import { signedText } from './log-entry.ts';
import { signaturesToVerify } from './log-signatures.ts';

const [FIRST, SECOND] = ['1'.repeat(64), '2'.repeat(64)];

function named(sha256: string): SaidEvent {
  return { ...STAMPED, event: 'records.signers', data: { sha256 } };
}

/** The entries, each with a signature that names its place, but for those that are left out. */
function signedLog(events: readonly SaidEvent[], unsigned: readonly number[] = []) {
  return entriesOf(events).map((entry) =>
    unsigned.includes(entry.seq) ? entry : { ...entry, sig: `of ${entry.seq}` },
  );
}

function demanded(events: readonly SaidEvent[], signers: string | undefined, unsigned?: readonly number[]) {
  const demand = signaturesToVerify(signedLog(events, unsigned), signers);
  return demand.kind === 'problem'
    ? demand.problem.problem
    : demand.signatures.map(({ seq, sig, signers: by }) => ({ seq, sig, by }));
}

describe('the signatures of a log', () => {
  test('are that of the last entry, and of each that names signers', () => {
    expect(demanded([named(FIRST), STAMPED], FIRST)).toEqual([
      { seq: 1, sig: 'of 1', by: FIRST },
      { seq: 2, sig: 'of 2', by: FIRST },
    ]);
  });

  test('are of those before, where others take their place', () => {
    expect(demanded([named(FIRST), named(SECOND), STAMPED], SECOND)).toEqual([
      { seq: 1, sig: 'of 1', by: FIRST },
      { seq: 2, sig: 'of 2', by: FIRST },
      { seq: 3, sig: 'of 3', by: SECOND },
    ]);
  });

  test('are no more, where the last entry is the one that names them', () => {
    expect(demanded([named(FIRST), named(SECOND)], SECOND)).toEqual([
      { seq: 1, sig: 'of 1', by: FIRST },
      { seq: 2, sig: 'of 2', by: FIRST },
    ]);
  });

  test('are over the hash of the entry', () => {
    const [entry] = signedLog([named(FIRST)]);
    const demand = signaturesToVerify(entry === undefined ? [] : [entry], FIRST);
    expect(demand).toMatchObject({ signatures: [{ text: entry && signedText(entry) }] });
  });

  test('are none where nobody is named and nobody signed, or there is no log', () => {
    expect(demanded([STAMPED], undefined, [1])).toEqual([]);
    expect(demanded([], FIRST)).toEqual([]);
  });

  test.each([
    ['of a log that was signed, by a policy that names nobody', [named(FIRST), STAMPED], undefined, []],
    ['of a log whose signatures alone were left, by a policy that names nobody', [STAMPED], undefined, []],
    ['of a log that nobody signed', [STAMPED], FIRST, [1]],
    ['of a log with signatures of nobody', [STAMPED], FIRST, []],
    ['by a file of signers that no entry names', [named(FIRST), STAMPED], SECOND, []],
    ['of an entry behind the first that is signed', [named(FIRST), STAMPED, STAMPED], FIRST, [2]],
    ['of the last entry', [named(FIRST), STAMPED], FIRST, [2]],
  ] as const)('are missed: %s', (...[, events, signers, unsigned]) => {
    expect(demanded(events, signers, unsigned)).toEqual(expect.any(String));
  });
});

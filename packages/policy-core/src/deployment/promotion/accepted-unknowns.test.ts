import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { acceptedUnknowns, standing } from './accepted-unknowns.ts';
import { refused, type Refusal } from './refusal.ts';

function open(code: string, of: string | undefined, why = `${of ?? 'it'} could not be seen.`): Refusal {
  return { code, kind: 'unknown', why, lift: 'Look.', ...(of !== undefined && { of }) };
}

const BACKUP = open('R15', 'backup');
const DATABASES = open('R15', 'databases:DATABASE_URL_PROD');
const PLATFORM = open('R19', 'auto-deploy');
const BAD = refused('R15', 'The database is ahead.', 'Roll forward.');

function left(found: readonly Refusal[], asked: readonly string[]) {
  const { accepted, refusals } = acceptedUnknowns(found, asked);
  return { accepted, codes: standing(refusals, accepted).map(({ code, kind, of }) => [code, kind, of]) };
}

describe('what somebody answers for that is not known', () => {
  test('is what they name, and nothing else', () => {
    expect(left([BACKUP, DATABASES, PLATFORM], ['R15:backup'])).toEqual({
      accepted: ['R15:backup'],
      codes: [
        ['R15', 'unknown', 'databases:DATABASE_URL_PROD'],
        ['R19', 'unknown', 'auto-deploy'],
      ],
    });
  });

  test('is the one cause of a code, by its name', () => {
    expect(left([BACKUP, PLATFORM], ['R19', 'R15'])).toEqual({
      accepted: ['R15:backup', 'R19:auto-deploy'],
      codes: [],
    });
    expect(left([PLATFORM], ['R15'])).toMatchObject({ accepted: [] });
  });

  test('is none of the causes of a code that has several, and all are told', () => {
    const { refusals } = acceptedUnknowns([BACKUP, DATABASES], ['R15']);
    expect(refusals.at(-1)).toMatchObject({
      code: 'R15',
      kind: 'refused',
      why: expect.stringContaining('R15:backup, R15:databases:DATABASE_URL_PROD') as string,
    });
    expect(left([BACKUP, DATABASES], ['R15']).codes).toHaveLength(3);
  });

  test('is never what is known to be wrong', () => {
    expect(acceptedUnknowns([BAD], []).refusals.map(({ liftedBy }) => liftedBy)).toEqual([undefined]);
    expect(left([BAD], ['R15', 'R15:backup']).codes).toEqual([['R15', 'refused', undefined]]);
  });

  test('is one of two that have the same name only where they say the same', () => {
    const [one, other] = [open('R15', 'databases', 'It timed out.'), open('R15', 'databases', 'It refused.')];
    expect(left([one, other], ['R15:databases']).codes).toHaveLength(2);
    const { refusals } = acceptedUnknowns([one, other], []);
    const names = refusals.map(({ lift }) => /--accept-unknown (\S+)\.$/.exec(lift)?.[1] ?? '');
    expect(new Set(names).size).toBe(2);
    expect(left([one, other], names).codes).toEqual([]);
    expect(left([one, one], ['R15:databases']).codes).toEqual([]);
  });

  test('is named in each refusal so that a shell takes it, and each name is of one cause', () => {
    const word = fc.constantFrom('backup', 'a b', "it's", '$HOME', 'x:y', '');
    const any = fc.record({
      code: fc.constantFrom('R15', 'R19', 'policy/x'),
      of: fc.option(word),
      why: word,
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (found) => {
        const all = found.map(({ code, of, why }) => open(code, of ?? undefined, `Because ${why}.`));
        const { refusals } = acceptedUnknowns(all, []);
        for (const refusal of refusals) {
          const [, plain, quoted = ''] =
            /--accept-unknown (?:([\w:./@-]+)|'((?:[^']|'\\'')*)')\.$/.exec(refusal.lift) ?? [];
          const name = plain ?? quoted.replaceAll(String.raw`'\''`, "'");
          expect(refusal.liftedBy).toEqual({ by: 'accept-unknown', value: name });
          const covered = refusals.filter((one) => !standing(refusals, [name]).includes(one));
          expect(new Set(covered.map(({ code, why }) => `${code} ${why}`)).size).toBe(1);
        }
      }),
    );
  });
});

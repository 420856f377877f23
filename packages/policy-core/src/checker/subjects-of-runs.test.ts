import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations, documentObservations, treeObservations } from './observations-from-input.ts';
import { unobserved } from '../model/known.ts';
import { policyOf } from '../testing/any-repository.ts';
import { deleted } from '../testing/change-entries.ts';
import { filesToRead, subjectsOf } from './subjects.ts';

const RECORD = 'infrastructure/LAST_PROD_DEPLOY.json';
const policy = policyOf({
  documents: ['docs/**/*.md'],
  dependencies: [
    { id: 'api', source: 'api/r.txt', lock: 'api/r.lock' },
    { id: 'web', source: 'web/r.txt', lock: 'web/r.lock' },
  ],
  migrations: { sql: ['db/**/*.sql'] },
});
const PATHS = [
  'api/r.txt',
  'api/r.lock',
  'web/r.lock',
  'db/1.sql',
  'docs/a.md',
  'src/a.ts',
  RECORD,
  'lockkeeper.json',
];

function ofChange(changes: readonly string[]) {
  const subjects = subjectsOf(policy, changeObservations({ changes }, {}));
  return { ...subjects, pairs: subjects.pairs.map(({ id }) => id) };
}

describe('the subjects of a change', () => {
  test.each([
    ['nothing', [], { pairs: [], migrations: [], pins: [], record: false, documents: [] }],
    ['one side of a pair', ['web/r.lock'], { pairs: ['web'] }],
    ['both sides of a pair', ['api/r.lock', 'api/r.txt'], { pairs: ['api'] }],
    ['a migration', ['db/1.sql'], { migrations: ['db/1.sql'] }],
    ['the record', [RECORD], { record: true }],
    ['a document', ['docs/a.md'], { documents: ['docs/a.md'] }],
    ['the policy, which is a document', ['lockkeeper.json'], { documents: ['lockkeeper.json'] }],
    ['a document that is none of the policy', ['README.md', 'docs/a.txt'], { documents: [] }],
    ['anything else', ['src/a.ts'], { pairs: [], migrations: [], record: false, documents: [] }],
  ])('that touches %s', (_, changes, expected) => {
    expect(ofChange(changes)).toMatchObject(expected);
  });

  test('count what it takes away as well', () => {
    const seen = changeObservations({ changes: [deleted('web/r.lock'), deleted('db/1.sql')] }, {});
    expect(subjectsOf(policy, seen)).toMatchObject({ pairs: [{ id: 'web' }], migrations: ['db/1.sql'] });
  });

  test('are none where it was not seen, which another rule tells', () => {
    const seen = {
      ...changeObservations({ changes: PATHS }, {}),
      change: unobserved('this is a shallow clone'),
    };
    expect(subjectsOf(policy, seen)).toEqual({
      pairs: [],
      migrations: [],
      pins: [],
      record: false,
      documents: [],
    });
  });

  test('grow with every path, and never shrink', () => {
    fc.assert(
      fc.property(fc.subarray(PATHS), fc.constantFrom(...PATHS), (changes, more) => {
        const [few, many] = [ofChange(changes), ofChange([...changes, more])];
        expect(many.pairs).toEqual(expect.arrayContaining([...few.pairs]));
        expect(many.migrations).toEqual(expect.arrayContaining([...few.migrations]));
        expect(many.documents).toEqual(expect.arrayContaining([...few.documents]));
        expect(many.record || !few.record).toBe(true);
      }),
    );
  });

  test('are the same in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(PATHS), (changes) => {
        const sorted = (paths: readonly string[]) =>
          filesToRead(policy, changeObservations({ changes: paths }, {})).toSorted();
        expect(sorted(changes)).toEqual(sorted(changes.toSorted()));
      }),
    );
  });
});

describe('the subjects of other runs', () => {
  test('of a release are those of its change, and the record', () => {
    const seen = {
      ...changeObservations({ changes: ['db/1.sql'] }, {}),
      focus: { kind: 'release' } as const,
    };
    expect(subjectsOf(policy, seen)).toMatchObject({ pairs: [], migrations: ['db/1.sql'], record: true });
  });

  test('of a tree are all that the policy names, and documents that are there', () => {
    const seen = treeObservations(
      policy,
      [
        { path: 'docs/a.md', text: '' },
        { path: 'README.md', text: '' },
      ],
      {},
    );
    expect(subjectsOf(policy, seen)).toMatchObject({
      pairs: [{ id: 'api' }, { id: 'web' }],
      migrations: [],
      record: true,
      documents: ['lockkeeper.json', 'docs/a.md'],
    });
  });

  test('of a tree that was not listed are those whose paths the policy spells out', () => {
    const seen = { ...treeObservations(policy, [], {}), listing: unobserved('no files were listed') };
    expect(subjectsOf(policy, seen)).toMatchObject({
      pairs: [{ id: 'api' }, { id: 'web' }],
      migrations: [],
      record: true,
      documents: ['lockkeeper.json'],
    });
  });

  test.each([
    ['api/r.lock', ['api/r.txt', 'api/r.lock']],
    ['db/1.sql', ['db/1.sql']],
    ['docs/a.md', ['docs/a.md']],
    [RECORD, [RECORD]],
    ['src/a.ts', []],
  ])('of the open document %s are read %j', (path, files) => {
    expect(filesToRead(policy, documentObservations({ path, text: '' }, {}))).toEqual(files);
  });
});

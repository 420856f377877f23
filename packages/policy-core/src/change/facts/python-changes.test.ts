import { describe, expect, it } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../../policy/policy.ts';
import { askIn } from '../../testing/ask-in.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { BY_AN_AGENT } from '../../testing/sample-change.ts';
import type { Authorship } from './authorship.ts';
import { findPythonChanges, pythonChanges } from './python-changes.ts';
import { bothSidesOf } from '../../testing/both-sides-of.ts';

const parsers = await testParsers();

const PATH = 'app/users.py';
const AGENT = observed({ kind: 'ai' as const, evidence: [] });
const HUMAN = observed({ kind: 'human' as const, evidence: [] });
const NOBODY_KNOWS = unobserved('no author was given');

const policy = soundPolicy({
  additive_only: ['app/'],
  feature_flags: { paths: ['app/'], dependencies: ['flag'] },
});

function soundPolicy(scope: unknown): Policy {
  const text = JSON.stringify({ version: 1, change_scope: scope });
  const loaded = loadPolicy({ path: 'lockkeeper.json', text });
  if (loaded.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return loaded;
}

const BEFORE = 'def get_user(): ...\n';
const AFTER =
  'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/u")\ndef list_users(): ...\n';

interface Circumstances {
  readonly given?: Partial<ChangeInput>;
  readonly by?: Known<Authorship>;
}

function facts(seen: Partial<Observations> = {}, { given = {}, by = AGENT }: Circumstances = {}) {
  const change: ChangeInput = {
    changes: [PATH],
    files: [{ path: PATH, text: AFTER }],
    filesBefore: [{ path: PATH, text: BEFORE }],
    ...given,
  };
  const all = { ...changeObservations(change, {}), ...seen };
  return findPythonChanges(policy, all, { authorship: by, parsers: () => parsers, ...bothSidesOf(all) });
}

/** The reasons why either comparison is not known. */
function reasons(found: ReturnType<typeof facts>): readonly unknown[] {
  const all = [...(found?.surfaces ?? []), ...(found?.endpoints ?? [])];
  return all.map(({ comparison }) => (comparison.known ? 'known' : comparison.reason));
}

describe('What a change does to Python files', () => {
  it('is compared with the text before it [row 0.09] [row 0.11]', () => {
    expect(facts()).toMatchObject({
      surfaces: [
        {
          path: PATH,
          comparison: {
            value: {
              kind: 'compared',
              changes: [
                {
                  kind: 'breaks',
                  what: 'renamed',
                  name: 'get_user',
                  at: { start: { line: 3, character: 4 } },
                },
              ],
            },
          },
        },
      ],
      endpoints: [
        {
          comparison: {
            value: {
              kind: 'compared',
              added: [
                { endpoint: { methods: ['GET'], path: '/u' }, at: { start: { line: 2, character: 1 } } },
              ],
            },
          },
          flags: { dependencies: ['flag'] },
        },
      ],
    });
  });

  it('is nothing where a file is new, apart from its endpoints', () => {
    const found = facts({}, { given: { changes: [{ path: PATH, status: 'added' }], filesBefore: [] } });
    expect(found).toMatchObject({
      surfaces: [{ comparison: { value: { changes: [] } } }],
      endpoints: [{ comparison: { value: { added: [{ endpoint: { function: 'list_users' } }] } } }],
    });
  });

  it('is nothing where git knew no such file', () => {
    const found = facts({ filesBefore: { [PATH]: observed({ kind: 'absent' }) } });
    expect(found).toMatchObject({ surfaces: [{ comparison: { value: { changes: [] } } }] });
  });

  it('is told without a text where the file is deleted', () => {
    const found = facts(
      {},
      {
        given: { changes: [{ path: PATH, status: 'deleted' }], files: [], filesBefore: [] },
      },
    );
    expect(found).toMatchObject({
      surfaces: [{ comparison: { value: { kind: 'deleted' } } }],
      endpoints: [],
    });
  });

  it.each([
    ['after', { given: { files: [{ path: PATH, text: 'def f(:\n' }] } }, 0],
    ['before', { given: { filesBefore: [{ path: PATH, text: 'x = 1\ndef f(:\n' }] } }, 0],
  ])('cannot be compared where the text %s it is no Python', (_, given, line) => {
    const unreadable = { comparison: { value: { kind: 'unreadable', at: { path: PATH, start: { line } } } } };
    expect(facts({}, given)).toMatchObject({ surfaces: [unreadable], endpoints: [unreadable] });
  });

  it('is no matter of a person', () => {
    expect(facts({}, { by: HUMAN })).toBeUndefined();
  });

  it('is compared as long as nobody knows who made it', () => {
    expect(facts({}, { by: NOBODY_KNOWS })).toMatchObject({ surfaces: [{ comparison: { known: true } }] });
  });
});

describe('Every changed path', () => {
  const subjects = (focus: Observations['focus'], changes: readonly string[]) =>
    askIn(policy, { ...changeObservations({ changes, ...BY_AN_AGENT }, {}), focus })(pythonChanges).map(
      ({ paths, judged }) => [...paths, ...judged.map(({ kind }) => kind)],
    );

  it('is a subject, whether or not the scope watches it', () => {
    expect(subjects({ kind: 'change' }, ['docs/a.md', PATH])).toEqual([
      ['docs/a.md'],
      [PATH, 'surface', 'endpoints'],
    ]);
  });

  it('is the open document alone, also where no commit has changed it yet', () => {
    const open = { kind: 'document', path: PATH } as const;
    expect(subjects(open, ['docs/a.md'])).toEqual([[PATH, 'surface', 'endpoints']]);
    expect(subjects({ kind: 'document', path: 'docs/a.md' }, ['docs/a.md', PATH])).toEqual([['docs/a.md']]);
  });
});

describe('It is not known', () => {
  it.each<[string, Partial<Observations>, string]>([
    ['when the text before was not given', { filesBefore: {} }, 'its text before the change was not given'],
    ['when the text after was not given', { files: {} }, 'its text after the change was not given'],
    [
      'when git cannot tell',
      { filesBefore: { [PATH]: unobserved('this is a shallow clone') } },
      'this is a shallow clone',
    ],
    [
      'when the file cannot be read',
      { files: { [PATH]: unobserved('permission was denied') } },
      'permission was denied',
    ],
    [
      'when the file is no text',
      { files: { [PATH]: observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }) } },
      'its text after the change cannot be read: it is not valid UTF-8',
    ],
    [
      'when the file was no text',
      { filesBefore: { [PATH]: observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }) } },
      'its text before the change cannot be read: it is not valid UTF-8',
    ],
    [
      'when there is no file after all',
      { files: { [PATH]: observed({ kind: 'absent' }) } },
      'there is no such file after the change',
    ],
  ])('%s', (_, seen, reason) => {
    expect(reasons(facts(seen))).toEqual([reason, reason]);
  });

  it('when the parsers are not loaded', () => {
    const reason = 'the parsers are not loaded';
    const files = [{ path: PATH, text: AFTER }];
    const filesBefore = [{ path: PATH, text: BEFORE }];
    const seen = changeObservations({ changes: [PATH], files, filesBefore }, {});
    const found = findPythonChanges(policy, seen, {
      authorship: AGENT,
      parsers: () => undefined,
      ...bothSidesOf(seen),
    });
    expect(reasons(found)).toEqual([reason, reason]);
  });

  it('for a file that is called like something every object has', () => {
    const found = facts({}, { given: { changes: ['app/constructor.py'] } });
    expect(reasons(found)).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import type { PythonSubject } from './python-subjects.ts';
import { bothSidesOf } from '../../testing/both-sides-of.ts';
import { textsOf } from './python-texts.ts';

const PATH = 'backend/app/services/users.py';
const policy = loadPolicy({
  path: 'lockkeeper.json',
  text: JSON.stringify({ version: 1, change_scope: { additive_only: ['backend/'] } }),
});
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
const [pattern] = policy.changeScope?.additiveOnly ?? [];
if (pattern === undefined) throw new Error('The policy of this test names a folder.');

type Contents = Readonly<Record<string, Known<FileContent>>>;

const subject = (status: PythonSubject['status'], path = PATH): PythonSubject => ({ path, status, pattern });
const text = (written: string): Contents => ({ [PATH]: observed(textContent(written)) });
const ABSENT: Contents = { [PATH]: observed({ kind: 'absent' }) };
const BINARY: Contents = { [PATH]: observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }) };
const DENIED: Contents = { [PATH]: unobserved('permission was denied') };

describe('A file has a text on both sides', () => {
  it.each<[string, PythonSubject['status'], Contents, Contents, string | undefined]>([
    ['when it was changed', 'modified', text('x = 1\n'), text('x = 2\n'), 'x = 1\n'],
    ['when it became something else', 'type-changed', text('x = 1\n'), text('x = 2\n'), 'x = 1\n'],
    ['when it was empty', 'modified', text(''), text('x = 2\n'), ''],
    ['and none before, when it is new', 'added', {}, text('x = 2\n'), undefined],
    [
      'and none before, whatever was given, when it is new',
      'added',
      text('x = 1\n'),
      text('x = 2\n'),
      undefined,
    ],
    ['and none before, when git knew no such file', 'modified', ABSENT, text('x = 2\n'), undefined],
  ])('%s', (_, status, ...[filesBefore, files, before]) => {
    expect(textsOf(subject(status), bothSidesOf({ filesBefore, files }))).toEqual(
      observed({ path: PATH, before, after: 'x = 2\n' }),
    );
  });
});

describe('A text is not known', () => {
  const BEFORE = 'its text before the change';
  const AFTER = 'its text after the change';

  it.each<[string, Contents, Contents, string]>([
    ['before, when nobody gave it', {}, text('x = 2\n'), `${BEFORE} was not given`],
    ['after, when nobody gave it', text('x = 1\n'), {}, `${AFTER} was not given`],
    ['on either side, and the first is told', {}, {}, `${BEFORE} was not given`],
    ['before, when it is none', BINARY, text('x = 2\n'), `${BEFORE} cannot be read: it is not valid UTF-8`],
    ['after, when it is none', text('x = 1\n'), BINARY, `${AFTER} cannot be read: it is not valid UTF-8`],
    ['before, when it could not be read', DENIED, text('x = 2\n'), 'permission was denied'],
    ['after, when it could not be read', text('x = 1\n'), DENIED, 'permission was denied'],
    ['after, when there is no file', text('x = 1\n'), ABSENT, 'there is no such file after the change'],
  ])('%s', (_, filesBefore, ...[files, reason]) => {
    expect(textsOf(subject('modified'), bothSidesOf({ filesBefore, files }))).toEqual(unobserved(reason));
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'of a file that is called like something every object has: %s',
    (path) => {
      expect(textsOf(subject('modified', path), bothSidesOf({ filesBefore: {}, files: {} }))).toEqual(
        unobserved(`${BEFORE} was not given`),
      );
    },
  );
});

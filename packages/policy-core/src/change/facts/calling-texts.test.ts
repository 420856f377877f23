import { expect, test } from 'vitest';

import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { textsThatCall } from './calling-texts.ts';

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  '': ['.github', '.circleci', 'src'],
  '.github/workflows': ['ci.yml', 'README.md', 'picture.png'],
  '.circleci': ['keys.enc'],
};

function seen(contents: Readonly<Record<string, Known<FileContent>>>) {
  return textsThatCall({
    names: (folder) => observed(FOLDERS[folder] ?? []),
    content: (path) => contents[path] ?? observed({ kind: 'absent' }),
  });
}

const CI = '.github/workflows/ci.yml';
const text = (written: string) => observed({ kind: 'text' as const, text: written });
const unreadable = observed({ kind: 'unreadable' as const, problem: 'it is not valid UTF-8' });

test('a workflow that nobody can read may call anything; what is no text calls nothing', () => {
  expect(seen({ [CI]: unreadable })).toEqual(unobserved(`${CI}: it is not valid UTF-8`));
  expect(seen({ [CI]: unobserved('git was not asked') })).toEqual(unobserved('git was not asked'));
  expect(seen({ [CI]: text('a'), '.circleci/keys.enc': unreadable })).toEqual(observed(['a']));
});

test('a folder that nobody could list hides what calls', () => {
  const hidden = unobserved('it was not listed');
  const content = () => observed({ kind: 'absent' as const });
  expect(textsThatCall({ names: () => hidden, content })).toEqual(hidden);
  const names = (folder: string) => (folder === '' ? observed(['.github']) : hidden);
  expect(textsThatCall({ names, content })).toEqual(hidden);
});

test('files that call each other are read once', () => {
  const contents = {
    [CI]: text('run: a.sh'),
    'a.sh': text('bash b.sh'),
    'b.sh': text('bash a.sh'),
  };
  expect(seen(contents)).toEqual(observed(['run: a.sh', 'bash b.sh', 'bash a.sh']));
});

import { describe, expect, test } from 'vitest';

import { requirementsFile, type ReadRequirements } from '../facts/requirements-file.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { lineChanges } from './line-changes.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;
const OTHER = `--hash=sha256:${'1'.repeat(64)}`;

function read(text: string): ReadRequirements {
  const file = requirementsFile('requirements.lock', { kind: 'text', text });
  if (file.kind !== 'read') throw new Error('no lines');
  return file;
}

function shown(before: string, after: string, mode: 'textual' | 'mirror' = 'mirror'): readonly string[] {
  return lineChanges(read(before), read(after), mode).map(
    ({ kind, text }) => `${kind === 'added' ? '+' : '-'} ${text}`,
  );
}

describe('what goes and what comes', () => {
  test('is nothing where the lines are the same', () => {
    expect(shown('a==1\nb==2\n', 'a==1\nb==2\n')).toEqual([]);
    expect(shown('# x\na==1  # y\nb==2\n', 'b==2\n\n# x\na==1 # y\n')).toEqual([]);
  });

  test('stands together where it is of one project', () => {
    expect(shown('a==1\nb==1\nc==1\n', 'd==1\nc==2\nB==2\n')).toEqual([
      '- a==1',
      '- b==1',
      '+ B==2',
      '- c==1',
      '+ c==2',
      '+ d==1',
    ]);
  });

  test('each replacement is named once', () => {
    expect(shown('a==1\na==2\n', 'a==3\n')).toEqual(['- a==1', '+ a==3', '- a==2']);
    expect(shown('a==1\n', 'a==2; python_version < "3"\na==3\n')).toEqual([
      '- a==1',
      '+ a==2; python_version < "3"',
      '+ a==3',
    ]);
  });

  test('a line that stands there twice is one more', () => {
    expect(shown('a==1\na==1\n', 'a==1\n')).toEqual(['- a==1']);
    expect(shown('a==1\n', 'a==1\na==1\n')).toEqual(['+ a==1']);
  });

  test('counts hashes and does not print them', () => {
    expect(shown(`a==1 ${HASH}\n`, `a==2 ${HASH} ${OTHER}\n`)).toEqual([
      '- a==1 (1 hash)',
      '+ a==2 (2 hashes)',
    ]);
  });

  test('options and addresses have no project, and are named all the same', () => {
    expect(shown('--pre\n', '-i https://ana:secret@pypi.example/simple\n')).toEqual([
      '- --pre',
      '+ -i https://****@pypi.example/simple',
    ]);
    expect(shown('', '-e .\n./a.zip\ngit+https://ana:secret@git.example/a\n')).toEqual([
      '+ -e .',
      '+ ./a.zip',
      '+ git+https://****@git.example/a',
    ]);
  });

  test('says of each whether it lacks hashes, where it could have some', () => {
    const lacking = (after: string) =>
      lineChanges(read(''), read(after), 'mirror').map((one) => one.lacksHashes);
    expect(lacking(`a==1\nb==1 ${HASH}\n--pre\n`)).toEqual([true, false, false]);
  });

  test('in the mode textual is physical lines as they stand there', () => {
    expect(shown(`a==1 \\\n    ${HASH}\n`, 'a==1 # why\n', 'textual')).toEqual([
      '- a==1 \\',
      '+ a==1 # why',
      `- ${HASH}`,
    ]);
    expect(shown('a==1\n', '# a comment\n\n   a==1\n', 'textual')).toEqual(['+ # a comment']);
  });

  test('names a comment with the entry that it stands behind, where both go', () => {
    expect(shown('a==1 # why\n# alone\n', '')).toEqual(['- a==1  # why', '- # alone']);
    expect(shown('a==1 # why\nb==1\n', 'a==2 # why\nb==1\n')).toEqual(['- a==1', '+ a==2']);
    expect(shown('a==1 # why\n', 'a==1 # how\n')).toEqual(['- # why', '+ # how']);
  });

  test('is what stands there, with all that is on the line', () => {
    expect(shown(`a>=1 \\\n  --only-binary=a ${HASH} # x\n`, '')).toEqual([
      '- a>=1 --only-binary=a (1 hash)  # x',
    ]);
  });

  test('of very many lines takes no long time', () => {
    const lines = (version: number) =>
      Array.from({ length: 20_000 }, (_, index) => `package-${index % 5000}==${version}`).join('\n');
    const started = stepsTaken();
    expect(lineChanges(read(lines(1)), read(lines(2)), 'mirror')).toHaveLength(40_000);
    expect(stepsTaken() - started).toBeLessThan(8_000_000);
  });
});

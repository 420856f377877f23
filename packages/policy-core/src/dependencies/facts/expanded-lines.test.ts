import { describe, expect, test } from 'vitest';

import { MOST_OPENED } from './expanded-requirements.ts';
import { parsedSide } from './parsed-side.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { linePlace, readLines } from './expanded-requirements.ts';

function read(files: Readonly<Record<string, string>>) {
  const pair = samplePair(files);
  const source = parsedSide(pair.source);
  if (source === undefined) throw new Error('no lines');
  return readLines(source, pair.fileAt);
}

function shown(files: Readonly<Record<string, string>>): readonly string[] {
  return read(files).lines.map((one) => {
    const { path, line } = linePlace(one);
    const way = one.broughtInBy.map((by) => ` < ${by.path}:${by.line}`).join('');
    return `${one.as === 'constraints' ? 'limits ' : ''}${path}:${line} ${one.line.content}${way}`;
  });
}

describe('every line that pip reads', () => {
  test('comes with the way that leads to it, where it is brought in', () => {
    const files = {
      'requirements.txt': 'a==1\n-r api/base.txt\nz==1\n',
      'api/base.txt': '# first\nb==1\n-r more.txt\n',
      'api/more.txt': 'c==1\n',
    };
    expect(shown(files)).toEqual([
      'requirements.txt:1 a==1',
      'api/base.txt:2 b==1 < requirements.txt:2',
      'api/more.txt:1 c==1 < requirements.txt:2 < api/base.txt:3',
      'requirements.txt:3 z==1',
    ]);
  });

  test('constrains where it comes from constraints, however far down', () => {
    const files = {
      'requirements.txt': '-c limits.txt\na==1\n',
      'limits.txt': 'b<2\n-r more.txt\n',
      'more.txt': 'c<2\n-c last.txt\n',
      'last.txt': 'd<2\n',
    };
    expect(shown(files)).toEqual([
      'limits limits.txt:1 b<2 < requirements.txt:1',
      'limits more.txt:1 c<2 < requirements.txt:1 < limits.txt:2',
      'limits last.txt:1 d<2 < requirements.txt:1 < limits.txt:2 < more.txt:2',
      'requirements.txt:2 a==1',
    ]);
  });

  test('is read twice where a file is named twice, as pip does', () => {
    const files = { 'requirements.txt': '-r a.txt\n-c a.txt\n', 'a.txt': 'a==1\n' };
    expect(shown(files)).toEqual([
      'a.txt:1 a==1 < requirements.txt:1',
      'limits a.txt:1 a==1 < requirements.txt:2',
    ]);
  });

  test('ends where files bring in each other', () => {
    const files = {
      'requirements.txt': '-r a.txt\n-r requirements.txt\n',
      'a.txt': '-r b.txt\na==1\n',
      'b.txt': '-r a.txt\n-r requirements.txt\nb==1\n',
    };
    expect(shown(files)).toEqual([
      'b.txt:3 b==1 < requirements.txt:1 < a.txt:1',
      'a.txt:2 a==1 < requirements.txt:1',
    ]);
  });

  test('ends where somebody made files that bring in two, and so on', () => {
    const files: Record<string, string> = { 'requirements.txt': '-r f0.txt\n-r f0.txt\n' };
    for (let index = 0; index < 30; index += 1) {
      files[`f${index}.txt`] = `-r f${index + 1}.txt\n-r f${index + 1}.txt\n`;
    }
    files['f30.txt'] = 'a==1\n';
    const { lines } = read(files);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(MOST_OPENED);
  });

  test('leaves out what lies elsewhere, and says what could not be seen', () => {
    const files = {
      'requirements.txt':
        '-r https://files.example/a.txt\n-r ../outside.txt\n-r ${NAME}.txt\n-r gone.txt\n-r pylock.toml\na==1\n',
      'pylock.toml': 'lock-version = "1.0"\n',
    };
    const { lines, unseen } = read(files);
    expect(lines.map(({ line }) => line.content)).toEqual(['a==1']);
    expect(unseen).toEqual([
      { path: 'gone.txt', reason: 'its text was not given' },
      { path: 'pylock.toml', reason: 'it holds no requirements, or does not exist' },
    ]);
  });

  test('has its place in lines of an editor, also behind continuations', () => {
    const files = { 'requirements.txt': '\uFEFF# x\r\n\r\na==1 \\\r\n  --hash=sha256:00\r\nb==1' };
    expect(shown(files)).toEqual(['requirements.txt:3 a==1   --hash=sha256:00', 'requirements.txt:5 b==1']);
  });
});

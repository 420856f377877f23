import { describe, expect, test } from 'vitest';

import { openedDocument } from '../testing/opened-document.ts';
import { documentView } from './document-view.ts';

const SOURCE = 'requirements.in';
const LOCK = 'requirements.txt';
const POLICY = { dependencies: [{ id: 'app', source: SOURCE, lock: LOCK }] };

/** The lines of the file with what stands behind them in an editor. */
function withHints(
  texts: Readonly<Record<string, string>>,
  { path = SOURCE, policy = POLICY }: { readonly path?: string; readonly policy?: object } = {},
): readonly string[] {
  const { hints } = documentView(openedDocument({ path, texts, policy, parsers: undefined }));
  const lines = (texts[path] ?? '').split('\n');
  for (const { at, text } of hints.toReversed()) {
    expect(at.start).toEqual(at.end);
    const line = lines[at.start.line] ?? '';
    lines[at.start.line] = `${line.slice(0, at.start.character)}[${text}]${line.slice(at.start.character)}`;
  }
  return lines;
}

describe('behind a requirement stands the version that is locked', () => {
  test.each<[string, readonly [source: string, lock: string], readonly string[]]>([
    ['where it names none', ['flask', 'flask==2.3.2'], ['flask[locked 2.3.2]']],
    ['where it gives a range', ['flask>=2,<3', 'flask==2.3.2'], ['flask>=2,<3[locked 2.3.2]']],
    ['before a comment', ['flask  # web', 'flask==2.3.2'], ['flask[locked 2.3.2]  # web']],
    [
      'before hashes',
      ['flask>=2 --hash=sha256:00', 'flask==2.3.2'],
      ['flask>=2[locked 2.3.2] --hash=sha256:00'],
    ],
    ['however the name is written', ['Flask_Login', 'flask-login==0.6'], ['Flask_Login[locked 0.6]']],
    [
      'of each, where markers choose',
      ['numpy', 'numpy==1.26 ; python_version < "3.12"\nnumpy==2.0 ; python_version >= "3.12"'],
      ['numpy[locked 1.26 or 2.0]'],
    ],
    ['not where it says so itself', ['flask==2.3.2', 'flask==2.3.2'], ['flask==2.3.2']],
    ['where it says another one', ['flask==2.3.1', 'flask==2.3.2'], ['flask==2.3.1[locked 2.3.2]']],
    ['not where the lock does not have it', ['flask\nrich', 'rich==13.0'], ['flask', 'rich[locked 13.0]']],
    ['not where the lock names no version', ['flask', 'flask'], ['flask']],
  ])('%s', (_, [source, lock], shown) => {
    expect(withHints({ [SOURCE]: source, [LOCK]: lock })).toEqual(shown);
  });

  test('of a file that the source brings in', () => {
    const texts = { [SOURCE]: '-r more.in\n', 'more.in': 'rich', [LOCK]: 'rich==13.0' };
    expect(withHints(texts, { path: 'more.in' })).toEqual(['rich[locked 13.0]']);
  });

  test('of every lock that the file is the source of, each version once', () => {
    const policy = {
      dependencies: ['a', 'b', 'c'].map((id) => ({ id, source: SOURCE, lock: `${id}.txt` })),
    };
    const texts = { [SOURCE]: 'rich', 'a.txt': 'rich==13.0', 'b.txt': 'rich==13.0', 'c.txt': 'rich==14.0' };
    expect(withHints(texts, { policy })).toEqual(['rich[locked 13.0][locked 14.0]']);
  });

  test('of a pylock.toml', () => {
    const lock = [
      'lock-version = "1.0"',
      'created-by = "uv"',
      '[[packages]]',
      'name = "rich"',
      'version = "13.0"',
      'index = "https://pypi.org/simple"',
      '',
    ].join('\n');
    const policy = { dependencies: [{ id: 'app', source: SOURCE, lock: 'pylock.toml' }] };
    expect(withHints({ [SOURCE]: 'rich', 'pylock.toml': lock }, { policy })).toEqual(['rich[locked 13.0]']);
  });
});

describe('nothing stands there', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['without a lock', { [SOURCE]: 'flask' }, SOURCE],
    ['in the lock itself', { [SOURCE]: 'flask', [LOCK]: 'flask==2.3.2' }, LOCK],
    ['in a file of no pair', { 'other.txt': 'flask', [LOCK]: 'flask==2.3.2' }, 'other.txt'],
  ])('%s', (_, texts, path) => {
    expect(withHints(texts, { path })).toEqual((texts[path] ?? '').split('\n'));
  });
});

import { describe, expect, test } from 'vitest';

import { openedDocument } from '../testing/opened-document.ts';
import { documentView } from './document-view.ts';
import { placeNote } from './place-note.ts';

const PROJECT = 'api/pyproject.toml';
const POLICY = {
  dependencies: [
    {
      id: 'api',
      source: 'api/requirements.in',
      lock: 'api/requirements.txt',
      sync: { mode: 'compiled', python: '3.12' },
    },
    { id: 'docs', source: 'docs/requirements.in', lock: 'docs/requirements.txt' },
  ],
};
const LOCK = `asgiref==3.8.1 --hash=sha256:${'a'.repeat(64)}
    # via django
django==4.2.16
    # via shop (pyproject.toml)
sqlparse==0.5.1
    # via
    #   django
    #   shop (pyproject.toml)
`;
const OTHERS = {
  'api/requirements.txt': LOCK,
  'docs/requirements.txt': 'django==1.0\n',
};

/** What is said where `|` stands. */
function said(text: string, path = PROJECT): readonly string[] | undefined {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const texts = { ...OTHERS, [path]: text.replace('|', '') };
  return placeNote(openedDocument({ path, texts, policy: POLICY, parsers: undefined }), position)?.sentences;
}

/** The lines with what stands behind each dependency. */
function withHints(text: string): readonly string[] {
  const texts = { ...OTHERS, [PROJECT]: text };
  const { hints } = documentView(
    openedDocument({ path: PROJECT, texts, policy: POLICY, parsers: undefined }),
  );
  const lines = text.split('\n');
  for (const { at, text: shown, tooltip } of hints.toReversed()) {
    expect([at.start, tooltip]).toEqual([at.end, 'api/requirements.txt locks it.']);
    const line = lines[at.start.line] ?? '';
    lines[at.start.line] = `${line.slice(0, at.start.character)}[${shown}]${line.slice(at.start.character)}`;
  }
  return lines;
}

describe('a dependency of a pyproject.toml', () => {
  test.each<[string, string, readonly string[] | undefined]>([
    [
      'is told its line in the lock beside it',
      '[project]\ndependencies = ["Djan|go>=4"]',
      ['api/requirements.txt:3 locks django==4.2.16.'],
    ],
    [
      'in an extra, with the hashes',
      '[project.optional-dependencies]\nx = ["flask", "asgiref|"]',
      ['api/requirements.txt:1 locks asgiref==3.8.1, held to 1 hash.', 'It is needed by django as well.'],
    ],
    [
      'in a group, and what else needs it',
      '[dependency-groups]\ndev = [|"sqlparse"]',
      ['api/requirements.txt:5 locks sqlparse==0.5.1.', 'It is needed by django as well.'],
    ],
    [
      'of Poetry',
      '[tool.poetry.dependencies]\ndja|ngo = "^4.2"',
      ['api/requirements.txt:3 locks django==4.2.16.'],
    ],
    [
      'whether its marker counts',
      '[project]\ndependencies = ["tomli|; python_version < \'3.11\'", "django; python_version > \'3\'"]',
      undefined,
    ],
    [
      'that is locked, with its marker',
      '[project]\ndependencies = ["django|; python_version > \'3\'"]',
      ['api/requirements.txt:3 locks django==4.2.16.', 'Its marker holds for Python 3.12 on linux.'],
    ],
    ['is not told what it says itself', '[project]\ndependencies = ["djan|go==4.2.16"]', undefined],
    ['is not told of what no lock holds', '[project]\ndependencies = ["fla|sk"]', undefined],
    ['is nothing beside it', '[project]\ndepend|encies = ["django"]', undefined],
  ])('%s', (_, text, sentences) => {
    expect(said(text)).toEqual(sentences);
  });

  test('is not told of a lock elsewhere, and of every lock below it', () => {
    expect(said('[project]\ndependencies = ["djan|go"]', 'web/pyproject.toml')).toBeUndefined();
    expect(said('[project]\ndependencies = ["djan|go"]', 'pyproject.toml')).toEqual([
      'api/requirements.txt:3 locks django==4.2.16.',
      'docs/requirements.txt:1 locks django==1.0.',
    ]);
  });

  test('shows the version that is locked, where it does not name it itself', () => {
    const text = `[project]
dependencies = ["django>=4", "flask", "sqlparse==0.5.1"]
[tool.poetry.dependencies]
asgiref = "^3"`;
    expect(withHints(text)).toEqual([
      '[project]',
      'dependencies = ["django>=4"[locked 4.2.16], "flask", "sqlparse==0.5.1"]',
      '[tool.poetry.dependencies]',
      'asgiref = "^3"[locked 3.8.1]',
    ]);
  });
});

describe('what is said of it', () => {
  const text = '[project]\ndependencies = [\n    "django>=4",\n]\n';
  const noteAt = (line: number, character: number, given: Readonly<Record<string, string>> = OTHERS) =>
    placeNote(
      openedDocument({
        path: PROJECT,
        texts: { ...given, [PROJECT]: text },
        policy: POLICY,
        parsers: undefined,
      }),
      { line, character },
    );

  test('is said from quote to quote', () => {
    expect(noteAt(2, 4)?.at).toEqual({
      path: PROJECT,
      start: { line: 2, character: 4 },
      end: { line: 2, character: 15 },
    });
    expect(noteAt(2, 15)).toEqual(noteAt(2, 4));
  });

  test.each<[number, number]>([
    [2, 3],
    [2, 16],
    [1, 14],
    [3, 0],
    [90, 0],
  ])('is not said in line %i at %i', (line, character) => {
    expect(noteAt(line, character)).toBeUndefined();
  });

  test('comes from a lock of the standard form too', () => {
    const policy = { dependencies: [{ id: 'api', source: 'api/requirements.in', lock: 'api/pylock.toml' }] };
    const pylock = `lock-version = "1.0"
created-by = "shop"
[[packages]]
name = "django"
version = "4.2.16"
`;
    const texts = { 'api/pylock.toml': pylock, [PROJECT]: text };
    const document = openedDocument({ path: PROJECT, texts, policy, parsers: undefined });
    expect(placeNote(document, { line: 2, character: 6 })?.sentences).toEqual([
      'api/pylock.toml:5 locks django==4.2.16.',
    ]);
    expect(documentView(document).hints.map((hint) => hint.text)).toEqual(['locked 4.2.16']);
  });

  test('is nothing while the lock is not there, or holds nothing', () => {
    expect(noteAt(2, 6, {})).toBeUndefined();
    expect(noteAt(2, 6, { 'api/requirements.txt': '' })).toBeUndefined();
    expect(noteAt(2, 6, { 'api/requirements.txt': '\u0000\u0001' })).toBeUndefined();
  });

  test('names two versions where markers choose', () => {
    const lock = 'django==4.2 ; python_version < "3.10"\ndjango==5.0 ; python_version >= "3.10"\n';
    const texts = { 'api/requirements.txt': lock, [PROJECT]: text };
    const document = openedDocument({ path: PROJECT, texts, policy: POLICY, parsers: undefined });
    expect(documentView(document).hints.map((hint) => hint.text)).toEqual(['locked 4.2 or 5.0']);
    expect(placeNote(document, { line: 2, character: 6 })?.sentences).toHaveLength(2);
  });

  test('takes nothing from what a policy protects: that stands on the first line', () => {
    const policy = {
      ...POLICY,
      protected: [{ id: 'build', paths: ['api/*.toml'], require: { label: 'ok' } }],
    };
    const texts = { ...OTHERS, [PROJECT]: text };
    const document = openedDocument({ path: PROJECT, texts, policy, parsers: undefined });
    expect(placeNote(document, { line: 0, character: 1 })?.isAboutFile).toBe(true);
    expect(placeNote(document, { line: 2, character: 6 })?.isAboutFile).toBeUndefined();
  });
});

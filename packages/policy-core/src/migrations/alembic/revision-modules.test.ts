import { describe, expect, it } from 'vitest';

import { moduleFile, modulesOf, targetKey } from './revision-modules.ts';

const PATH = 'app/versions/a.py';

function modules(text: string, texts: Readonly<Record<string, string>>, path = PATH) {
  const files = new Map(Object.entries(texts).map(([at, content]) => [at, moduleFile(at, content)]));
  return modulesOf(text, { path, roots: ['', 'src'] }, (at) => files.get(at));
}

describe('the modules of a revision', () => {
  it('are those that it imports, and those that they import', () => {
    const found = modules('from app.a import f\n', {
      'app/a.py': 'from .b import g\n',
      'app/b.py': 'import os\n',
      'app/c.py': '',
    });
    expect([...(found?.files.keys() ?? [])]).toEqual(['app/a.py', 'app/b.py']);
    expect(found?.targets).toEqual(
      new Map([
        [targetKey('', 'app.a'), 'app/a.py'],
        [targetKey('app/a.py', '.b'), 'app/b.py'],
      ]),
    );
  });

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['nothing is imported', 'x = 1\n', { 'app/a.py': '' }],
    ['only libraries are', 'from alembic import op\nimport flask\n', { 'app/a.py': '' }],
    ['it may be one of two', 'from app.a import f\n', { 'app/a.py': '', 'src/app/a.py': '' }],
    ['it may be a package as well', 'from app.a import f\n', { 'app/a.py': '', 'app/a/__init__.py': '' }],
    ['it is the revision itself', 'from . import a\n', { [PATH]: '' }],
  ])('are none where %s', (_, text, texts) => {
    expect(modules(text, texts)).toBeUndefined();
  });

  it('have another key as soon as one of them is another, and else the same', () => {
    const text = 'from app.a import f\n';
    const key = (texts: Readonly<Record<string, string>>, path?: string) => modules(text, texts, path)?.key;
    const first = key({ 'app/a.py': 'import app.b\n', 'app/b.py': '1' });
    expect(key({ 'app/a.py': 'import app.b\n', 'app/b.py': '1', 'app/c.py': '2' })).toBe(first);
    expect(key({ 'app/a.py': 'import app.b\n', 'app/b.py': '1' }, 'app/versions/b.py')).toBe(first);
    const others = [
      key({ 'app/a.py': 'import app.b\n', 'app/b.py': '2' }),
      key({ 'app/a.py': 'import app.b\n' }),
      key({ 'app/a.py': '', 'app/b.py': '1' }),
      key({ 'src/app/a.py': 'import app.b\n', 'app/b.py': '1' }),
    ];
    expect(others).not.toContain(first);
  });
});

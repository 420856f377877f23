import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { isDocumentName, pathMention } from './path-mention.ts';

describe('a word names a file or a folder', () => {
  test.each([
    ['PYTHON_VERSION_POLICY.md', 'named'],
    ['Release.md', 'named'],
    ['docs/BACKEND_INTEGRITY_POLICY.md', 'named'],
    ['docs/ops/rollback.md', 'named'],
    ['./scripts/', 'named'],
    ['./ops/db_audit/', 'named'],
    ['../tools/check.sh', 'named'],
    ['./guide.md', 'named'],
    ['rollback.md', 'document'],
    ['backend/README.md', 'document'],
    ['backend/NOTES.rst', 'document'],
    ['infrastructure/last-good-deploy.json', 'path'],
    ['ops/db_audit/', 'path'],
    ['backend/app/main.py', 'path'],
    ['.github/workflows/guard.yml', 'path'],
  ])('%s is %s', (word, sureness) => {
    expect(pathMention(word)).toEqual({ path: word.replace(/\/$/, ''), sureness });
  });

  test.each([
    ['docs/a.md#steps', 'docs/a.md'],
    ['backend/app/main.py:12', 'backend/app/main.py'],
    ['backend/app/main.py:12-20', 'backend/app/main.py'],
  ])('%s with what follows the path', (word, path) => {
    expect(pathMention(word)?.path).toBe(path);
  });
});

describe('a word names nothing in the repository', () => {
  test.each([
    ['a branch', 'auto/dependency-upgrade'],
    ['a package', '@scope/package/index.js'],
    ['a name in code', 'app/graph.Host'],
    ['one word', 'requirements'],
    ['a bare file that is no document', 'requirements.lock'],
    ['a folder of one name', 'scripts'],
    ['a pattern', 'auto/*'],
    ['a pattern of documents', 'docs/**/*.md'],
    ['alternatives', 'docs/{a,b}.md'],
    ['a placeholder', '<name>.md'],
    ['a placeholder in braces', 'docs/{name}.md'],
    ['a date to be filled in', 'docs/report-YYYYMMDD.md'],
    ['a number to be filled in', 'docs/adr-NNN.md'],
    ['a name to be filled in', 'your-project/README.md'],
    ['a path to be filled in', 'path/to/file.md'],
    ['an example', 'docs/example.md'],
    ['a system path', '/etc/hosts.conf'],
    ['a home path', '~/notes/a.md'],
    ['an address', 'https://example.com/a.md'],
    ['an address without its scheme', 'github.com/acme/shop.git'],
    ['an environment name', 'DATABASE_URL'],
    ['a command', './run.sh --all'],
    ['an assignment', 'A=docs/a.md'],
    ['a variable', '$HOME/a.md'],
    ['a Windows path', 'docs\\a.md'],
    ['an ellipsis', 'docs/.../a.md'],
    ['an extension', '.md'],
    ['an extension below a folder', 'docs/.md'],
    ['dots', '..'],
    ['dots and a slash', '../'],
    ['nothing', ''],
    ['what a tool makes', 'frontend/dist/index.js'],
    ['what is installed', 'node_modules/zod/README.md'],
    ['what is local', '.claude/settings.json'],
    ['secrets', 'backend/.env.local'],
    ['two slashes', 'docs//a.md'],
    ['other letters', 'docs/обзор.md'],
    ['a sentence', 'docs/a.md, docs/b.md'],
  ])('%s: %s', (_name, word) => {
    expect(pathMention(word)).toBeUndefined();
  });
});

test('documents are told by their ending', () => {
  expect(['a.md', 'docs/B.MD', 'c.rst', 'd.mdx', 'e.adoc'].map(isDocumentName)).toEqual(Array(5).fill(true));
  expect(['.md', 'docs/.md', 'a.py', 'md', 'a.md.j2', ''].map(isDocumentName)).toEqual(Array(6).fill(false));
});

test('[property] a path is part of the word, and never empty, absolute or a pattern', () => {
  const part = fc.constantFrom(...'./\\*<>{}$@ #:~-_aZ9é'.split(''), 'docs', '.md', '..', '.py');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const word = parts.join('');
      const mention = pathMention(word);
      if (mention === undefined) return;
      expect(word.startsWith(mention.path)).toBe(true);
      expect(mention.path).toMatch(/^[\w.@+-]+(\/[\w.@+-]+)*$/);
    }),
  );
});

test('a long word is answered in few steps', () => {
  const start = stepsTaken();
  expect(pathMention(`${'a/'.repeat(100_000)}*`)).toBeUndefined();
  expect(pathMention(`${'a.'.repeat(100_000)}*`)).toBeUndefined();
  expect(pathMention(`${'a-'.repeat(100_000)}/b.md`)?.sureness).toBe('document');
  expect(stepsTaken() - start).toBeLessThan(100);
});

test('a path of nothing but folders above is read once', () => {
  const start = stepsTaken();
  expect(pathMention(`${'../'.repeat(100_000)}!`)).toBeUndefined();
  expect(pathMention(`${'./'.repeat(100_000)}`)).toBeUndefined();
  expect(pathMention(`${'../'.repeat(100_000)}tools/check.sh`)).toMatchObject({ sureness: 'named' });
  expect(stepsTaken() - start).toBeLessThan(500_000);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { judge, patternBy, type PatternTable } from '../../testing/pattern-table.ts';
import { compileCodeownersPattern } from './codeowners-pattern.ts';
import type { PathPattern } from '../patterns/path-pattern.ts';

function patternOf(text: string): PathPattern {
  return patternBy(compileCodeownersPattern, text);
}

const TABLE: Readonly<Record<string, PatternTable>> = {
  // A single name is looked for everywhere.
  Makefile: {
    covers: ['Makefile', 'tools/Makefile', 'Makefile/part.mk', 'a/b/Makefile/part.mk'],
    leaves: ['makefile', 'Makefile.am', 'GNUMakefile', 'a/Makefile.am/b'],
  },
  'docs/': {
    covers: ['docs/a.md', 'packages/web/docs/a.md', 'docs/a/b/c.md'],
    leaves: ['docs', 'packages/docs', 'mydocs/a.md', 'docs2/a.md'],
  },
  '*.sql': {
    covers: ['a.sql', '.sql', 'db/2026/a.sql', 'db/odd.sql/notes.md'],
    leaves: ['a.sql.md', 'db/asql', 'a.SQL'],
  },
  'payments*': {
    covers: ['payments', 'payments.py', 'payments/stripe.py', 'app/payments_v2/a.py'],
    leaves: ['app/mypayments/a.py', 'Payments.py'],
  },
  '*': { covers: ['a', '.env', 'a/b/.c'], leaves: [] },
  '**': { covers: ['a', '.env', 'a/b/.c'], leaves: [] },
  '?at': { covers: ['cat', 'a/bat', 'a/cat/b', '\u{1f408}at'], leaves: ['at', 'chat', 'a/cats'] },
  '**payments': { covers: ['payments', 'a/old_payments/b'], leaves: ['payments_v2', 'a/pay/ments'] },

  // A slash at the beginning or within ties it to the root.
  '/Makefile': { covers: ['Makefile', 'Makefile/a'], leaves: ['tools/Makefile', 'Makefile.am'] },
  '/docs/': { covers: ['docs/a.md', 'docs/a/b.md'], leaves: ['docs', 'web/docs/a.md', 'docsite/a'] },
  'backend/core': {
    covers: ['backend/core', 'backend/core/a.py', 'backend/core/.env'],
    leaves: ['backend/core.py', 'old/backend/core', 'backend', 'backend/corex/a'],
  },
  'backend/core/': {
    covers: ['backend/core/a.py', 'backend/core/a/b.py'],
    leaves: ['backend/core', 'old/backend/core/a.py'],
  },
  '/*': { covers: ['README.md', '.env'], leaves: ['docs/a.md'] },
  '/**': { covers: ['README.md', 'docs/a.md'], leaves: [] },
  '/*/': { covers: ['docs/a.md', 'docs/a/b.md'], leaves: ['README.md'] },
  '*/': { covers: ['docs/a.md', 'docs/a/b.md'], leaves: ['README.md'] },
  '/pay*': { covers: ['pay', 'payments/a/b.py'], leaves: ['app/payments', 'xpay'] },

  // One star at the end stays in its directory, a name with a star does not.
  'docs/*': { covers: ['docs/a.md', 'docs/.a'], leaves: ['docs/a/b.md', 'docs', 'web/docs/a.md'] },
  'docs/*.md': {
    covers: ['docs/a.md', 'docs/.md', 'docs/odd.md/a.txt'],
    leaves: ['docs/a/b.md', 'docs/a.txt', 'web/docs/a.md'],
  },
  'docs/a*': { covers: ['docs/a', 'docs/api/index.md'], leaves: ['docs/b/a', 'docs/ba'] },
  'docs/?': { covers: ['docs/a', 'docs/a/b.md'], leaves: ['docs/ab', 'docs'] },
  'packages/*/package.json': {
    covers: ['packages/cli/package.json', 'packages/.a/package.json'],
    leaves: ['packages/package.json', 'packages/a/b/package.json'],
  },
  'services/*/': {
    covers: ['services/auth/a.py', 'services/auth/b/c.py'],
    leaves: ['services/a.py', 'services'],
  },

  // Two stars are any number of directories, also none.
  'docs/**': { covers: ['docs/a.md', 'docs/a/b.md', 'docs/.a'], leaves: ['docs', 'docsx/a'] },
  'docs/**/': { covers: ['docs/a.md', 'docs/a/b.md'], leaves: ['docs'] },
  'docs/**/*': { covers: ['docs/a.md', 'docs/a/b.md'], leaves: ['docs'] },
  '**/legal': {
    covers: ['legal', 'docs/legal', 'docs/legal/a.md', 'legal/a/b'],
    leaves: ['docs/legalese', 'illegal'],
  },
  '/**/legal/': { covers: ['legal/a.md', 'docs/eu/legal/a.md'], leaves: ['legal', 'docs/legal'] },
  '**/app/core': { covers: ['app/core', 'x/y/app/core/a.py'], leaves: ['app/x/core', 'myapp/core'] },
  '**/*test*': { covers: ['test', 'a/latest/b.py', 'a/test_b.py'], leaves: ['a/tes/t.py'] },
  'server/**/schemas.py': {
    covers: ['server/schemas.py', 'server/a/b/schemas.py', 'server/schemas.py/a'],
    leaves: ['server/a/schemas', 'x/server/schemas.py', 'serverschemas.py'],
  },
  'a/**/b/**/c': { covers: ['a/b/c', 'a/x/b/y/z/c/d'], leaves: ['a/c', 'a/b/x'] },
  'a/**/**/b': { covers: ['a/b', 'a/x/y/b'], leaves: ['ab', 'a'] },
  'a/x**y/b': { covers: ['a/xy/b', 'a/x1y/b'], leaves: ['a/x/y/b'] },

  // Other signs stand for themselves.
  'my\\ docs/': { covers: ['my docs/a.md', 'x/my docs/a.md'], leaves: ['my', 'my\\ docs/a.md'] },
  'a\\*b': { covers: ['a*b', 'x/a*b/c'], leaves: ['aab'] },
  'a\\?b': { covers: ['a?b'], leaves: ['aab'] },
  'a\\\\b': { covers: ['a\\b'], leaves: ['ab'] },
  '/app/\\[id\\]/page.tsx': { covers: ['app/[id]/page.tsx'], leaves: ['app/i/page.tsx', 'app/id/page.tsx'] },
  '/app/[slug]/page.tsx': { covers: ['app/[slug]/page.tsx'], leaves: ['app/s/page.tsx'] },
  'app/[[...path]]': { covers: ['app/[[...path]]/page.tsx'], leaves: ['app/path', 'app/[...path]'] },
  'a+(b)|c{d}@e~^:': { covers: ['a+(b)|c{d}@e~^:'], leaves: ['ab', 'abb', 'c{d}'] },
  '\\!keep': { covers: ['!keep', 'a/!keep'], leaves: ['keep'] },
  'caf\u00e9/': { covers: ['caf\u00e9/a', 'cafe\u0301/a'], leaves: ['cafe/a'] },
};

describe('a CODEOWNERS pattern', () => {
  test.each(Object.entries(TABLE))('%s covers what GitHub says it covers', (text, row) => {
    expect(judge(text, row, compileCodeownersPattern)).toEqual(row);
  });

  test.each(Object.entries(TABLE))('%s covers only what lies in its literal prefix', (text, { covers }) => {
    const { literalPrefix } = patternOf(text);
    const outside = covers.filter(
      (path) => literalPrefix !== '' && path !== literalPrefix && !path.startsWith(`${literalPrefix}/`),
    );
    expect(outside).toEqual([]);
  });

  test.each([
    ['/backend/core/*.py', 'backend/core'],
    ['backend/core/', 'backend/core'],
    ['Makefile', ''],
    ['docs/', ''],
    ['/Makefile', 'Makefile'],
    ['a/**/b', 'a'],
    ['**', ''],
  ])('%s has the literal prefix "%s"', (text, prefix) => {
    expect(patternOf(text).literalPrefix).toBe(prefix);
  });

  test('keeps the text as it was written', () => {
    expect(patternOf('/docs/my\\ file').text).toBe('/docs/my\\ file');
  });

  test('covers names with line ends and bytes that are not UTF-8', () => {
    expect(patternOf('docs/*').matches('docs/a\nb.md')).toBe(true);
    expect(patternOf('**/legal/**').matches('a\n/legal/caf\udce9')).toBe(true);
  });

  test('that is refused answers with a problem and never throws', () => {
    expect(compileCodeownersPattern('!docs')).toEqual({
      kind: 'problem',
      problem:
        '!docs begins with !, which excludes nothing in CODEOWNERS. List the exception under except, or write \\! for a name that begins with it.',
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = compileCodeownersPattern(text);
        if (result.kind === 'pattern') result.pattern.matches('docs/a.md');
        else expect(result.problem).toMatch(/\.$/);
      }),
    );
  });
});

describe('laws of the dialect', () => {
  const name = fc.constantFrom('a', 'b', 'ab', '.a', 'a b', 'a.md', '\u00e9');
  const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
  const wild = fc.oneof(name, fc.constantFrom('*', '**', 'a*', '*b', '?', '*.md'));
  const text = fc
    .array(wild, { minLength: 1, maxLength: 4 })
    .map((names) => names.join('/').replaceAll(' ', '\\ '));
  const covers = (pattern: string, tested: string) => patternOf(pattern).matches(tested);

  test('two names and more mean the same with a slash before them', () => {
    fc.assert(
      fc.property(text, path, (pattern, tested) => {
        fc.pre(pattern.includes('/'));
        expect(covers(`/${pattern}`, tested)).toBe(covers(pattern, tested));
      }),
    );
  });

  test('a single name means the same behind **/', () => {
    fc.assert(
      fc.property(wild, path, (written, tested) => {
        const pattern = written.replaceAll(' ', '\\ ');
        // A lone star at the end is an entry of its directory, whichever that is.
        expect(covers(`**/${pattern}`, tested)).toBe(covers(pattern, tested));
      }),
    );
  });

  test('a slash at the end means the same as two stars behind it', () => {
    fc.assert(
      fc.property(text, path, (pattern, tested) => {
        expect(covers(`/${pattern}/`, tested)).toBe(covers(`/${pattern}/**`, tested));
      }),
    );
  });

  test('what a directory pattern covers, the pattern without its slash covers too, lone stars aside', () => {
    fc.assert(
      fc.property(text, path, (pattern, tested) => {
        fc.pre(!pattern.endsWith('*') && covers(`/${pattern}/`, tested));
        expect(covers(`/${pattern}`, tested)).toBe(true);
      }),
    );
  });

  test('a path covers itself and what lies below it', () => {
    fc.assert(
      fc.property(path, name, (tested, child) => {
        const pattern = `/${tested.replaceAll(' ', '\\ ')}`;
        expect([covers(pattern, tested), covers(pattern, `${tested}/${child}`)]).toEqual([true, true]);
      }),
    );
  });
});

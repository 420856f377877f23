import { describe, expect, test } from 'vitest';

import { parseCodeownersSyntax } from './codeowners-syntax.ts';

function shapeOf(text: string): string {
  const syntax = parseCodeownersSyntax(text);
  if (syntax.kind === 'problem') return syntax.problem;
  const names = syntax.named.map((segment) =>
    segment.kind === 'directories'
      ? '<any>'
      : segment.pieces.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.kind}>`)).join(''),
  );
  return `${names.join('/')} ${syntax.reach}`;
}

describe('a pattern is read', () => {
  test.each([
    ['Makefile', '<any>/Makefile entry-and-below'],
    ['/Makefile', 'Makefile entry-and-below'],
    ['docs/', '<any>/docs below'],
    ['/docs/', 'docs below'],
    ['docs/**', 'docs below'],
    ['docs/**/', 'docs below'],
    ['docs/*', 'docs/<within-name> entry'],
    ['docs/**/*', 'docs/<any>/<within-name> entry'],
    ['docs/*.md', 'docs/<within-name>.md entry-and-below'],
    ['docs/a**', 'docs/a<within-name> entry-and-below'],
    ['*', '<any>/<within-name> entry'],
    ['/*', '<within-name> entry'],
    ['/*/', '<within-name> below'],
    ['**', ' below'],
    ['/**', ' below'],
    ['**/docs', '<any>/docs entry-and-below'],
    ['a/**/b', 'a/<any>/b entry-and-below'],
    ['a?', '<any>/a<one-character> entry-and-below'],
    ['my\\ docs', '<any>/my docs entry-and-below'],
    ['\\*\\?\\[\\]\\\\', '<any>/*?[]\\ entry-and-below'],
    ['\\*', '<any>/* entry-and-below'],
    ['cafe\u0301', '<any>/caf\u00e9 entry-and-below'],
  ])('%s as %s', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });
});

describe('a pattern is refused', () => {
  test.each([
    ['!docs', 'begins with !'],
    ['\\#docs', 'contains #'],
    ['#docs', 'contains #'],
    ['docs/a#b', 'contains #'],
    ['my docs', 'contains a blank'],
    [' docs', 'contains a blank'],
    ['docs ', 'contains a blank'],
    ['docs\u00a0', 'contains a blank'],
    ['src\\core', 'backslash that escapes nothing'],
    ['docs\\', 'backslash that escapes nothing'],
    ['[a-z].py', 'contains a bracket'],
    ['[ab].py', 'contains a bracket'],
    ['[Mm]akefile', 'contains a bracket'],
    ['file[0-9]', 'contains a bracket'],
    ['app/[a-z]', 'contains a bracket'],
    ['app/[!a]', 'contains a bracket'],
    ['docs]', 'contains a bracket'],
    ['*.{js,ts}', 'list in braces'],
    ['a***b', 'contains ***'],
    ['docs/***', 'contains ***'],
    ['', 'is empty'],
    ['/', '/ alone names nothing'],
    ['a//b', 'contains //'],
    ['//a', 'contains //'],
    ['./docs', 'contains . or ..'],
    ['docs/../core', 'contains . or ..'],
    ['docs\n', 'control character'],
    ['a\tb', 'control character'],
    ['a'.repeat(2_000), 'at most 1024'],
    ['**/a/'.repeat(201), 'at most 200'],
  ])('when it is %j', (text, reason) => {
    expect(shapeOf(text)).toContain(reason);
    expect(shapeOf(text)).toMatch(/\.$/);
  });
});

describe('brackets', () => {
  test.each(['app/[id]/page.tsx', '[...slug]', 'app/[[...path]]/', 'a/[param]', 'a/[my-param]/b'])(
    'that hold the name of a route are taken as they stand: %s',
    (text) => {
      expect(shapeOf(text)).not.toContain('bracket');
    },
  );
});

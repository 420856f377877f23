import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { normalizePath, parsePatternSyntax } from './path-pattern-syntax.ts';

function problemOf(text: string): string | undefined {
  const result = parsePatternSyntax(text);
  return result.kind === 'problem' ? result.problem : undefined;
}

describe('a pattern is refused, with what to do instead, when it', () => {
  test('is empty', () => {
    expect(problemOf('')).toBe('The pattern is empty. Name a file or directory, or write ** for everything.');
  });

  test('is only a slash', () => {
    expect(problemOf('/')).toBe('/ alone names nothing. Write ** for everything.');
  });

  test('begins with an exclamation mark', () => {
    expect(problemOf('!docs/**')).toBe(
      '!docs/** begins with !, which does not exclude anything here. List the exception under except, or write \\! for a name that begins with it.',
    );
  });

  test.each(['backend\\app\\core', 'core\\', 'a\\ b', '\\d+', 'a\\\\\\b', 'a\\/b', '\\\u00e9'])(
    'has a backslash that escapes nothing: %s',
    (text) => {
      expect(problemOf(text)).toBe(
        `${text} contains a backslash that escapes nothing. Use / between directories, or \\\\ for a backslash in a name.`,
      );
    },
  );

  test.each(['app/[id]', '[abc].py', 'a[', '[!a]*', 'a]b[', '\\\\[a]', '[[:alpha:]]'])(
    'has a bracket that could mean two things: %s',
    (text) => {
      expect(problemOf(text)).toBe(
        `${text} contains [, which could be a set of characters or a folder such as app/[id]. Write ? for any one character, or \\[ for the bracket itself.`,
      );
    },
  );

  test.each(['*.{js,ts}', '{a,b}', 'a{b{c,d}e}', '{a,{b}}', '{a/b,c}/d', '{,a}', '{a,{b}c}', '{{a,b}'])(
    'has a list in braces: %s',
    (text) => {
      expect(problemOf(text)).toBe(
        `${text} contains a list in braces, which is not expanded. Write one pattern for each alternative, or \\{ for the brace itself.`,
      );
    },
  );

  test.each(['a//b', '//a', 'a//', '//', 'a///b'])('has an empty name: %s', (text) => {
    expect(problemOf(text)).toBe(`${text} contains // with nothing between. Write a single /.`);
  });

  test.each(['./a', '../a', 'a/../b', 'a/.', 'a/./', '.', '..', '/../a', '**/..'])(
    'has a dot directory: %s',
    (text) => {
      expect(problemOf(text)).toBe(
        `${text} contains . or .. as a directory, which no path in a repository has. Write the path from the repository root.`,
      );
    },
  );

  test.each(['a\0b', 'a\nb', '\tb', 'core/**\r', 'a\u007f', 'a\u0085b', 'a\u001b[0m'])(
    'has a control character: %j',
    (text) => {
      expect(problemOf(text)).toBe(
        `The pattern ${JSON.stringify(text)} contains a control character. Write ? in its place.`,
      );
    },
  );

  test('is longer than 1,024 characters', () => {
    expect(problemOf('a'.repeat(1024))).toBeUndefined();
    expect(problemOf('a'.repeat(1025))).toBe(
      'The pattern has 1025 characters, and at most 1024 are read. Write several shorter patterns.',
    );
  });

  test('has more than 200 double stars', () => {
    expect(problemOf(`${'**/'.repeat(200)}a`)).toBeUndefined();
    expect(problemOf(`${'**/'.repeat(201)}a`)).toBe(
      'The pattern contains ** 201 times, and at most 200 are read. Write several simpler patterns.',
    );
  });

  test('has more than four double stars glued to text', () => {
    expect(problemOf('a**b**c**d**/**/e')).toBeUndefined();
    expect(problemOf('a**/b**/c**/d**/**e')).toBe(
      'a**/b**/c**/d**/**e contains ** glued to text 5 times, and at most 4 are read. Write * within a name, or /**/ between directories.',
    );
  });

  test('has several faults, and names one of them', () => {
    expect(problemOf('![a]\\b')).toContain('begins with !');
  });
});

describe('a pattern is read although it looks unusual when it has', () => {
  test.each([
    ['braces without a comma', 'a{b}c'],
    ['a range in braces', '{1..9}'],
    ['a brace that is never closed', 'a{b,c'],
    ['a brace that is never opened', 'a,b}'],
    ['a comma outside the braces', '{a},{b}'],
    ['a closed list-free brace inside an open one', '{a,{b}'],
    ['escaped braces', '\\{a,b\\}'],
    ['one escaped brace', 'a\\{b,c}'],
    ['a closing bracket alone', 'a]b'],
    ['escaped brackets', 'app/\\[id\\]/**'],
    ['an escaped exclamation mark at the beginning', '\\!important'],
    ['an exclamation mark after the beginning', 'a!b'],
    ['an escaped backslash', 'a\\\\b'],
    ['what bash calls an extended glob', '+(a|b)'],
    ['a number sign at the beginning', '#a'],
    ['three dots', '.../a'],
    ['a blank', 'my file.md'],
    ['a byte that is not UTF-8', 'caf\udce9/**'],
  ])('%s: %s', (_what, text) => {
    expect(problemOf(text)).toBeUndefined();
  });
});

describe('reading', () => {
  test('separates text from wildcards and removes escapes', () => {
    expect(parsePatternSyntax('/a\\*b*/**/?c**')).toEqual({
      kind: 'syntax',
      endsInSlash: false,
      segments: [
        { kind: 'name', pieces: [{ kind: 'text', text: 'a*b' }, { kind: 'within-name' }] },
        { kind: 'directories' },
        {
          kind: 'name',
          pieces: [{ kind: 'one-character' }, { kind: 'text', text: 'c' }, { kind: 'across-names' }],
        },
      ],
    });
  });

  test('takes three stars and more as two', () => {
    expect(parsePatternSyntax('a/****/b***')).toEqual(parsePatternSyntax('a/**/b**'));
  });

  test('takes a star after an escaped star by itself', () => {
    expect(parsePatternSyntax('\\**')).toEqual({
      kind: 'syntax',
      endsInSlash: false,
      segments: [{ kind: 'name', pieces: [{ kind: 'text', text: '*' }, { kind: 'within-name' }] }],
    });
  });

  test('does not care about a leading slash', () => {
    expect(parsePatternSyntax('/docs/*.md')).toEqual(parsePatternSyntax('docs/*.md'));
  });

  test('notes a trailing slash', () => {
    expect(parsePatternSyntax('docs/')).toMatchObject({ endsInSlash: true, segments: [{ kind: 'name' }] });
  });

  test('turns decomposed characters into composed ones', () => {
    expect(parsePatternSyntax('cafe\u0301')).toEqual(parsePatternSyntax('caf\u00e9'));
  });

  test('never throws, and every problem is at least two sentences', () => {
    const signs = fc.constantFrom(
      '*',
      '**',
      '?',
      '/',
      '\\',
      '[',
      ']',
      '{',
      '}',
      ',',
      '!',
      '.',
      'a',
      '\u0301',
      '\udc80',
    );
    const text = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
      fc.array(signs, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const result = parsePatternSyntax(any);
        const sound =
          result.kind === 'syntax' ? result.segments.length > 0 : /\. [A-Z][^]*\.$/.test(result.problem);
        expect(sound).toBe(true);
      }),
    );
  });
});

describe('the compared form', () => {
  test('keeps bytes that are not UTF-8 as they are', () => {
    expect(normalizePath('caf\udce9/\udc80\udcff')).toBe('caf\udce9/\udc80\udcff');
  });

  test('leaves signs with a meaning alone, whatever combining mark follows', () => {
    const marks = allCharacters().filter((character) => /\p{M}/u.test(character));
    expect(marks.length).toBeGreaterThan(2000);
    for (const sign of '*?[]{}\\!/,.') {
      expect(marks.filter((mark) => !`${sign}${mark}`.normalize('NFC').startsWith(sign))).toEqual([]);
    }
  });

  test('makes ASCII only from the Greek question mark, the Kelvin sign and the Greek varia', () => {
    const turned = allCharacters().filter(
      (character) => !/^[\0-\u007f]/.test(character) && /^[\0-\u007f]/.test(character.normalize('NFC')),
    );
    expect(turned).toEqual(['\u037e', '\u1fef', '\u212a']);
    expect(turned.map((character) => character.normalize('NFC'))).toEqual([';', '`', 'K']);
  });
});

function allCharacters(): readonly string[] {
  return Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point));
}

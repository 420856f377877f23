import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyPublicVersion, anySpelling } from '../../testing/any-version.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { OPERATORS, parseSpecifier, wildcardPrefix } from './specifier.ts';
import { versionText } from './version-text.ts';

describe('a specifier', () => {
  it.each([
    ['==1.0', '==', '1.0'],
    ['!=1.0', '!=', '1.0'],
    ['~=1.0', '~=', '1.0'],
    ['<=1.0', '<=', '1.0'],
    ['>=1.0', '>=', '1.0'],
    ['<1.0', '<', '1.0'],
    ['>1.0', '>', '1.0'],
    ['===1.0', '===', '1.0'],
    ['==1.*', '==', '1.*'],
    ['!=v2!1.4.*', '!=', 'v2!1.4.*'],
    ['==1.0+local.1', '==', '1.0+local.1'],
    ['!=1.0+local', '!=', '1.0+local'],
    ['~=1.0rc1.post2.dev3', '~=', '1.0rc1.post2.dev3'],
    ['>=V1.0-ALPHA', '>=', 'V1.0-ALPHA'],
    ['>=00!01.0', '>=', '00!01.0'],
    ['==1.0.', '==', undefined],
  ])('%s is the operator %s and the version %s, as written', (text, operator, version) => {
    expect(parseSpecifier(text)).toEqual(version === undefined ? undefined : { operator, version });
  });

  it.each([
    [' ==1.0', '==', '1.0'],
    ['== 1.0', '==', '1.0'],
    ['==\t\u00a01.0\u0085', '==', '1.0'],
    ['\u001c>=\n1.0\u3000', '>=', '1.0'],
    [' === foo ', '===', 'foo'],
  ])('may have white space around it and behind its operator: %j', (text, operator, version) => {
    expect(parseSpecifier(text)).toEqual({ operator, version });
  });

  it.each([
    ['', 'nothing'],
    ['1.0', 'no operator'],
    ['=1.0', 'half an operator'],
    ['=>1.0', 'an operator the wrong way round'],
    ['= =1.0', 'an operator in two pieces'],
    ['<>1.0', 'an operator of SQL'],
    ['^1.0', 'an operator of npm'],
    ['~1.0', 'another operator of npm'],
    ['==', 'no version'],
    ['>= ', 'no version'],
    ['==1 .0', 'white space inside the version'],
    ['==1.0 2.0', 'two versions'],
    ['==1.0,', 'a comma'],
    ['==\ufeff1.0', 'a byte order mark'],
    ['==\u0661', 'a digit that is not ASCII'],
    ['==latest', 'a word'],
    ['== ==1.0', 'two operators'],
  ])('is not %j: %s', (text) => {
    expect(parseSpecifier(text)).toBeUndefined();
  });

  it.each(OPERATORS.filter((operator) => !['==', '!=', '==='].includes(operator)))(
    'takes neither a wildcard nor a local version after %s',
    (operator) => {
      expect(parseSpecifier(`${operator}1.0`)).toBeDefined();
      expect(parseSpecifier(`${operator}1.0.*`)).toBeUndefined();
      expect(parseSpecifier(`${operator}1.0+local`)).toBeUndefined();
    },
  );

  it.each(['1', 'v1', '2!1', '1rc1', '1.post2', '1.dev3'])(
    'wants two numbers at least after ~=, not %s',
    (version) => {
      expect(parseSpecifier(`~=${version}`)).toBeUndefined();
      expect(parseSpecifier(`~=${version.replace(/1/, '1.0')}`)).toBeDefined();
    },
  );

  it('may have any version behind an operator that takes it', () => {
    const operator = fc.constantFrom('==', '!=', '<=', '>=', '<', '>');
    fc.assert(
      fc.property(operator, anyPublicVersion, (written, version) => {
        const text = versionText(version);
        expect(parseSpecifier(`${written}${text}`)).toEqual({ operator: written, version: text });
      }),
    );
  });

  it('keeps the spelling', () => {
    fc.assert(
      fc.property(anySpelling, ({ text }) => {
        expect(parseSpecifier(`==${text}`)?.version).toBe(parseSpecifier(`===${text}`)?.version);
        expect(text).toContain(parseSpecifier(`==${text}`)?.version);
      }),
    );
  });

  it('is read again from what it was read as', () => {
    const anyText = fc
      .array(fc.constantFrom(...'=~!<> 01.*av+;)'.split('')), { maxLength: 10 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(anyText, (text) => {
        const specifier = parseSpecifier(text);
        if (specifier === undefined) return;
        expect(parseSpecifier(`${specifier.operator} ${specifier.version}`)).toEqual(specifier);
      }),
    );
  });

  it('is read in few steps, whatever it is', () => {
    const started = stepsTaken();
    const length = 100_000;
    expect(parseSpecifier(`==${' '.repeat(length)}x`)).toBeUndefined();
    expect(parseSpecifier(`==1${' '.repeat(length)}x`)).toBeUndefined();
    expect(parseSpecifier('='.repeat(length))?.operator).toBe('===');
    expect(parseSpecifier(`~=1${'.1'.repeat(length)}x`)).toBeUndefined();
    expect(parseSpecifier(`==1${'.*'.repeat(length)}`)).toBeUndefined();
    expect(stepsTaken() - started).toBeLessThan(3_000_000);
  });

  it('may name numbers that are too long to be read: packaging reads them only when it compares', () => {
    const version = '1'.repeat(5000);
    expect(parseSpecifier(`==${version}`)).toEqual({ operator: '==', version });
    expect(parseSpecifier(`!=${version}.*`)).toEqual({ operator: '!=', version: `${version}.*` });
  });
});

describe('a wildcard', () => {
  it.each([
    ['==1.*', '1'],
    ['==1.2.3.*', '1.2.3'],
    ['!=0.0.*', '0.0'],
    ['==2!1.*', '2!1'],
    ['==v1.*', 'v1'],
  ])('%s stands behind a release', (text, prefix) => {
    const version = parseSpecifier(text)?.version ?? '';
    expect(wildcardPrefix(version)).toBe(prefix);
  });

  it.each([
    '==*',
    '==.*',
    '==1*',
    '==1..*',
    '==1.*.*',
    '==1.*.2',
    '==1.0a1.*',
    '==1.0a.*',
    '==1.0.post1.*',
    '==1.0.dev1.*',
    '==1.0-1.*',
    '==1.0+local.*',
    '==1. *',
    '==1.*x',
  ])('%s is none', (text) => {
    expect(parseSpecifier(text)).toBeUndefined();
  });

  it('is not what a version without a star has', () => {
    expect(wildcardPrefix('1.0')).toBeUndefined();
    expect(wildcardPrefix('')).toBeUndefined();
    expect(wildcardPrefix('*')).toBeUndefined();
  });
});

describe('any text after ===', () => {
  it.each(['', '1.0', 'foobar', '1.0.*', '==', '=1', "a'b", '1.0-final+x_y', '\ufeff', 'a(b', '\u{1d538}'])(
    'may be %j',
    (version) => {
      expect(parseSpecifier(`===${version}`)).toEqual({ operator: '===', version });
    },
  );

  it.each(['a b', 'a;b', ';', ')', 'a)', 'a\u0085b', 'a\u001fb', 'a\u3000b'])('is not %j', (version) => {
    expect(parseSpecifier(`===${version}`)).toBeUndefined();
  });
});

describe('letters beyond ASCII', () => {
  it.each([
    '~=1.0po\u017Ft1',
    '~=1.0PO\u017FT',
    '~=1.0prev\u0131ew2',
    '~=1.0PREV\u0130EW',
    '==1.0po\u017Ft1',
    '>=1.0prev\u0131ew2',
    '<1.0po\u017Ft',
    '~=1.0\u017F',
    '~=1.\u0661',
  ])('do not stand for their neighbours in %s', (text) => {
    expect(parseSpecifier(text)).toBeUndefined();
  });
});

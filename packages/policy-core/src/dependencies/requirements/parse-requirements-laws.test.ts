import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { TextRange } from '../../model/text-range.ts';
import { parseRequirements } from './parse-requirements.ts';
import type { RequirementsDocument, RequirementsLine } from './requirements-document.ts';
import { sourceRanges } from './source-ranges.ts';

const SEPARATORS = ['\n', '\r\n', '\r', '\v', '\f', '\x1c', '\x85', '\u2028', '\u2029'];
const NASTY = [
  ...SEPARATORS,
  '\\',
  '\\\n',
  '\\\\\r\n',
  ' \\\n',
  '#',
  ' #',
  ' # c',
  '\\\n# c\n',
  ' ',
  '\t',
  '\x1f',
  '\u00a0',
  '\u200b',
  '\uFEFF',
  '\0',
  '"',
  "'",
  '-',
  ' -',
  '--',
  ' -- ',
  '=',
  '==',
  '===',
  '>=',
  ',',
  ';',
  '; ',
  '@',
  ' @ ',
  '[',
  ']',
  '(',
  ')',
  'a',
  'b==1',
  'C.d_e',
  '1.0',
  '1.*',
  'x]',
  '[x,y]',
  '/',
  './a',
  '..',
  'a.zip',
  'a-1-py3-none-any.whl',
  'https://x.example/a',
  'git+https://x.example/r#egg=r',
  'file:///a',
  'file:../a',
  '#egg=',
  '%20',
  'é',
  '😀',
  'os_name == "nt"',
  ' and ',
  '${A}',
  '${',
  '}',
  '--hash=sha256:ab',
  ' --hash=',
  '-r ',
  ' -e ',
  '-c',
  '--pre',
  '-C k=v',
];
const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 24 }).map((pieces) => pieces.join('')),
  },
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const cut = (from: string, { start, end }: TextRange) => from.slice(start, end);

/** What a range says without what joins lines: those backslashes, line ends and dropped comments. */
function joined(document: RequirementsDocument, range: TextRange): string {
  return sourceRanges(document)
    .filter(({ kind, start, end }) => kind !== 'continuation' && start >= range.start && end <= range.end)
    .map((piece) => cut(document.text, piece))
    .join('');
}

describe('any text', () => {
  test('is the pieces it is cut into, one behind the other', () => {
    fc.assert(
      fc.property(text, (written) => {
        const ranges = sourceRanges(parseRequirements(written));
        expect(ranges.map((range) => cut(written, range)).join('')).toBe(written);
        let end = 0;
        for (const range of ranges) {
          expect(range.start).toBe(end);
          expect(range.end).toBeGreaterThan(range.start);
          end = range.end;
        }
      }),
    );
  });

  test('has lines in order, each with its parts within it', () => {
    fc.assert(
      fc.property(text, (written) => {
        let end = 0;
        for (const line of parseRequirements(written).lines) {
          expect(line.range.start).toBeGreaterThanOrEqual(end);
          expect(line.content).not.toBe('');
          ({ end } = line.range);
          for (const part of partsOf(line)) {
            expect(part.start).toBeGreaterThanOrEqual(line.range.start);
            expect(part.end).toBeLessThanOrEqual(line.range.end);
            expect(part.end).toBeGreaterThanOrEqual(part.start);
          }
        }
      }),
    );
  });

  test('has the content of each line in its range', () => {
    fc.assert(
      fc.property(text, (written) => {
        const document = parseRequirements(written);
        for (const line of document.lines) expect(joined(document, line.range)).toBe(line.content);
      }),
    );
  });

  test('has at the place of a part what the part says', () => {
    fc.assert(
      fc.property(text, (written) => {
        const document = parseRequirements(written);
        for (const line of document.lines) {
          for (const { said, range } of saidOf(line)) expect(plain(cut(written, range))).toBe(plain(said));
        }
      }),
    );
  });

  test('is read alike whatever stands before it in lines of its own', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...SEPARATORS), (written, separator) => {
        fc.pre(!written.startsWith('\uFEFF'));
        const alone = parseRequirements(written).lines;
        const behind = parseRequirements(`x==1${separator === '\r' ? '\n' : separator}${written}`).lines;
        expect(behind.slice(1).map(({ content, entry }) => [content, entry.kind])).toEqual(
          alone.map(({ content, entry }) => [content, entry.kind]),
        );
      }),
    );
  });

  test('says the same with any ends of lines', () => {
    fc.assert(
      fc.property(fc.array(text.filter((one) => !/[\n\r]/.test(one))), (lines) => {
        const read = (end: string) => parseRequirements(lines.join(end)).lines.map(({ content }) => content);
        expect(read('\r\n')).toEqual(read('\n'));
        expect(read('\r')).toEqual(read('\n'));
      }),
    );
  });
});

describe('any pin', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/);
  const release = fc.stringMatching(/^\d{1,3}(\.\d{1,3}){0,3}$/);
  const digests = fc.array(fc.stringMatching(/^[0-9a-f]{1,8}$/), { maxLength: 4 });

  test('reads the same on the short way and on the long one', () => {
    fc.assert(
      fc.property(name, release, digests, (project, version, hashes) => {
        const written = [`${project}==${version}`, ...hashes.map((digest) => `    --hash=sha256:${digest}`)];
        const short = `${written.join(' \\\n')}\n`;
        // A blank before the name sends the reader the long way.
        const [quick] = parseRequirements(short).lines;
        const [slow] = parseRequirements(` ${short}`).lines;
        if (quick === undefined || slow === undefined) throw new Error('There is a line.');
        expect(moved(slow)).toEqual(moved({ ...quick, range: shifted(quick.range) }));
        expect(partsOf(slow)).toEqual(partsOf(quick).map(shifted));
        expect(saidOf(slow).map(({ said }) => said)).toEqual(saidOf(quick).map(({ said }) => said));
      }),
    );
  });

  const shifted = ({ start, end }: TextRange) => ({ start: start + 1, end: end + 1 });
  const moved = ({ number, content, range, entry }: RequirementsLine) => [number, content, range, entry.kind];
});

function partsOf(line: RequirementsLine): readonly TextRange[] {
  const { entry, options, hashes, variables, passedOver } = line;
  return [
    ...saidOf(line).map(({ range }) => range),
    ...('range' in entry ? [entry.range] : []),
    ...[...options, ...hashes, ...variables, ...passedOver].map(({ range }) => range),
  ];
}

/** Parts that say word for word what stands there. */
function saidOf({ entry, variables }: RequirementsLine): readonly { said: string; range: TextRange }[] {
  const named = variables.map(({ name, range }) => ({ said: `\${${name}}`, range }));
  switch (entry.kind) {
    case 'requirement': {
      const { name, nameRange, extras, clauses, url } = entry.requirement;
      return [
        ...named,
        { said: name, range: nameRange },
        ...extras.map((extra) => ({ said: extra.name, range: extra.range })),
        ...clauses.map(({ operator, version, range }) => ({ said: operator + version, range })),
        ...(url === undefined ? [] : [{ said: url.text, range: url.range }]),
      ];
    }
    case 'address':
      return [...named, { said: entry.url, range: entry.range }];
    case 'path':
      return [...named, { said: entry.path, range: entry.range }];
    case 'editable':
      return [...named, { said: entry.where, range: entry.range }];
    case 'include':
      return [...named, { said: entry.target, range: entry.range }];
    default:
      return named;
  }
}

/** Without what may stand within a part as written: continuations, quotes, and blanks behind an operator. */
function plain(written: string): string {
  // oxlint-disable-next-line no-control-regex -- they are white space to Python
  return written.replaceAll(/[\\"'\s\x1c-\x1f\x85]/g, '');
}

import fc from 'fast-check';

/** Names whose spellings differ, and that come in no order. */
const anyName = fc.constantFrom(
  'flask',
  'Flask',
  'FLASK',
  'foo-bar',
  'Foo.Bar',
  'foo__bar',
  'zope',
  'a',
  'B2',
);
const anyExtras = fc.constantFrom('', '', '', '[async]', '[Async]', '[b,a]', ' [x]');
const anyVersions = fc.constantFrom(
  '==1.0',
  '==1.0',
  '== 1.0.0',
  '==v1.0',
  '==1.0-RC1',
  '===1.0',
  '==1.*',
  '==V01.*',
  '>=1.0-1,<2',
  '(>=1)',
  ' ~= 1.0alpha',
  '',
);
const anyMarker = fc.constantFrom('', '', '', ';os_name=="nt"', ' ; python_version < "3.9"');
const HASHES = ['0', '1'].map((digit) => `--hash=sha256:${digit.repeat(64)}`);
const anyHashes = fc
  .subarray(HASHES)
  .chain((hashes) =>
    fc.constantFrom(' ', ' \\\n    ', '\\\n').map((gap) => hashes.map((hash) => `${gap}${hash}`).join('')),
  );
const anyRequirement = fc
  .tuple(anyName, anyExtras, anyVersions, anyMarker, anyHashes)
  .map((parts) => parts.join(''));

/** Whatever else may stand on a line, also where pip refuses it. */
const anyOther = fc.constantFrom(
  '',
  '   ',
  '# a comment',
  '  # moved in, as tools write it',
  '# a comment that ends in a backslash \\',
  '-r more.txt',
  '-c limits.txt',
  '-e ./sdk',
  './wheels/a-1.0-py3-none-any.whl',
  'https://packages.example/b-1.0.zip#sha256=00',
  'c @ https://packages.example/c-1.0.zip',
  '--prefer',
  '--only-b=:all: --require-h',
  '--pre',
  '${PACKAGE}==1.0',
  'not a requirement',
  '\\',
);

/** What may stand behind a line before it ends. */
const anyTail = fc.constantFrom(
  '',
  '',
  '',
  '',
  '  ',
  ' # why',
  '\t# why \\',
  ' \\',
  '\\',
  '\uFEFF# no comment',
);

/** Of what pip ends lines at, most are those that editors show. */
const anyEnd = fc.oneof(
  { weight: 12, arbitrary: fc.constant('\n') },
  { weight: 1, arbitrary: fc.constantFrom('\r\n', '\r', '\u2028', '\f', '\n\n') },
);

const anyLine = fc.tuple(
  fc.oneof({ weight: 3, arbitrary: anyRequirement }, { weight: 1, arbitrary: anyOther }),
  anyTail,
  anyEnd,
);

/** A requirements file with all that makes such files hard to change: continuations, comments, odd ends of lines. */
export const anyRequirementsFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '\uFEFF'),
    fc.array(anyLine, { maxLength: 5 }),
    fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
    fc.boolean(),
  )
  .map(([mark, lines, repeated, isClosed]) => {
    const again = repeated.flatMap((index) => lines.slice(index, index + 1));
    const text = [...lines, ...again].map((parts) => parts.join('')).join('');
    return mark + (isClosed ? text : text.replace(/\n$/, ''));
  });

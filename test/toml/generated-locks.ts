import fc from 'fast-check';

const SHA = 'a'.repeat(64);

const START = `lock-version = "1.0"
environments = ["sys_platform == 'linux'"]
requires-python = ">=3.11"
extras = ["dev"]
created-by = "pip"

[[packages]]
name = "fastapi"
version = "0.115.0"
marker = "python_version > '3.8'"
index = "https://example.org/simple"
sdist = { url = "https://example.org/fastapi-0.115.0.tar.gz", size = 12, hashes = { sha256 = "${SHA}" } }
wheels = [
  { url = "https://example.org/fastapi-0.115.0-py3-none-any.whl", upload-time = 2025-01-25T11:30:10.164985+00:00, hashes = { sha256 = "${SHA}" } },
]
[[packages.attestation-identities]]
kind = "GitHub"

[[packages]]
name = "shop"
[packages.directory]
path = "."
editable = true

[[packages]]
name = "six"
archive = { path = "six.zip", hashes.sha256 = "${SHA}" }

[tool.pip]
x.y = [1, { z = 2 }]
`;

const key = fc.constantFrom(
  'lock-version',
  'environments',
  'requires-python',
  'extras',
  'created-by',
  'packages',
  'tool',
  'name',
  'version',
  'marker',
  'vcs',
  'directory',
  'archive',
  'sdist',
  'wheels',
  'hashes',
  'url',
  'path',
  'upload-time',
  'hashes.sha512',
  'a.b',
  '"quo ted"',
  '__proto__',
);

const value = fc.constantFrom(
  '1',
  '01',
  '0x1f',
  '1_000',
  '1__0',
  '+1',
  '.5',
  '1.',
  '1e5',
  'inf',
  '99999999999999999999999',
  'true',
  'True',
  '"1.0"',
  '"1.1"',
  '"2.0"',
  "''",
  '"\\u0041"',
  '"\\ud800"',
  '"\\x41"',
  '"""a\nb"""',
  '"""a\\\n  b"""',
  "'''x'''",
  '2025-01-01T00:00:00Z',
  '2025-01-01 10:00:00+01:00',
  '2025-02-30T00:00:00Z',
  '2024-02-29T23:59:60Z',
  '2025-01-01',
  '10:00:00',
  '[]',
  '{}',
  '["a"]',
  '[1]',
  '[{}]',
  '{ a = 1, }',
  '{ a.b = 1, a.c = 2 }',
  '{ a = 1, a = 2 }',
  `{ url = "https://example.org/fastapi-0.115.0.zip", hashes = { sha256 = "${SHA}" } }`,
  `{ url = "https://example.org/a-1.0.zip;p?q#f", hashes = { md5 = "x" } }`,
  `{ type = "git", url = "u", commit-id = "${'0'.repeat(40)}" }`,
  '">=3.8"',
  '"Not_Normal"',
  `"os_name == 'nt'"`,
);

const header = fc.constantFrom(
  '[a]',
  '[[a]]',
  '[packages]',
  '[[packages]]',
  '[packages.sdist]',
  '[[packages.wheels]]',
  '[tool.x.y]',
  '[packages.archive.hashes]',
);
const character = fc.constantFrom(
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '\r',
  '\r\n',
  '\n',
  '\0',
  '\uFEFF',
  '=',
  '#',
  '.',
  ',',
  '\u2028',
  '\x7F',
  '\t',
  'é',
);

interface Edit {
  readonly at: number;
  readonly kind: 'drop' | 'repeat' | 'insert' | 'replace' | 'cut';
  readonly line: string;
  readonly character: string;
}

const edit = fc.record<Edit>({
  at: fc.nat(10_000),
  kind: fc.constantFrom('drop', 'repeat', 'insert', 'insert', 'replace', 'cut'),
  line: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(key, value).map(([name, given]) => `${name} = ${given}`) },
    header,
  ),
  character,
});

/** A good lock, and what becomes of it when a hand slips up to three times. */
export const generatedLock: fc.Arbitrary<string> = fc
  .array(edit, { maxLength: 3 })
  .map((edits) => edits.reduce(edited, START));

function edited(text: string, { at, kind, line, character: inserted }: Edit): string {
  const lines = text.split('\n');
  const index = at % lines.length;
  const old = lines[index] ?? '';
  switch (kind) {
    case 'drop':
      return lines.toSpliced(index, 1).join('\n');
    case 'repeat':
      return lines.toSpliced(index, 0, old).join('\n');
    case 'insert':
      return lines.toSpliced(index, 0, line).join('\n');
    case 'replace':
      return lines.with(index, `${old.split(' = ')[0]} = ${line.split(' = ')[1] ?? '1'}`).join('\n');
    case 'cut': {
      const place = at % (old.length + 1);
      return lines.with(index, old.slice(0, place) + inserted + old.slice(place)).join('\n');
    }
  }
}

import { describe, expect, it, test } from 'vitest';

import { parsePylock } from './parse-pylock.ts';

const SHA = 'a'.repeat(64);
const HEAD = `lock-version = '1.0'
created-by = 'pip'
`;
const SDIST = `sdist = { url = 'https://files.example.org/fastapi-0.115.0.tar.gz', hashes = { sha256 = '${SHA}' } }
`;
const FASTAPI = `[[packages]]
name = 'fastapi'
version = '0.115.0'
${SDIST}`;

/** How grave, where and what, as a person sees it. */
function problemsIn(text: string): readonly string[] {
  return parsePylock(text).problems.map(
    ({ kind, range, problem }) => `${kind}: ${text.slice(range.start, range.end)}: ${problem}`,
  );
}

describe('a lock as the standard shows one', () => {
  const text = `lock-version = '1.0'
environments = ["sys_platform == 'win32'", "sys_platform == 'linux'"]
requires-python = '== 3.12.*'
extras = ['dev']
dependency-groups = ['test']
default-groups = ['main']
created-by = 'mousebender'

[[packages]]
name = 'attrs'
version = '25.1.0'
marker = "python_version >= '3.8'"
requires-python = '>=3.8'
index = 'https://pypi.org/simple'
wheels = [
  {name = 'attrs-25.1.0-py3-none-any.whl', upload-time = 2025-01-25T11:30:10.164985+00:00, url = 'https://files.example.org/attrs-25.1.0-py3-none-any.whl', size = 63152, hashes = {sha256 = '${SHA}'}},
]
[[packages.attestation-identities]]
environment = 'release-pypi'
kind = 'GitHub'

[[packages]]
name = 'cattrs'
version = '24.1.2'
dependencies = [{name = 'attrs'}, {name = 'six', version = '1.0'}]
wheels = [{path = 'wheels/cattrs-24.1.2-py3-none-any.whl', hashes = {sha256 = '${SHA}', md5 = 'b'}}]

[tool.mousebender]
command = ['.', 'lock']
run-on = 2025-03-06T12:28:57.760769
`;
  const lock = parsePylock(text);
  const [attrs, cattrs] = lock.packages;

  it('has nothing to be said against it', () => {
    expect(lock.problems).toEqual([]);
  });

  it('says how it was made and where it counts', () => {
    expect(lock).toMatchObject({
      lockVersion: { value: '1.0' },
      createdBy: { value: 'mousebender' },
      requiresPython: { value: '== 3.12.*', parsed: [{ operator: '==', version: '3.12.*' }] },
      extras: [{ value: 'dev' }],
      dependencyGroups: [{ value: 'test' }],
      defaultGroups: [{ value: 'main' }],
    });
    expect(lock.environments.map(({ value, parsed }) => [value, parsed?.kind])).toEqual([
      ["sys_platform == 'win32'", 'comparison'],
      ["sys_platform == 'linux'", 'comparison'],
    ]);
  });

  it('names its packages', () => {
    expect(attrs).toMatchObject({
      name: 'attrs',
      normalizedName: 'attrs',
      version: '25.1.0',
      marker: { value: "python_version >= '3.8'", parsed: { kind: 'comparison' } },
      requiresPython: { parsed: [{ operator: '>=', version: '3.8' }] },
      index: { value: 'https://pypi.org/simple' },
    });
    expect(cattrs?.dependencies.map(({ name, version }) => [name, version])).toEqual([
      ['attrs', undefined],
      ['six', '1.0'],
    ]);
  });

  it('says which files they come from', () => {
    expect(attrs?.sources).toMatchObject([
      {
        kind: 'wheel',
        fileName: 'attrs-25.1.0-py3-none-any.whl',
        url: { value: 'https://files.example.org/attrs-25.1.0-py3-none-any.whl' },
        size: 63_152n,
        uploadTime: { value: '2025-01-25T11:30:10.164985+00:00' },
        hashes: [{ algorithm: 'sha256', digest: SHA }],
      },
    ]);
    expect(cattrs?.sources).toMatchObject([
      {
        fileName: 'cattrs-24.1.2-py3-none-any.whl',
        path: { value: 'wheels/cattrs-24.1.2-py3-none-any.whl' },
        hashes: [{ algorithm: 'sha256' }, { algorithm: 'md5', digest: 'b' }],
      },
    ]);
  });

  it('knows where each part of it stands', () => {
    const ranges = [lock.lockVersion, ...lock.environments, attrs?.marker, cattrs?.dependencies[1]].map(
      (part) => part?.range,
    );
    const parts = [
      ...ranges,
      ...lock.packages.flatMap(({ nameRange, versionRange }) => [nameRange, versionRange]),
    ].map((range) => range && text.slice(range.start, range.end));
    expect(parts).toEqual([
      "'1.0'",
      `"sys_platform == 'win32'"`,
      `"sys_platform == 'linux'"`,
      `"python_version >= '3.8'"`,
      "{name = 'six', version = '1.0'}",
      "'attrs'",
      "'25.1.0'",
      "'cattrs'",
      "'24.1.2'",
    ]);
  });

  it('takes all tables of a package for a part of it', () => {
    const whole = attrs && text.slice(attrs.range.start, attrs.range.end);
    expect([whole?.slice(0, 12), whole?.slice(-15)]).toEqual(['[[packages]]', "kind = 'GitHub'"]);
  });
});

describe('what an installer refuses', () => {
  test.each([
    ["created-by = 'pip'\npackages = []\n", 'invalid: : `lock-version` is missing'],
    ['', 'invalid: : `lock-version` and `created-by` and `packages` are missing'],
    ["lock-version = 1.0\ncreated-by = 'x'\npackages = []\n", 'invalid: 1.0: `lock-version` is not text'],
    [
      "lock-version = 'one'\ncreated-by = 'x'\npackages = []\n",
      "invalid: 'one': `lock-version` is no version (PEP 440)",
    ],
    [
      "lock-version = '2.0'\ncreated-by = 'x'\npackages = []\n",
      "invalid: '2.0': version 2.0 of the standard is not known, only 1",
    ],
    [
      "lock-version = '1.dev0'\ncreated-by = 'x'\npackages = []\n",
      "invalid: '1.dev0': version 1.dev0 of the standard is not known, only 1",
    ],
    [`${HEAD}packages = {}\n`, 'invalid: {}: `packages` is no array'],
    [`${HEAD}packages = [1]\n`, 'invalid: 1: `packages` holds something that is no table'],
    [`${HEAD}packages = []\nenvironments = 'x'\n`, "invalid: 'x': `environments` is no array"],
    [
      `${HEAD}packages = []\nenvironments = [1]\n`,
      'invalid: 1: `environments` holds something that is no text',
    ],
    [
      `${HEAD}packages = []\nextras = ['A_b']\n`,
      "invalid: 'A_b': a name in `extras` is not normalized (PEP 503)",
    ],
    [
      `${HEAD}packages = []\nrequires-python = '3.8'\n`,
      "invalid: '3.8': `requires-python` is no version specifier",
    ],
    [`${HEAD}packages = []\ntool = 1\n`, 'invalid: 1: `tool` is no table'],
    [
      `${HEAD}[[packages]]\n${SDIST}`.replace('fastapi', 'x'),
      "invalid: packages: `name` is missing|invalid: { url = 'https://files.example.org/x-0.115.0.tar.gz', hashes = { sha256 = '" +
        SHA +
        "' } }: its file name is that of another project",
    ],
    [
      `${HEAD}${FASTAPI.replace("name = 'fastapi'", "name = 'FastAPI'")}`,
      "invalid: 'FastAPI': its `name` is not normalized (PEP 503)",
    ],
    [`${HEAD}${FASTAPI}marker = 'x == 1'\n`, "invalid: 'x == 1': a marker in `marker` cannot be read: "],
    [`${HEAD}${FASTAPI}requires-python = 3\n`, 'invalid: 3: `requires-python` is not text'],
    [`${HEAD}${FASTAPI}attestation-identities = [{}]\n`, 'invalid: {}: `kind` is missing'],
    [
      `${HEAD}${FASTAPI}dependencies = ['x']\n`,
      "invalid: 'x': `dependencies` holds something that is no table",
    ],
  ])('says so at its place: %j', (text, problems) => {
    expect(problemsIn(text).join('|')).toContain(problems);
  });

  it('is told once a place, with all that is wrong there', () => {
    expect(problemsIn(`${HEAD}[[packages]]\n`)).toEqual([
      'invalid: packages: `name` is missing, and it has none of `vcs`, `directory`, `archive`, `sdist` and `wheels`',
    ]);
  });

  it('comes in the order of the text', () => {
    const text = `packages = [{ name = 1 }]\nlock-version = '2'\ncreated-by = 3\n`;
    const starts = parsePylock(text).problems.map(({ range }) => range.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts.length).toBeGreaterThan(3);
  });

  it('drops nothing of the rest', () => {
    const text = `${HEAD.replace('1.0', '2.0')}environments = ['?', "os_name == 'nt'"]
[[packages]]
name = 'Bad_Name'
version = 'x'
marker = '?'
[[packages]]
${FASTAPI.slice('[[packages]]\n'.length)}`;
    const { environments, packages } = parsePylock(text);
    expect(environments.map(({ parsed }) => parsed?.kind)).toEqual([undefined, 'comparison']);
    expect(packages.map(({ name, normalizedName, version }) => [name, normalizedName, version])).toEqual([
      ['Bad_Name', 'bad-name', 'x'],
      ['fastapi', 'fastapi', '0.115.0'],
    ]);
    expect(packages[0]?.marker).toMatchObject({ value: '?', parsed: undefined });
  });
});

describe('what the standard asks for, and an installer may overlook', () => {
  test.each([
    [
      `${HEAD.replace('1.0', '1.1')}packages = []\n`,
      "note: '1.1': version 1.1 of the standard is not known, only 1.0",
    ],
    [
      `${HEAD}packages = []\nmetadata = 1\n`,
      'note: metadata: version 1.0 of the standard has no key `metadata` here',
    ],
    [`${HEAD}${FASTAPI}wheel = []\n`, 'note: wheel: version 1.0 of the standard has no key `wheel` here'],
    [
      `${HEAD}[[packages]]\nname = 'a'\nversion = '1'\ndirectory = { path = '.' }\n`,
      "note: '1': its `version` may change with the source tree, and should not be there",
    ],
  ])('is a note: %j', (text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });

  test.each(['1', '1.0', '1.0.0', ' 1.0 '])(
    'is not that the version of the lock is written %j',
    (version) => {
      expect(problemsIn(`lock-version = '${version}'\ncreated-by = 'x'\npackages = []\n`)).toEqual([]);
    },
  );
});

describe('a text that is no TOML', () => {
  test.each([
    ['fastapi==0.115.0\n', 'expected', 8],
    [`${HEAD}[[packages]\n`, 'unterminated table-key', 52],
    [`${HEAD}created-by = 'x'\n`, 'defining a key multiple times is invalid', 40],
  ])('says why and where it ends: %j', (text, problem, start) => {
    const { packages, problems } = parsePylock(text);
    expect(packages).toEqual([]);
    expect(problems).toEqual([
      { kind: 'malformed', problem: expect.stringContaining(problem), range: { start, end: start } },
    ]);
  });
});

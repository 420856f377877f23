import { describe, expect, it, test } from 'vitest';

import { parsePylock } from './parse-pylock.ts';
import { versionInFileNames } from './pylock-file-names.ts';

const SHA = 'a'.repeat(64);
const HEAD = `lock-version = '1.0'
created-by = 'pip'
`;

/** How grave, where and what, as a person sees it. */
function problemsIn(text: string): readonly string[] {
  return parsePylock(text).problems.map(
    ({ kind, range, problem }) => `${kind}: ${text.slice(range.start, range.end)}: ${problem}`,
  );
}

describe('the name of a file', () => {
  const wheel = (given: string) =>
    `${HEAD}[[packages]]\nname = 'fastapi'\nversion = '0.115.0'\nwheels = [{ ${given}, hashes = { sha256 = '${SHA}' } }]\n`;
  const sdist = (given: string) =>
    `${HEAD}[[packages]]\nname = 'fastapi'\nversion = '0.115.0'\nsdist = { ${given}, hashes = { sha256 = '${SHA}' } }\n`;
  const problemOf = (text: string) => problemsIn(text).map((problem) => problem.split(': ').at(-1));

  test.each([
    ["url = 'https://e.org/fastapi-0.115-py3-none-any.whl'", []],
    ["url = 'https://e.org/FastAPI-0.115.0-py3-none-any.whl?x=1#y'", []],
    ["url = 'https://e.org/fastapi-0.115.0-py3-none-any.whl;x'", []],
    ["path = 'x', name = 'fastapi-0.115.0-py3-none-any.whl'", []],
    ["path = 'w/fastapi-0.115.0-py3-none-any.whl', url = 'https://e.org/other'", []],
    ["url = 'https://e.org/evil-0.115.0-py3-none-any.whl'", ['its file name is that of another project']],
    ["url = 'https://e.org/fastapi-0.116.0-py3-none-any.whl'", ['its file name is that of another version']],
    ["url = 'https://e.org/fastapi-0.115.0.tar.gz'", ['its file name is not that of a wheel']],
    ["url = 'https://e.org/fastapi.whl'", ['its file name is not that of a wheel']],
    ["url = 'https://e.org/'", ['its file has no name']],
    ["url = 'https://fastapi-0.115.0-py3-none-any.whl'", ['its file has no name']],
    ["url = 'http://[x/fastapi-0.115.0-py3-none-any.whl'", ['its file has no name']],
  ])('of a wheel is that of its package: %s', (given, problems) => {
    expect(problemOf(wheel(given))).toEqual(problems);
  });

  test.each([
    ["url = 'https://e.org/fastapi-0.115.0.tar.gz'", []],
    ["url = 'https://e.org/fastapi-0.115.0.zip'", []],
    ["path = 'C:\\files\\fastapi-0.115.0.zip'", []],
    ["path = 'C:\\files/fastapi-0.115.0.zip'", []],
    ["url = 'https://e.org/fast-api-0.115.0.tar.gz'", ['its file name is that of another project']],
    ["url = 'https://e.org/fastapi-0.116.tar.gz'", ['its file name is that of another version']],
    ["url = 'https://e.org/fastapi-main.tar.gz'", ['its file name is not that of an sdist']],
    ["url = 'https://e.org/fastapi-0.115.0.tar.bz2'", ['its file name is not that of an sdist']],
    ["url = 'https://e.org/0.115.0.tar.gz'", ['its file name is not that of an sdist']],
  ])('of an sdist is that of its package: %s', (given, problems) => {
    expect(problemOf(sdist(given))).toEqual(problems);
  });

  it('tells the project alone where the package has no version', () => {
    const text = wheel("url = 'https://e.org/fastapi-9-py3-none-any.whl'").replace(
      "version = '0.115.0'\n",
      '',
    );
    expect(problemsIn(text)).toEqual([]);
  });
});

describe('the version of a package that does not say it', () => {
  test.each([
    [['fastapi-0.115.0-py3-none-any.whl', 'fastapi-0.115-cp311-cp311-win32.whl'], '0.115.0'],
    [['fastapi-0.115.0-py3-none-any.whl', 'fastapi-0.1-py2-none-any.whl'], undefined],
    [['fastapi.whl'], undefined],
    [[], undefined],
  ])('is that of its files: %j say %s', (names, version) => {
    const wheels = names.map((name) => `{ url = 'https://e.org/${name}', hashes = { sha256 = '${SHA}' } }`);
    const [read] = parsePylock(
      `${HEAD}[[packages]]\nname = 'fastapi'\nwheels = [${wheels.join()}]\n`,
    ).packages;
    expect(read && versionInFileNames(read)).toBe(version);
  });

  test('may stand in the name of its sdist, and not in that of an archive', () => {
    const versionOf = (source: string) => {
      const [read] = parsePylock(`${HEAD}[[packages]]\nname = 'fastapi'\n${source}\n`).packages;
      return read && versionInFileNames(read);
    };
    expect(versionOf("sdist = { url = 'https://e.org/fastapi-0.115.0.tar.gz' }")).toBe('0.115.0');
    expect(versionOf("archive = { url = 'https://e.org/fastapi-0.115.0.tar.gz' }")).toBeUndefined();
  });
});

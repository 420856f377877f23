import { describe, expect, it, test } from 'vitest';

import { parsePylock } from './parse-pylock.ts';

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

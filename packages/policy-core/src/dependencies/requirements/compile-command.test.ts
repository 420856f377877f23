import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileCommand, type CompileCommand, PIP_COMPILE_VALUES, UV_VALUES } from './compile-command.ts';

function told(command: string): CompileCommand {
  const read = compileCommand(command.split(' '));
  if (!read) throw new Error('it is another program');
  return read;
}

describe('the program', () => {
  test.each([
    ['pip-compile', 'pip-compile'],
    ['/usr/bin/pip-compile', 'pip-compile'],
    ['.venv\\Scripts\\pip-compile.exe', 'pip-compile'],
    ['uv pip compile', 'uv'],
    ['/opt/uv pip compile', 'uv'],
    ['uv.exe export', 'uv'],
    ['uvx --from pip-tools pip-compile', 'pip-compile'],
    ['python3 -m piptools compile', 'pip-compile'],
    ['python -m uv pip compile', 'uv'],
    ['uv run pip-compile', 'pip-compile'],
    ['CI=1 pip-compile', 'pip-compile'],
    ['cd api && uv pip compile', 'uv'],
  ])('%s is one that writes locks', (command, tool) => {
    expect(told(command).tool).toBe(tool);
  });

  test.each([
    'make requirements',
    'pip-compile-multi',
    'pip compile',
    'uv',
    'uv pip',
    'uv pip sync requirements.txt',
    'uv lock',
    'uv compile pip',
    'uvx pip-tools requirements.in',
    'python -m piptools sync',
    'cd pip-compile-files && make',
    'bazel run //:requirements.update',
    '',
  ])('%s is none that we understand', (command) => {
    expect(compileCommand(command.split(' '))).toBeUndefined();
  });

  it('may be missing', () => {
    expect(compileCommand([])).toBeUndefined();
  });
});

describe('the files', () => {
  test.each([
    ['uv pip compile', []],
    ['uv pip compile requirements.in', ['requirements.in']],
    ['uv pip compile a.in b.in', ['a.in', 'b.in']],
    ['uv pip compile -o out.txt a.in', ['a.in']],
    ['uv pip compile --python 3.12 a.in --no-emit-package setuptools b.in', ['a.in', 'b.in']],
    ['uv pip compile --universal a.in', ['a.in']],
    ['uv pip compile -', ['-']],
    ['uv pip compile -- -a.in', ['-a.in']],
    ['uv --offline pip compile a.in', ['a.in']],
    ['uv --directory backend pip compile a.in', ['a.in']],
    ['uv pip --color never compile a.in', ['a.in']],
    ['uv export pyproject.toml', []],
    ['pip-compile --pre a.in', ['a.in']],
    ['pip-compile -p a.in', ['a.in']],
    ['pip-compile -r a.in', ['a.in']],
    ['pip-compile -c limits.txt -f wheels -i url -P six a.in', ['a.in']],
    ['pip-compile --no-annotate --resolver backtracking a.in', ['a.in']],
  ])('that "%s" reads', (command, inputs) => {
    expect(told(command).inputs).toEqual(inputs);
  });

  test.each([
    ['uv pip compile a.in', undefined],
    ['uv pip compile a.in -o a.txt', 'a.txt'],
    ['uv pip compile a.in -oa.txt', 'a.txt'],
    ['uv pip compile a.in --output-file a.txt', 'a.txt'],
    ['uv pip compile a.in --output-file=a.txt', 'a.txt'],
    ['uv pip compile a.in --output-file=a=b.txt', 'a=b.txt'],
    ['uv pip compile a.in --output-file=', ''],
    ['uv pip compile -o a.txt a.in -o b.txt', 'b.txt'],
    ['uv pip compile a.in -- -o a.txt', undefined],
    ['uv pip compile a.in -o', undefined],
  ])('that "%s" writes', (command, output) => {
    expect(told(command).output).toBe(output);
  });
});

describe('what the lock is made for', () => {
  test.each([
    ['uv pip compile --python-version 3.11', '3.11'],
    ['uv pip compile --python-version=3.11.7', '3.11.7'],
    ['uv pip compile --python-version 3.9 --python-version 3.10', '3.10'],
    ['uv pip compile -p 3.12', '3.12'],
    ['uv pip compile -p3.12', '3.12'],
    ['uv pip compile --python 3.12 --python-version 3.9', '3.9'],
    ['uv pip compile --python python3.12', undefined],
    ['uv pip compile --python-version 3', undefined],
    ['uv pip compile --python-version 3.11.7.1', undefined],
    ['uv pip compile --python-version >=3.11', undefined],
    ['uv export --python 3.13', '3.13'],
    ['pip-compile -p 3.12', undefined],
  ])('"%s" names Python', (command, python) => {
    expect(told(command).python).toBe(python);
  });

  test.each([
    ['uv pip compile --python-platform linux', 'linux'],
    ['uv pip compile --python-platform=aarch64-apple-darwin', 'aarch64-apple-darwin'],
    ['uv pip compile', undefined],
    ['pip-compile', undefined],
  ])('"%s" names a platform', (command, platform) => {
    expect(told(command).platform).toBe(platform);
  });
});

describe('switches', () => {
  const all = (command: string) => {
    const { isUniversal, generatesHashes, stripsExtras } = told(command);
    return { isUniversal, generatesHashes, stripsExtras };
  };

  test.each([
    ['pip-compile', { isUniversal: false, generatesHashes: false, stripsExtras: false }],
    [
      'pip-compile --generate-hashes --strip-extras',
      { isUniversal: false, generatesHashes: true, stripsExtras: true },
    ],
    ['pip-compile --universal', { isUniversal: false, generatesHashes: false, stripsExtras: false }],
    ['uv pip compile', { isUniversal: false, generatesHashes: false, stripsExtras: true }],
    ['uv pip compile --universal', { isUniversal: true, generatesHashes: false, stripsExtras: true }],
    [
      'uv pip compile --universal --no-universal',
      { isUniversal: false, generatesHashes: false, stripsExtras: true },
    ],
    [
      'uv pip compile --no-generate-hashes --generate-hashes',
      { isUniversal: false, generatesHashes: true, stripsExtras: true },
    ],
    ['uv pip compile --no-strip-extras', { isUniversal: false, generatesHashes: false, stripsExtras: false }],
    ['uv export', { isUniversal: true, generatesHashes: true, stripsExtras: true }],
    ['uv export --no-hashes', { isUniversal: true, generatesHashes: false, stripsExtras: true }],
  ])('of "%s", with what the tool does without them', (command, expected) => {
    expect(all(command)).toEqual(expected);
  });
});

describe('options', () => {
  it('are lists without an entry twice or a misspelt one', () => {
    for (const name of [...PIP_COMPILE_VALUES, ...UV_VALUES])
      expect(name).toMatch(/^(?:-[a-zA-Z]|--[a-z]+(?:-[a-z]+)*)$/);
  });

  it('never become files, whatever their value', () => {
    const option = fc.constantFrom(...UV_VALUES).filter((name) => name !== '-o' && name !== '--output-file');
    const value = fc.constantFrom('x', '3.11', 'https://example.org', 'a.in');
    fc.assert(
      fc.property(fc.array(fc.tuple(option, value)), (given) => {
        const command = compileCommand(['uv', 'pip', 'compile', ...given.flat(), 'requirements.in']);
        expect(command?.inputs).toEqual(['requirements.in']);
      }),
    );
  });

  it('may stand anywhere: the files are the same', () => {
    const flag = fc.constantFrom(
      '--universal',
      '--generate-hashes',
      '--no-header',
      '--output-file=a.txt',
      '-q',
    );
    const file = fc.constantFrom('a.in', 'b.in', 'dir/c.in');
    fc.assert(
      fc.property(fc.array(fc.oneof(flag, file)), (words) => {
        const command = compileCommand(['uv', 'pip', 'compile', ...words]);
        expect(command?.inputs).toEqual(words.filter((word) => !word.startsWith('-')));
        expect(command?.isUniversal).toBe(words.includes('--universal'));
      }),
    );
  });

  it('are read from any words', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const command = compileCommand(['pip-compile', ...words]);
        for (const input of command?.inputs ?? []) expect(words).toContain(input);
      }),
    );
  });
});

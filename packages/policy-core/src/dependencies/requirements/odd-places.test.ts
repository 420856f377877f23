import { describe, expect, it } from 'vitest';

import { parseRequirements } from './parse-requirements.ts';

describe('addresses and paths that pip reads in its own way', () => {
  it.each([
    ['a @ https://example.com/foo[dev]', ['dev']],
    ['a[x] @ https://example.com/foo[dev,Test]', ['dev', 'Test']],
    ['a[x] @ https://example.com/foo[dev]/', ['dev']],
    ['a[x] @ https://example.com/foo[dev] ; os_name == "nt"', ['dev']],
    ['a[x] @ https://example.com/foo', ['x']],
    ['a[x] ===1foo[dev]', ['dev']],
    ['a [ x , y ]', ['x', 'y']],
  ])('%s has the extras %j: brackets at the end count first', (text, extras) => {
    const [line] = parseRequirements(text).lines;
    const requirement = line?.entry.kind === 'requirement' ? line.entry.requirement : undefined;
    expect(requirement?.extras.map(({ name }) => name)).toEqual(extras);
    expect(requirement?.extras.map(({ range }) => text.slice(range.start, range.end))).toEqual(extras);
  });

  it.each([
    ['//server/share', 'a path that begins with two slashes names another machine'],
    ['//server/foo.zip', 'a path that begins with two slashes names another machine'],
    ['-e //server/share', 'a path that begins with two slashes names another machine'],
    ['a @ file://server/../foo.zip', 'a file: address may not name another machine'],
    ['-e file://server/../foo', 'a file: address may not name another machine'],
    ['https://example.com/foo#egg=foo\u017F', 'only the name of a project may follow egg='],
    ['file://server//../foo', 'a path that begins with two slashes names another machine'],
    ['-e file:///foo#egg=foo\u017F', 'only the name of a project may follow egg='],
    ['./foo.whl/ [dev]', 'it is not named as wheels are'],
    ['[~/foo.whl[]', 'its extras cannot be read'],
    ['[/]', 'its extras cannot be read'],
    ['[a]/', 'its extras cannot be read'],
    ['a @ https://example.com/foo#egg=f\u00F6', 'only the name of a project may follow egg='],
  ])('%s is refused: %s', (text, problem) => {
    expect(parseRequirements(text).lines[0]?.entry).toMatchObject({ kind: 'invalid', problem });
  });

  it.each([
    ['///foo', 'path'],
    ['//.../foo.zip', 'path'],
    ['//localhost/foo.zip', 'path'],
    ['file:////localhost/a/../foo.zip', 'address'],
    ['[a/foo.zip[dev]', 'path'],
    ['./foo-1.0-py3-none-any.whl/ [dev]', 'path'],
    ['-e //', 'editable'],
    ['-e //foo/..', 'editable'],
    ['-e ///foo', 'editable'],
    ['file://server/../foo.zip', 'address'],
    ['\u212Afoo-1.0-py3-none-any.whl', 'path'],
    ['-e "a @ git+https://example.com/a ; os_name == \'a\\\\n\'"', 'invalid'],
    ['a @ https://example.com/foo#egg=foo\u017F', 'requirement'],
    ['a @ https://example.com/foo#egg=\u212Aelvin', 'requirement'],
    ['https://example.com/foo-1.0-py3-none-any.whl#egg=foo\u017F', 'address'],
  ])('%s is one of kind %s', (text, kind) => {
    expect(parseRequirements(text).lines[0]?.entry.kind).toBe(kind);
  });
});

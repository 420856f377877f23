import { describe, expect, test } from 'vitest';

import { requirementsFile } from './requirements-file.ts';
import { identitiesOf, plainAddress } from './requirement-identity.ts';

function identities(text: string, path = 'r.txt'): readonly string[] {
  const file = requirementsFile(path, { kind: 'text', text });
  if (file.kind !== 'read') throw new Error('It is read as lines.');
  return file.lines.flatMap((line) => identitiesOf({ file, line }));
}

const same = (a: string, b: string) => identities(a).join('\n') === identities(b).join('\n');

describe('two lines ask for the same', () => {
  test.each([
    ['Foo_Bar==1.0', 'foo.bar==1.0'],
    ['foo==1', 'foo==1.0.0'],
    ['foo==1.0', 'foo == v1'],
    ['foo==1!2.0', 'foo==1!2'],
    ['foo==1.0+cu-121', 'foo==1.0+CU.121'],
    ['foo==1.0rc1', 'foo==1.0-RC-1'],
    ['foo (==1.0)', 'foo==1.0'],
    ['foo[b,A_c]==1', 'foo[a-c , B, b]==1'],
    ['foo>=1,<2', 'foo <2, >=1'],
    ['foo>=1,>=1', 'foo>=1'],
    ['foo==1 ; os_name=="nt"', "foo==1;os_name == 'nt'"],
    ['foo==1 ; os.name == "nt"', 'foo==1 ; os_name == "nt"'],
    ['foo==1 # why', 'foo==1'],
    [`foo==1 --hash=sha256:${'0'.repeat(64)}`, 'foo==1'],
    ['foo \\\n  ==1', 'foo ==1'],
    ['foo @ https://ana:secret@files.example/a.zip', 'foo @ https://files.example/a.zip'],
    ['git+https://token@git.example/a.git#egg=a', 'git+https://git.example/a.git#egg=a'],
    ['-e .', '--editable=.'],
    ['foo==1 -C a=b', 'foo==1.0 --config-settings=a=b'],
    ['--extra-index-url https://a.example', '--extra-index-url=https://a.example'],
    ['--pre --no-index', '--pre\n--no-index'],
    ['-i https://a.example', '--index-url https://a.example'],
  ])('%s and %s', (a, b) => {
    expect(same(a, b)).toBe(true);
  });
});

describe('two lines do not ask for the same', () => {
  test.each([
    ['foo==1', 'bar==1'],
    ['foo==1 --config-settings a=b', 'foo==1'],
    ['./foo -C a=b', './foo --config-settings a=c'],
    ['foo==1', 'foo==2'],
    ['foo==1.0', 'foo===1.0'],
    ['foo==1.0', 'foo==1.0+local'],
    ['foo==1.*', 'foo==1'],
    ['foo>=1.0', 'foo>=1'],
    ['foo==1', 'foo>=1'],
    ['foo==1', 'foo[a]==1'],
    ['foo==1', 'foo==1 ; os_name == "nt"'],
    ['foo==1', 'foo @ https://files.example/foo.zip'],
    ['-e ./foo', './foo'],
    ['./foo', './foo[a]'],
    ['--pre', '--no-index'],
    ['--index-url https://a.example', '--extra-index-url https://a.example'],
    ['foo==', 'foo=='.padEnd(7, '=')],
    ['https://files.example/a.zip', './a.zip'],
  ])('%s and %s', (a, b) => {
    expect(same(a, b)).toBe(false);
  });
});

describe('a file that is not brought in', () => {
  test('is the same from wherever it is named', () => {
    expect(identities('-r ../base.txt', 'api/r.txt')).toEqual(identities('-r base.txt', 'r.txt'));
  });

  test('at an address is the same by its words', () => {
    expect(identities('-r https://a.example/r.txt')).toEqual(['include https://a.example/r.txt']);
  });
});

describe('an address without credentials', () => {
  test.each([
    ['https://ana:secret@files.example/a', 'https://files.example/a'],
    ['git+ssh://git@git.example/a.git', 'git+ssh://git.example/a.git'],
    ['https://a@b@files.example/a', 'https://files.example/a'],
    ['https://files.example/a@1', 'https://files.example/a@1'],
    ['https://files.example?x=@', 'https://files.example?x=@'],
    ['./a@b', './a@b'],
  ])('%s', (url, without) => {
    expect(plainAddress(url)).toBe(without);
  });
});

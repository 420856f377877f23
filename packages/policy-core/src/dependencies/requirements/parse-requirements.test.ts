import { describe, expect, test } from 'vitest';

import type { TextRange } from '../../model/text-range.ts';
import { parseRequirements } from './parse-requirements.ts';
import type { LineEntry, RequirementsLine } from './requirements-document.ts';

function onlyLine(text: string): RequirementsLine {
  const [line, ...others] = parseRequirements(text).lines;
  if (line === undefined || others.length > 0) throw new Error('It should be one line.');
  return line;
}

function requirementOf(text: string) {
  const { entry } = onlyLine(text);
  if (entry.kind !== 'requirement') throw new Error(`It is ${entry.kind}.`);
  return entry.requirement;
}

const cut = (text: string, range: TextRange | undefined) => range && text.slice(range.start, range.end);

describe('a requirement', () => {
  test.each([
    ['a==1.0', 'a', '==1.0', undefined],
    ['Foo.Bar == 1.0', 'Foo.Bar', '== 1.0', undefined],
    ['a (>=1, <2)', 'a', '>=1, <2', undefined],
    ['a[x , Y_z]~=1.0 ; os_name == "nt"', 'a', '~=1.0', 'os_name == "nt"'],
    ['a;extra=="x"', 'a', undefined, 'extra=="x"'],
    ['a', 'a', undefined, undefined],
    ['a==1.0;', 'a', '==1.0', undefined],
    ['a===weird!', 'a', '===weird!', undefined],
    ['a==1!2.0+cu121', 'a', '==1!2.0+cu121', undefined],
    ['a==1.*', 'a', '==1.*', undefined],
    ['a==1.0\u00a0; os_name == "nt"', 'a', '==1.0', 'os_name == "nt"'],
  ])('%s has its parts where they stand', (text, name, ...[specifier, marker]) => {
    for (const file of [text, `# c\n  ${text} # c\n`, `\uFEFF${text}\r\n`]) {
      const read = requirementOf(file);
      expect(cut(file, read.nameRange)).toBe(name);
      expect(cut(file, read.specifierRange)).toBe(specifier);
      expect(cut(file, read.marker?.range)).toBe(marker);
    }
  });

  test('may be joined from several lines, with its parts across them', () => {
    const text = 'na\\\nme[ex\\\ntra]=\\\n=1.0 ; os_name \\\n== "nt"\n';
    const read = requirementOf(text);
    expect(read.name).toBe('name');
    expect(cut(text, read.nameRange)).toBe('na\\\nme');
    expect(read.extras.map(({ range }) => cut(text, range))).toEqual(['ex\\\ntra']);
    expect(cut(text, read.clauses[0]?.range)).toBe('=\\\n=1.0');
    expect(cut(text, read.marker?.range)).toBe('os_name \\\n== "nt"');
  });

  test.each([
    ['a @ https://x.example/a.zip#egg=b', 'https://x.example/a.zip#egg=b'],
    ['a@git+https://x.example/r@main', 'git+https://x.example/r@main'],
    ['a @ file:///x/y', 'file:///x/y'],
    ['a @ ./y', './y'],
    ['a @ https://x.example/a.zip ; os_name == "nt"', 'https://x.example/a.zip'],
    ['foo.zip @ https://x.example/a', 'https://x.example/a'],
  ])('%s has an address', (text, url) => {
    const read = requirementOf(text);
    expect(read.url?.text).toBe(url);
    expect(cut(text, read.url?.range)).toBe(url);
  });

  test('loses the marker that stands behind a hash, which pip passes over', () => {
    for (const text of [
      'a==1 --hash=sha256:ab ; os_name == "nt"',
      'a==1 --hash=sha256:ab; os_name == "nt"',
      'a==1 --hash=sha256:ab ;os_name == "nt"',
    ]) {
      const { entry, passedOver } = onlyLine(text);
      expect(entry).toMatchObject({ kind: 'requirement', requirement: { marker: undefined } });
      expect(passedOver.map(({ what }) => what)).toEqual(['marker']);
    }
  });

  test('has an option behind it that counts only on a line of its own', () => {
    const text = 'a==1 -r evil.txt --pre -C k=v';
    const { options, passedOver } = onlyLine(text);
    expect(passedOver.map(({ what, range }) => [what, cut(text, range)])).toEqual([
      ['option', '-r evil.txt'],
      ['option', '--pre'],
    ]);
    expect(options.map(({ means, value }) => [...means, value])).toEqual([
      ['--requirement', 'evil.txt'],
      ['--pre', undefined],
      ['--config-settings', 'k=v'],
    ]);
  });
});

describe('hashes', () => {
  const LOCK =
    'a==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via c\nB.c==2 --hash sha512:cc --hash="sha384:dd"\n';

  test('belong to the requirement they are joined to', () => {
    const { lines } = parseRequirements(LOCK);
    expect(lines.map(({ number }) => number)).toEqual([1, 5]);
    expect(
      lines.map(({ hashes }) => hashes.map(({ algorithm, digest }) => `${algorithm}:${digest}`)),
    ).toEqual([
      ['sha256:aa', 'sha256:bb'],
      ['sha512:cc', 'sha384:dd'],
    ]);
    expect(lines.map(({ hashes }) => hashes.map(({ range }) => cut(LOCK, range)))).toEqual([
      ['--hash=sha256:aa', '--hash=sha256:bb'],
      ['--hash sha512:cc', '--hash="sha384:dd"'],
    ]);
    expect(lines.map(({ range }) => cut(LOCK, range))).toEqual([
      'a==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb',
      'B.c==2 --hash sha512:cc --hash="sha384:dd"',
    ]);
  });

  test('are lost behind a comment between them and the requirement', () => {
    const { lines } = parseRequirements('a==1.0 \\\n# why\n    --hash=sha256:aa\n');
    expect(
      lines.map(({ entry, hashes, passedOver }) => [
        entry.kind,
        hashes.length,
        passedOver.map(({ what }) => what),
      ]),
    ).toEqual([
      ['requirement', 0, []],
      ['options', 1, ['hashes']],
    ]);
  });

  test('are none behind a tab, which leaves no requirement either', () => {
    expect(onlyLine('a==1\t--hash=sha256:aa')).toMatchObject({ entry: { kind: 'invalid' }, hashes: [] });
  });

  test('make a line invalid where pip takes them no more, and are still shown', () => {
    expect(onlyLine('a==1 --hash=md5:aa --hash=sha256:bb')).toMatchObject({
      entry: { kind: 'invalid', problem: 'pip takes sha256, sha384 and sha512 hashes only' },
      hashes: [{ algorithm: 'md5' }, { algorithm: 'sha256' }],
    });
  });
});

describe('an include', () => {
  test.each([
    ['-r base.txt', 'requirements', 'base.txt'],
    ['-rbase.txt', 'requirements', 'base.txt'],
    ['-r=base.txt', 'requirements', '=base.txt'],
    ['--req\\\nuirement=base.txt', 'requirements', 'base.txt'],
    ['-c "../a b.txt"', 'constraints', '../a b.txt'],
    ['--constraint https://x.example/c.txt', 'constraints', 'https://x.example/c.txt'],
    ['-c a.txt -r b.txt', 'requirements', 'b.txt'],
    ['--pre -r ${X}.txt', 'requirements', '${X}.txt'],
  ])('%s brings in %s from %s', (text, as, target) => {
    const { entry } = onlyLine(text);
    expect(entry).toMatchObject({ kind: 'include', as, target });
    if (entry.kind === 'include') expect(cut(text, entry.range)?.replaceAll('"', '')).toBe(target);
  });

  test('is the first of several; the rest of the line is passed over', () => {
    const text = '-c b.txt -r a.txt evil==1 -r c.txt --pre';
    const { passedOver } = onlyLine(text);
    expect(passedOver.map(({ what, range }) => [what, cut(text, range)])).toEqual([
      ['include', '-c b.txt'],
      ['words', 'evil==1'],
      ['include', '-r c.txt'],
      ['option', '--pre'],
    ]);
  });
});

describe('an editable line', () => {
  test.each<readonly [string, string, Partial<Extract<LineEntry, { kind: 'editable' }>>]>([
    ['-e .', '.', { isAddress: false, name: undefined }],
    ['-e ./a[dev,test]', './a', { extras: ['dev', 'test'] }],
    ['--editable=/srv/a', '/srv/a', { isAddress: false }],
    ['-e "./a b"', '"./a b"', { where: './a b' }],
    [
      '-e git+https://x.example/r@v1#egg=r',
      'git+https://x.example/r@v1#egg=r',
      { name: 'r', isAddress: true },
    ],
    ['-e git://x.example/r#egg=r', 'git://x.example/r#egg=r', { name: 'r', isAddress: true }],
    ['-e file:///srv/a', 'file:///srv/a', { name: undefined, isAddress: true }],
    ['-e "a[x] @ git+https://x.example/r"', 'git+https://x.example/r', { name: 'a', extras: ['x'] }],
    ['-e ./a[d, dev]', './a[d,', { extras: [] }],
  ])('%s is at %s', (text, written, parts) => {
    const { entry } = onlyLine(text);
    expect(entry).toMatchObject({ kind: 'editable', ...parts });
    if (entry.kind === 'editable') expect(cut(text, entry.range)).toBe(written);
  });

  test('has its marker within the quotes', () => {
    const text = `-e "a @ git+https://x.example/r ; os_name == 'nt'"`;
    const { entry } = onlyLine(text);
    if (entry.kind !== 'editable') throw new Error(`It is ${entry.kind}.`);
    expect(cut(text, entry.marker?.range)).toBe(`os_name == 'nt'`);
  });

  test('leaves out what else stands there', () => {
    const text = '-e . evil==1 -e ./b --hash=sha256:aa -r c.txt';
    expect(onlyLine(text).passedOver.map(({ what, range }) => [what, cut(text, range)])).toEqual([
      ['words', 'evil==1'],
      ['include', '-e ./b'],
      ['hashes', '--hash=sha256:aa'],
      ['option', '-r c.txt'],
    ]);
  });

  test('behind a requirement is passed over: newer versions of pip refuse such a line', () => {
    const { entry, passedOver } = onlyLine('a==1 -e .');
    expect(entry.kind).toBe('requirement');
    expect(passedOver.map(({ what, range }) => [what, cut('a==1 -e .', range)])).toEqual([
      ['option', '-e .'],
    ]);
  });

  test.each([
    ['-e requests', 'only a folder or the address of a checkout can be editable'],
    ['-e https://x.example/a.zip', 'only a folder or the address of a checkout can be editable'],
    ['-e git+https://x.example/r', 'the address of an editable checkout needs #egg=NAME behind it'],
    ['-e git+https://x.example/r#egg=r[x]', 'only the name of a project may follow egg='],
    ['-e ./a[,x]', 'its extras cannot be read'],
  ])('%s is refused: %s', (text, problem) => {
    expect(onlyLine(text).entry).toMatchObject({ kind: 'invalid', problem });
  });
});

describe('an address without a name before it', () => {
  test.each([
    ['https://x.example/a.zip', undefined, undefined],
    ['https://x.example/a.zip#egg=Wat', 'Wat', undefined],
    ['https://x.example/Foo_Bar-1.0.0-py3-none-any.whl', 'foo-bar', '1.0.0'],
    ['https://x.example/%61-1%2Bl-2b-py2.py3-none-any.whl#egg=z', 'a', '1+l'],
    ['git+ssh://git@x.example/r@main#egg=r&subdirectory=s', 'r', undefined],
    ['HTTPS://x.example/a', undefined, undefined],
    ['http://x.example/?a;b', undefined, undefined],
    ['file://../../lib/p#egg=p', undefined, undefined],
    ['http://[::1]:80/a', undefined, undefined],
    ['http://[fe80::1%eth0]/a', undefined, undefined],
    ['http://[::ffff:1.2.3.4]/a', undefined, undefined],
    ['http://[v1.x]/a', undefined, undefined],
  ])('%s has the name %s and the version %s', (text, name, version) => {
    const line = `${text} ; os_name == "nt"`;
    const { entry } = onlyLine(line);
    expect(entry).toMatchObject({ kind: 'address', url: text, name, version });
    if (entry.kind !== 'address') return;
    expect(cut(line, entry.range)).toBe(text);
    expect(cut(line, entry.marker?.range)).toBe('os_name == "nt"');
  });

  test.each([
    ['https://x.example/a.zip#egg=a[b]', 'only the name of a project may follow egg='],
    ['https://x.example/a-1-py3.whl', 'it is not named as wheels are'],
    ['https://x.example/a-one-py3-none-any.whl', 'it is not named as wheels are'],
    ['https://x.example/a__b-1-py3-none-any.whl', 'it is not named as wheels are'],
    ['https://x.example/a-1-x-py3-none-any.whl', 'it is not named as wheels are'],
    ['https://x.example/a-1-3-none-any.whl', 'it is not named as wheels are'],
    ['https://x.example/a-1-py3-none..x-any.whl', 'it is not named as wheels are'],
    ['file://host/a', 'a file: address may not name another machine'],
    ['FILE:///a', 'file: must be written in lower case'],
    ['http://[x/a', 'the host of its address cannot be read'],
    ['http://[1.2.3.4]/a', 'the host of its address cannot be read'],
    ['http://[1:2::3::4]/a', 'the host of its address cannot be read'],
    ['http://x.example\uff0fevil/a', 'the host of its address cannot be read'],
    ['a @ file://host/a', 'a file: address may not name another machine'],
    ['a @ https://x.example/#egg=a[b]', 'only the name of a project may follow egg='],
  ])('%s is refused: %s', (text, problem) => {
    expect(onlyLine(text).entry).toMatchObject({ kind: 'invalid', problem });
  });

  test.each(['foo://x.example/a', 'git+git@x.example:r.git', 'git://x.example/r'])(
    'is not one to pip with the scheme of %s',
    (text) => {
      expect(onlyLine(text).entry.kind).toBe('invalid');
    },
  );
});

describe('a file or a folder', () => {
  test.each([
    ['./a', './a', undefined, []],
    ['../a/b', '../a/b', undefined, []],
    ['/srv/a', '/srv/a', undefined, []],
    ['dir/a', 'dir/a', undefined, []],
    ['.', '.', undefined, []],
    ['a.tar.gz', 'a.tar.gz', undefined, []],
    ['a-1.TAR.xz', 'a-1.TAR.xz', undefined, []],
    ['A.b-1.0-py3-none-any.whl', 'A.b-1.0-py3-none-any.whl', '1.0', []],
    ['./a-1-py3-none-any.whl[x,y]', './a-1-py3-none-any.whl', '1', ['x', 'y']],
    ['a-1-py3-none-any.whl [x]', 'a-1-py3-none-any.whl', '1', ['x']],
    ['a.zip/./', 'a.zip/./', undefined, []],
    ['a.zip[x]/', 'a.zip', undefined, ['x']],
    ['x/../a.zip/b/..', 'x/../a.zip/b/..', undefined, []],
    ['./a@b.zip', './a@b.zip', undefined, []],
  ])('%s is the path %s', (text, path, ...[version, extras]) => {
    const line = `${text} ; os_name == "nt"`;
    const { entry } = onlyLine(line);
    expect(entry).toMatchObject({ kind: 'path', path, version, extras });
    if (entry.kind !== 'path') return;
    expect(cut(line, entry.range)).toBe(path);
    expect(cut(line, entry.marker?.range)).toBe('os_name == "nt"');
  });

  test.each(['a-1-py3.whl', './a-x-py3-none-any.whl', 'a/b#c', 'a b/c', '<a href="/">', './a[,]'])(
    '%s is none',
    (text) => {
      expect(onlyLine(text).entry.kind).toBe('invalid');
    },
  );

  test.each(['.zip', 'a.zip.txt', 'a.whl==1', 'tar', 'azip'])('%s is not read as an archive', (text) => {
    expect(onlyLine(text).entry).not.toMatchObject({ kind: 'path', path: text, version: expect.anything() });
  });
});

describe('what pip refuses', () => {
  test.each([
    ['a=1.0', '=1.0'],
    ['a==1.0 ; os_name', 'os_name'],
    ['a==1.0; bad == "x"', 'bad == "x"'],
    ['<<<<<<< HEAD', '<<<<<<< HEAD'],
    ['a @ https://x.example/a;b', 'b'],
    ['  a==1 --user', '--user'],
    ['"a==1"', '"a==1"'],
    ['a[x', 'x'],
    ['a @', undefined],
  ])('%s is told with its place', (text, underlined) => {
    const { entry } = onlyLine(text);
    if (entry.kind !== 'invalid') throw new Error(`It is ${entry.kind}.`);
    expect(entry.problem).not.toBe('');
    if (underlined !== undefined) expect(cut(text, entry.range)).toContain(underlined.slice(-4));
  });

  test('does not keep the lines behind it from being read', () => {
    const { lines } = parseRequirements('a=1\nb==2\n-r "x\nc==3\n');
    expect(lines.map(({ entry }) => entry.kind)).toEqual([
      'invalid',
      'requirement',
      'invalid',
      'requirement',
    ]);
  });
});

describe('variables of the environment', () => {
  test.each([
    ['a==${V_1}', ['V_1']],
    ['-r ${A}/${B}.txt # ${C}', ['A', 'B']],
    ['a==${v}', []],
    ['a==$V${}', []],
    ['a=\\\n=${\\\nV}', ['V']],
    ['${${A}}', ['A']],
  ])('of %s are %j', (text, names) => {
    const { variables } = onlyLine(text);
    expect(variables.map(({ name }) => name)).toEqual(names);
    for (const { name, range } of variables)
      expect(cut(text, range)?.replaceAll('\\\n', '')).toBe(`\${${name}}`);
  });
});

describe('a line of options', () => {
  test('says how to install, and what pip passes over', () => {
    const text = '--pre a==1 --index-url https://x.example -C k=v';
    const { entry, options, passedOver } = onlyLine(text);
    expect(entry).toEqual({ kind: 'options' });
    expect(options.map(({ written, range }) => [written, cut(text, range)])).toEqual([
      ['--pre', '--pre'],
      ['--index-url', '--index-url https://x.example'],
      ['-C', '-C k=v'],
    ]);
    expect(passedOver.map(({ what, range }) => [what, cut(text, range)])).toEqual([
      ['words', 'a==1'],
      ['option', '-C k=v'],
    ]);
  });

  test('that pip refuses still says what may be meant', () => {
    expect(onlyLine('--p x').options).toMatchObject([
      { written: '--p', means: { length: 3 }, value: undefined },
    ]);
    expect(onlyLine('--nope=x').options).toMatchObject([{ written: '--nope', means: [], value: 'x' }]);
  });
});

test('a file without a line that counts has none', () => {
  for (const text of ['', '\uFEFF', '\n\n', '# a\n  # b', '\\\n\\\n', ' \u00a0\t'])
    expect(parseRequirements(text)).toEqual({ text, lines: [] });
});

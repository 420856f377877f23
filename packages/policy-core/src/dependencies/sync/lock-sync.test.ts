import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { lockSync, type LockSync, recompilation } from './lock-sync.ts';
import { lockHeader } from '../requirements/lock-header.ts';

const SOURCE = 'requirements.txt';
const LOCK = 'requirements.lock';
const HASH = `--hash=sha256:${'0'.repeat(64)}`;
const OTHER_HASH = `--hash=sha256:${'1'.repeat(64)}`;

const MIRROR = { sync: { mode: 'mirror' } };
const TEXTUAL = { sync: { mode: 'textual' } };
const COMPILED = { sync: { mode: 'compiled', python: '3.11' } };

function mirrored(source: string, lock: string, more: Readonly<Record<string, string>> = {}): LockSync {
  return lockSync(samplePair({ [SOURCE]: source, [LOCK]: lock, ...more }, MIRROR));
}

function textOf(sync: LockSync): string {
  if (sync.kind !== 'changes') throw new Error(JSON.stringify(sync));
  return sync.text;
}

function shownOf(sync: LockSync): readonly string[] {
  if (sync.kind !== 'changes') throw new Error(JSON.stringify(sync));
  return sync.changes.map(({ kind, text }) => `${kind === 'added' ? '+' : '-'} ${text}`);
}

describe('in the mode mirror', () => {
  test('a lock that says the same is left alone, however it is written', () => {
    expect(mirrored('Foo.Bar==1.0\n', `foo-bar == 1 \\\n    ${HASH}\n    # via hand\n`)).toEqual({
      kind: 'in-sync',
    });
  });

  test('entries are replaced, added and removed; every other line stays as it is', () => {
    const lock = [
      '# made by hand',
      '--index-url https://pypi.example/simple',
      '',
      `aiohttp==3.9.5 \\`,
      `    ${HASH}`,
      '    # via the web',
      'Django==4.2.11  # keep LTS',
      '',
      '# tools',
      'old-tool==1.0 \\',
      `    ${HASH}`,
      '    # via nobody',
      'zope.interface==6.4',
      '',
    ].join('\n');
    const source =
      '--index-url https://pypi.example/simple\naiohttp==3.9.5\nbrotli==1.1.0\ndjango==4.2.13\nzope-interface==6.4\nzstandard==0.22.0\n';
    const sync = mirrored(source, lock);
    expect(textOf(sync)).toBe(
      [
        '# made by hand',
        '--index-url https://pypi.example/simple',
        '',
        `aiohttp==3.9.5 \\`,
        `    ${HASH}`,
        '    # via the web',
        'brotli==1.1.0',
        'Django==4.2.13  # keep LTS',
        '',
        '# tools',
        'zope.interface==6.4',
        'zstandard==0.22.0',
        '',
      ].join('\n'),
    );
    expect(shownOf(sync)).toEqual([
      '- Django==4.2.11',
      '+ Django==4.2.13',
      '- old-tool==1.0 (1 hash)',
      '- # via nobody',
      '+ brotli==1.1.0',
      '+ zstandard==0.22.0',
    ]);
    expect(sync).toMatchObject({
      isNew: false,
      unhashed: ['Django==4.2.13', 'brotli==1.1.0', 'zstandard==0.22.0'],
    });
  });

  test('hashes stay with their version, go with it, and come with a source that has its own', () => {
    const hashed = `a==1 \\\n    ${HASH}\nb==2 \\\n    ${HASH}\nc==3 \\\n    ${HASH}\n`;
    const sync = mirrored(`a==1; python_version >= "3.9"\nb==3\nc==4 ${OTHER_HASH}\n`, hashed);
    expect(textOf(sync)).toBe(`a==1; python_version >= "3.9" \\\n    ${HASH}\nb==3\nc==4 ${OTHER_HASH}\n`);
    expect(sync).toMatchObject({ unhashed: ['b==3'] });
  });

  test('a new entry comes where the source has it', () => {
    expect(textOf(mirrored('a==1\nb==2\nc==3\n', 'c==3\n'))).toBe('a==1\nb==2\nc==3\n');
    expect(textOf(mirrored('a==1\nb==2\nc==3\n', 'a==1\nc==3'))).toBe('a==1\nb==2\nc==3');
    expect(textOf(mirrored('a==1\nb==2\n', 'a==1'))).toBe('a==1\nb==2');
    expect(textOf(mirrored('a==1\r\nb==2\r\n', 'a==1\r\n'))).toBe('a==1\r\nb==2\r\n');
    expect(textOf(mirrored('a==1\n', '\uFEFF'))).toBe('\uFEFFa==1\n');
    expect(textOf(mirrored('b==2\n', '# pinned\n'))).toBe('# pinned\nb==2\n');
  });

  test('all copies of what goes are taken out', () => {
    expect(textOf(mirrored('a==1\n', 'a==1\nb==2\nB == 2.0\n'))).toBe('a==1\n');
    expect(textOf(mirrored('a==2\n', 'a==1\nA==1.0\n'))).toBe('a==2\n');
  });

  test('of a line of options only what the source lacks is taken out', () => {
    expect(textOf(mirrored('--pre\na==1\n', '--pre --no-index\na==1\n'))).toBe('--pre\na==1\n');
    expect(textOf(mirrored('a==1\n', '--pre --no-index\na==1\n'))).toBe('a==1\n');
  });

  test('what files bring in counts where they bring it in', () => {
    const base = { 'base.txt': 'a==1\n' };
    expect(textOf(mirrored('-r base.txt\nb==2\n', 'b==2\n', base))).toBe('a==1\nb==2\n');
    expect(mirrored('-r base.txt\n', '-r base.txt\n', base)).toEqual({ kind: 'in-sync' });
    expect(mirrored('b==2\n', '-r base.txt\nb==2\n', base)).toEqual({
      kind: 'stuck',
      problem:
        'a==1 stands in base.txt, which requirements.lock brings in, and is not in requirements.txt. Change base.txt by hand.',
    });
    expect(mirrored('-r gone.txt\nb==2\n', 'b==1\n')).toMatchObject({ kind: 'stuck' });
  });

  test('a lock that is not there is made', () => {
    const sync = lockSync(samplePair({ [SOURCE]: '# direct\na==1  # why\n' }, MIRROR));
    expect(sync).toMatchObject({ kind: 'changes', isNew: true, text: 'a==1\n', unhashed: [] });
  });

  test('what pip refuses is not taken over', () => {
    expect(mirrored('a==\n', '')).toEqual({
      kind: 'stuck',
      problem:
        'pip refuses a== in requirements.txt, so it is not taken over into requirements.lock. Fix that line first.',
    });
  });

  test('lines that end where no editor shows it are left to people', () => {
    expect(mirrored('a==1\n', 'a==2\u2028b==1\n')).toMatchObject({ kind: 'stuck' });
  });

  test('nobody reads a password', () => {
    const sync = mirrored('a @ https://ana:secret@files.example/a.zip\n', '');
    expect(shownOf(sync)).toEqual(['+ a @ https://****@files.example/a.zip']);
    const options = mirrored('--extra-index-url https://ana:secret@pypi.example/simple\n', '');
    expect(shownOf(options)).toEqual(['+ --extra-index-url https://****@pypi.example/simple']);
  });
});

describe('in the mode textual', () => {
  test('the lock becomes a copy', () => {
    const sync = lockSync(samplePair({ [SOURCE]: '# x\na==1\nb==2\n', [LOCK]: 'a==1 # no\n' }, TEXTUAL));
    expect(sync).toMatchObject({ kind: 'changes', text: '# x\na==1\nb==2\n', isNew: false });
    expect(shownOf(sync)).toEqual(['- a==1 # no', '+ a==1', '+ # x', '+ b==2']);
  });

  test('or stays, where it holds the same lines', () => {
    const pair = samplePair({ [SOURCE]: 'a==1\nb==2\n', [LOCK]: '# other\nb==2\na==1\n' }, TEXTUAL);
    expect(lockSync(pair)).toEqual({ kind: 'in-sync' });
  });

  test('a lock that is not there is made', () => {
    expect(lockSync(samplePair({ [SOURCE]: 'a==1\n' }, TEXTUAL))).toMatchObject({
      isNew: true,
      text: 'a==1\n',
    });
  });
});

describe('in the mode compiled', () => {
  const HEADER =
    '# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n#\n#    pip-compile --index-url=https://ana:secret@pypi.example/simple --output-file=requirements.txt requirements.in\n#\n';
  const named = { source: 'api/requirements.in', lock: 'api/requirements.txt', ...COMPILED };

  test('no version is guessed: it says what differs, and which command makes the lock', () => {
    const files = {
      'api/requirements.in': 'flask>=3\nrich\n',
      'api/requirements.txt': `${HEADER}flask==2.3.3\n`,
    };
    const sync = lockSync(samplePair(files, named));
    expect(sync).toMatchObject({
      kind: 'recompile',
      differences: [{ kind: 'unsatisfied' }, { kind: 'missing' }],
      by: {
        command:
          'pip-compile --index-url=https://***@pypi.example/simple --output-file=requirements.txt requirements.in',
        folder: 'api',
      },
    });
  });

  test('a lock that holds what is asked for is left alone', () => {
    const files = {
      'api/requirements.in': 'flask>=3\n',
      'api/requirements.txt': `${HEADER}flask==3.0.3\njinja2==3.1.4\n`,
    };
    expect(lockSync(samplePair(files, named))).toEqual({ kind: 'in-sync' });
  });

  test('without a header there is no command to name', () => {
    const files = { 'api/requirements.in': 'flask>=3\n', 'api/requirements.txt': 'rich==1\n' };
    expect(lockSync(samplePair(files, named))).toMatchObject({ by: { command: undefined, folder: '' } });
    expect(lockSync(samplePair({ 'api/requirements.in': 'flask\n' }, named))).toMatchObject({
      kind: 'recompile',
      differences: [],
    });
  });
});

describe('what cannot be read', () => {
  test('is said, and nothing is made of it', () => {
    expect(lockSync(samplePair({ [LOCK]: 'a==1\n' }, MIRROR))).toEqual({
      kind: 'stuck',
      problem: 'requirements.txt does not exist, so there is nothing to bring requirements.lock to.',
    });
    const unseen = { ...samplePair({ [SOURCE]: 'a==1\n' }, MIRROR), lock: unobserved('the disk is gone') };
    expect(lockSync(unseen)).toEqual({
      kind: 'stuck',
      problem: 'requirements.lock cannot be read: the disk is gone.',
    });
  });
});

const anyLine = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', 'B', 'c-d', 'C.D', 'e_f'),
        fc.constantFrom('==1', '==1.0', ' == 2', '==2.*', '>=1,<2', ''),
        fc.constantFrom('', '', '; python_version < "3.12"', " ;python_version<'3.12'"),
        fc.constantFrom('', '', ` ${HASH}`, ` \\\n    ${HASH}`, ` \\\n  ${HASH} \\\n  ${OTHER_HASH}`),
        fc.constantFrom('', '  # why', '\n    # via x'),
      )
      .map((parts) => parts.join('')),
  },
  fc.constantFrom(
    '--pre',
    '--no-index --pre',
    '-i https://pypi.example/simple',
    '-e .',
    './wheels/a-1-py3-none-any.whl',
    'a @ https://files.example/a.zip',
    'git+https://git.example/a.git@main#egg=a',
    '# remark',
    '',
    '-r base.txt',
    '-c limits.txt',
    '-r https://files.example/more.txt',
  ),
);
const anyText = fc
  .tuple(fc.array(anyLine, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean())
  .map(([lines, end, isClosed, hasMark]) => {
    const text = lines.join('\n').replaceAll('\n', end);
    return `${hasMark ? '\uFEFF' : ''}${text}${isClosed && text !== '' ? end : ''}`;
  });

describe('any two files', () => {
  const SYNC_RULES = ['lock-in-sync', 'lock-stale-entry', 'lock-missing'].map(
    (name) => `dependencies/${name}`,
  );

  test.each(['textual', 'mirror'] as const)('are in sync after it, in the mode %s', (mode) => {
    let changed = 0;
    const checker = checkerFor(
      policyOf({ dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK, sync: { mode } }] }),
      undefined,
    );
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom('', 'z==1\n'), (source, lock, base) => {
        const files = { [SOURCE]: source, [LOCK]: lock, 'base.txt': base, 'limits.txt': '' };
        const keys = { sync: { mode } };
        const sync = lockSync(samplePair(files, keys));
        if (sync.kind === 'stuck') {
          expect(lock).toContain('base.txt');
          expect(mode).toBe('mirror');
          return;
        }
        const after = sync.kind === 'changes' ? sync.text : lock;
        if (sync.kind === 'changes') {
          changed += 1;
          expect(sync.changes.length + Number(mode === 'textual')).toBeGreaterThan(0);
        }
        const made = { ...files, [LOCK]: after };
        expect(lockSync(samplePair(made, keys))).toEqual({ kind: 'in-sync' });
        const given = Object.entries(made).map(([path, text]) => ({ path, text }));
        const { findings } = checker.checkFiles(given, { only: SYNC_RULES });
        expect(findings).toEqual([]);
      }),
    );
    expect(changed).toBeGreaterThan(5);
  });

  test('lines of which the source holds the like are not touched', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 }),
        fc.nat(6),
        (names, cut) => {
          const block = (name: string) => `${name}==1 \\\n    ${HASH}\n    # via ${name}\n`;
          const kept = names.slice(0, cut);
          const lock = names.map(block).join('');
          const sync = mirrored(kept.map((name) => `${name}==1.0\n`).join(''), lock);
          expect(sync.kind === 'changes' ? sync.text : lock).toBe(kept.map(block).join(''));
        },
      ),
    );
  });
});

const NOTHING = { command: undefined, folder: '' };

function pipCompile(command: string): string {
  return `#\n# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n#\n#    ${command}\n#\na==1\n`;
}

function uv(command: string): string {
  return `# This file was autogenerated by uv via the following command:\n#    ${command}\na==1\n`;
}

function made(text: string, source = 'api/requirements.in', lock = 'api/requirements.txt') {
  return recompilation({ source, lock }, lockHeader(text));
}

describe('how a lock is made anew', () => {
  test('is the command in its header', () => {
    expect(made(pipCompile('pip-compile --output-file=api/requirements.txt api/requirements.in'))).toEqual({
      command: 'pip-compile --output-file=api/requirements.txt api/requirements.in',
      folder: '',
    });
  });

  test.each([
    ['the output', 'pip-compile --output-file=requirements.txt requirements.in', 'api'],
    ['the output with ./', 'pip-compile --output-file=./requirements.txt ./requirements.in', 'api'],
    ['the input, where no output is named', 'pip-compile requirements.in', 'api'],
    ['a path of Windows', String.raw`pip-compile --output-file='api\requirements.txt' x.in`, ''],
    ['the whole path', 'pip-compile -o api/requirements.txt api/requirements.in', ''],
    ['names that fit nothing', 'pip-compile -o other.txt other.in', ''],
  ])('was run where %s says', (_, command, folder) => {
    expect(made(pipCompile(command)).folder).toBe(folder);
  });

  test('may have been run some folders above', () => {
    const command = 'uv pip compile api/requirements.in -o api/requirements.txt';
    expect(made(uv(command), 'shop/api/requirements.in', 'shop/api/requirements.txt')).toEqual({
      command,
      folder: 'shop',
    });
  });

  test('is put into quotes for a shell', () => {
    const command = "pip-compile --pip-args='--retries 3' --output-file=requirements.txt requirements.in";
    expect(made(pipCompile(command)).command).toBe(
      "pip-compile '--pip-args=--retries 3' --output-file=requirements.txt requirements.in",
    );
  });

  test('a header cannot smuggle in a second command', () => {
    const command = "pip-compile requirements.in '; rm -rf ~' '$(reboot)' '`id`'";
    expect(made(pipCompile(command)).command).toBe(
      "pip-compile requirements.in '; rm -rf ~' '$(reboot)' '`id`'",
    );
    expect(made(pipCompile('pip-compile requirements.in ; reboot')).command).toBe(
      "pip-compile requirements.in ';' reboot",
    );
  });

  test('shows neither passwords nor control characters', () => {
    const command = 'pip-compile --index-url=https://ana:secret@pypi.example/simple \u001b[31m.in';
    const shown = made(pipCompile(command)).command;
    expect(shown).toContain('--index-url=https://***@pypi.example/simple');
    expect(shown).not.toContain('\u001b');
  });

  test.each([
    ['no header', 'a==1\n'],
    ['a header that names no command', '# This file is autogenerated by pip-compile\na==1\n'],
    ['a command that cannot be cut into words', pipCompile("pip-compile 'requirements.in")],
    ['nothing', ''],
  ])('is not known of a lock with %s', (_, text) => {
    expect(made(text)).toEqual(NOTHING);
  });
});

import { describe, expect, test } from 'vitest';

import { lockSync } from '../dependencies/sync/lock-sync.ts';
import { COMPILED_FILES, COMPILED_PAIR } from '../testing/sample-compiled.ts';
import { samplePair } from '../testing/sample-pair.ts';
import { terminalText } from './document/terminal.ts';
import { lockSyncDocument } from './lock-sync-document.ts';

function shown(files: Readonly<Record<string, string>>, keys: object, colors = false): string {
  const pair = samplePair(files, { ...keys });
  return terminalText(lockSyncDocument(pair.pair, lockSync(pair)), { colors });
}

const MIRROR = { sync: { mode: 'mirror' } };
const HASH = `--hash=sha256:${'0'.repeat(64)}`;

describe('what brings a lock to its source', () => {
  test('is lines that go and lines that come', () => {
    const files = { 'requirements.txt': 'a==2\nc==1\n', 'requirements.lock': `a==1 ${HASH}\nb==1\n` };
    expect(shown(files, MIRROR)).toBe(
      [
        'requirements.lock comes to requirements.txt (mode mirror):',
        '  - a==1 (1 hash)',
        '  + a==2',
        '  - b==1',
        '  + c==1',
        '',
        'note: 2 of these lines have no hashes, and the lock holds some: pip then installs none of it. Add them before you install.',
        '',
      ].join('\n'),
    );
  });

  test('may be nothing', () => {
    const files = { 'requirements.txt': 'a==2\n', 'requirements.lock': 'a==2\n' };
    expect(shown(files, MIRROR)).toBe('requirements.lock is in sync with requirements.txt (mode mirror).\n');
  });

  test('may be a command for people to run', () => {
    const source = `${COMPILED_FILES['api/requirements.in'] ?? ''}rich\ndjangorestframework<3\n`;
    expect(shown({ ...COMPILED_FILES, 'api/requirements.in': source }, COMPILED_PAIR)).toBe(
      [
        'api/requirements.txt is out of sync with api/requirements.in (mode compiled). No version is guessed here:',
        '  rich (api/requirements.in:8:1) has no pin',
        '  djangorestframework<3 (api/requirements.in:9:1) does not admit djangorestframework==3.15.1 (api/requirements.txt:19:1)',
        '  sqlparse<0.5 (constraints.txt:2:1) does not admit sqlparse==0.5.0 (api/requirements.txt:25:1)',
        '',
        'Run the command that made it in the folder api:',
        '  pip-compile --generate-hashes --output-file=requirements.txt requirements.in',
        '',
      ].join('\n'),
    );
  });

  test('may be unknown, and is not invented', () => {
    const keys = { source: 'a.in', lock: 'a.txt', sync: { mode: 'compiled' } };
    expect(shown({ 'a.in': 'rich\n', 'a.txt': '' }, keys)).toContain(
      'The lock does not say which command makes it. Run the one you made it with.\n',
    );
    const unclear = { 'a.in': 'rich; python_version < "3.9"\n', 'a.txt': '' };
    expect(shown(unclear, keys)).toContain(
      '  rich ; python_version < "3.9" (a.in:1:1) cannot be judged, because neither the policy nor the lock says which Python counts: name it under sync.python\n',
    );
    expect(shown({ 'requirements.txt': 'a==\n', 'requirements.lock': '' }, MIRROR)).toBe(
      'not brought into sync: pip refuses a== in requirements.txt, so it is not taken over into requirements.lock. Fix that line first.\n',
    );
  });

  test('is painted only where somebody looks', () => {
    const files = { 'requirements.txt': 'a==2\n', 'requirements.lock': 'a==1\n' };
    const painted = shown(files, MIRROR, true);
    expect(painted).not.toBe(shown(files, MIRROR));
    // oxlint-disable-next-line no-control-regex -- escape codes are what is looked for
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(shown(files, MIRROR));
  });

  test('no password and no control character is shown', () => {
    const source =
      'a @ https://ana:secret@files.example/a.zip\n--extra-index-url https://ana:secret@pypi.example/\n';
    const text = shown(
      { 'requirements.txt': source, 'requirements.lock': '' },
      { sync: { mode: 'textual' } },
    );
    expect(text).toContain('  + a @ https://****@files.example/a.zip\n');
    expect(text).not.toContain('secret');
  });
});

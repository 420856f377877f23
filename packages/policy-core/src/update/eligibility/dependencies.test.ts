import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { dependencyReason, type DependencySight } from './dependencies.ts';
import { updateReasonText } from './update-reason.ts';

const HASH = `--hash=sha256:${'a'.repeat(64)}`;

function reasonOf(policy: 'refuse' | 'hash-locked' | 'ignore', sight: Partial<DependencySight>) {
  const settings = { deps_policy: policy, deps_lock: 'locks/live.txt' };
  const all = { changed: observed([]), lock: observed({ kind: 'absent' } as const), ...sight };
  const reason = dependencyReason(settings, all);
  if (reason !== undefined) expect(updateReasonText(reason)).toMatch(/^[^.]+.*\. [A-Z].*\.$/);
  return reason;
}

const locked = (text: string) => reasonOf('hash-locked', { lock: observed(textContent(text)) });

describe('deps_policy refuse [row 3.49]', () => {
  test.each(['requirements.lock', 'bot/requirements.txt', 'web/pnpm-lock.yaml', 'locks/live.txt'])(
    'takes no version in which %s is another',
    (file) => {
      const changed = observed(['bot.py', file]);
      expect(reasonOf('refuse', { changed })).toEqual({ id: 'deps-changed', data: { files: [file] } });
      expect(reasonOf('ignore', { changed })).toBeUndefined();
    },
  );

  test('takes one in which only other files are', () => {
    const changed = observed(['requirements.lock.md', 'lock', 'my-requirements.txt/x']);
    expect(reasonOf('refuse', { changed })).toBeUndefined();
  });

  test('takes none of which nobody knows', () => {
    const unseen = unobserved('git is gone');
    expect(reasonOf('refuse', { changed: unseen })?.id).toBe('unknown');
    expect(reasonOf('hash-locked', { lock: unseen })?.id).toBe('unknown');
  });
});

describe('deps_policy hash-locked [row 3.49]', () => {
  test('takes a lock that pins each line by hash, whatever else changed', () => {
    const lock = observed(textContent(`--index-url https://example.com/simple\na==1.0 ${HASH}\n`));
    expect(reasonOf('hash-locked', { changed: observed(['requirements.txt']), lock })).toBeUndefined();
  });

  test.each([
    ['no hash', 'b==2.0'],
    ['no version', `b>=2.0 ${HASH}`],
    ['any version that begins so', `b==2.* ${HASH}`],
    ['a weak hash', 'b==2.0 --hash=md5:d41d8cd98f00b204e9800998ecf8427e'],
    ['an address', `b @ https://example.com/b.whl ${HASH}`],
    ['an address alone', `https://example.com/b.whl ${HASH}`],
    ['a checkout', '-e git+https://example.com/b.git#egg=b'],
    ['a folder', './b'],
    ['another file', '-r other.txt'],
    ['a variable', `b==\${VERSION} ${HASH}`],
    ['nothing that pip reads', `b=2.0 ${HASH}`],
  ])('takes none with a line of %s', (_, line) => {
    expect(locked(`a==1.0 ${HASH}\n${line}\n`)).toMatchObject({
      id: 'deps-unlocked',
      data: { path: 'locks/live.txt', why: expect.stringContaining('line 2') },
    });
  });

  test('takes none without its lock', () => {
    expect(reasonOf('hash-locked', {})?.id).toBe('deps-unlocked');
    const binary = observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' } as const);
    expect(reasonOf('hash-locked', { lock: binary })?.id).toBe('deps-unlocked');
  });

  test('takes no lock that one more line without a hash came to, wherever', () => {
    const pins = fc.array(
      fc.nat(99).map((n) => `p${n}==${n}.0 ${HASH}`),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(pins, fc.nat(), (lines, at) => {
        expect(locked(lines.join('\n'))).toBeUndefined();
        const more = lines.toSpliced(at % (lines.length + 1), 0, 'evil==1.0');
        expect(locked(more.join('\n'))?.id).toBe('deps-unlocked');
      }),
    );
  });
});

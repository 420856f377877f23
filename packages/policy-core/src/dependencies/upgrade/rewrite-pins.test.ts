import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pinnedVersions } from './pinned-versions.ts';
import { rewritePins } from './rewrite-pins.ts';

function rewritten(text: string, versions: Readonly<Record<string, string>>) {
  const result = rewritePins({ path: 'r.txt', text }, new Map(Object.entries(versions)));
  return result.kind === 'rewritten' ? result.text : result.problem;
}

describe('a pin that is rewritten', () => {
  test('[row 2.01] gets the new version, and nothing else in the file changes', () => {
    const text = '# web\nFastAPI[all] == 0.110.0  # pinned\r\n\nhttpx==0.27.0\r\nanyio==4.3.0';
    expect(rewritten(text, { fastapi: '0.111.0', anyio: '4.7.0' })).toBe(
      '# web\nFastAPI[all] == 0.111.0  # pinned\r\n\nhttpx==0.27.0\r\nanyio==4.7.0',
    );
  });

  test.each([
    ['\uFEFFhttpx==0.27.0\n', '\uFEFFhttpx==0.28.1\n'],
    ['HTTPX===0.27.0', 'HTTPX===0.28.1'],
    ['httpx (==0.27.0)\n', 'httpx (==0.28.1)\n'],
    ['httpx==0.27.0; python_version < "3.11"\n', 'httpx==0.28.1; python_version < "3.11"\n'],
    ['httpx==0.27.0 \\\n  ; python_version < "3.11"\n', 'httpx==0.28.1 \\\n  ; python_version < "3.11"\n'],
    [
      'httpx==0.27.0;python_version<"3"\nhttpx==0.26.0;python_version>="3"\n',
      'httpx==0.28.1;python_version<"3"\nhttpx==0.28.1;python_version>="3"\n',
    ],
  ])('may be written as pip allows: %j', (text, expected) => {
    expect(rewritten(text, { httpx: '0.28.1' })).toBe(expected);
  });

  test.each([
    'httpx>=0.27\n',
    'httpx==0.*\n',
    'httpx\n',
    'httpx==1,==1\n',
    'httpx @ https://x.example/httpx.whl\n',
    '-r httpx.txt\n',
    'httpx==0.2\\\n7.0\n',
  ])('is none where there is no pin: %j', (text) => {
    const result = rewritePins({ path: 'r.txt', text }, new Map([['httpx', '0.28.1']]));
    expect(result).toMatchObject({ kind: 'rewritten', text });
    expect(result.kind === 'rewritten' && [...result.names]).toEqual([]);
  });

  test('is refused with hashes, which no longer fit', () => {
    expect(rewritten(`httpx==0.27.0 --hash=sha256:${'a'.repeat(64)}\n`, { httpx: '0.28.1' })).toBe(
      'httpx in r.txt has hashes, which belong to the old version. Let the command that makes the lock find the new ones, with --command.',
    );
  });

  test('does not concern hashes of other packages', () => {
    const hash = `--hash=sha256:${'a'.repeat(64)}`;
    expect(rewritten(`anyio==4.3.0 ${hash}\nhttpx==0.27.0\n`, { httpx: '1' })).toBe(
      `anyio==4.3.0 ${hash}\nhttpx==1\n`,
    );
  });

  test('has the version that was asked for, whatever stands around it', () => {
    const version = fc.constantFrom('1', '0.28.1', '2!1.0', '1.0rc1', '1.0+cu121');
    const line = fc.constantFrom(
      'httpx==0.27.0',
      'Httpx[http2] ==0.27.0 # c',
      'anyio>=4',
      '# httpx==9',
      '',
      '--pre',
      'a b c',
      'idna==3.6;python_version<"3"',
    );
    fc.assert(
      fc.property(fc.array(line), version, fc.constantFrom('\n', '\r\n'), (lines, wanted, end) => {
        const text = lines.join(end);
        const after = rewritten(text, { httpx: wanted });
        const [before, now] = [text, after].map((one) => pinnedVersions({ source: one, lock: '' }));
        expect(now?.get('httpx')).toBe(before?.has('httpx') === true ? wanted : undefined);
        expect(now?.get('idna')).toBe(before?.get('idna'));
        expect(rewritten(after, { httpx: wanted })).toBe(after);
      }),
    );
  });
});

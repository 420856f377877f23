import { describe, expect, test } from 'vitest';

import { pinnedVersionIn } from './pinned-version.ts';
import { requirementsFile } from './requirements-file.ts';

const version = (text: string, project: string, path = 'r.lock') =>
  pinnedVersionIn(requirementsFile(path, { kind: 'text', text }), project);

describe('the version that a lock names', () => {
  test('is found by the normalised name of the project', () => {
    expect(version('# c\nFoo_Bar[x]==1.0 ; os_name == "nt" \\\n  --hash=sha256:00\n', 'foo-bar')).toBe('1.0');
  });

  test('is one, however often it stands there', () => {
    expect(version('a==1 ; os_name == "nt"\na==1 ; os_name != "nt"\n', 'a')).toBe('1');
  });

  test.each([
    ['another project', 'b==1\n'],
    ['a range', 'a>=1\n'],
    ['a version and a range', 'a==1 ; os_name == "nt"\na>=1\n'],
    ['two versions', 'a==1 ; os_name == "nt"\na==2 ; os_name != "nt"\n'],
    ['an address', 'a @ https://x.example/a.zip\n'],
  ])('is none where there is %s', (_what, text) => {
    expect(version(text, 'a')).toBeUndefined();
  });

  test('is that of a package in a lock of the standard form', () => {
    const text =
      'lock-version = "1.0"\ncreated-by = "pip"\n\n[[packages]]\nname = "a"\nversion = "1.5"\nwheels = [{ url = "https://x.example/a.whl", hashes = { sha256 = "00" } }]\n';
    expect(version(text, 'a', 'pylock.toml')).toBe('1.5');
  });

  test('is none in a file that could not be read', () => {
    expect(pinnedVersionIn({ kind: 'absent', path: 'r.lock' }, 'a')).toBeUndefined();
  });
});

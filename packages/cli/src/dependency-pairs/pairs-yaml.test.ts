import { loadPolicy } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { pairsYaml } from './pairs-yaml.ts';

const NAMED = { source: 'requirements.in', lock: 'requirements.txt' };

describe('the part of a policy that names pairs', () => {
  test('names files, mode with its reason, and what stands in them', () => {
    const sync = { mode: 'compiled', because: 'uv wrote requirements.txt', python: '3.11' } as const;
    const uses = {
      directUrls: true,
      editables: true,
      localPaths: true,
      envVars: true,
      options: ['--index-url', '--pre'],
    };
    const text = pairsYaml([{ ...NAMED, sync: { ...sync, platform: 'macos' }, uses }, NAMED]);
    expect(text).toBe(`dependencies:
  - { id: python, source: requirements.in, lock: requirements.txt, sync: { mode: compiled, python: "3.11", platform: macos }, direct_urls: allow, editable: allow, local_paths: allow, env_vars: allow, options: { allow: ["--index-url", "--pre"] } } # uv wrote requirements.txt
  - { id: python-n2, source: requirements.in, lock: requirements.txt }`);
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\n${text}\n` });
    expect(policy).toMatchObject({
      kind: 'policy',
      dependencies: [
        {
          sync: { mode: 'compiled', python: '3.11', platform: 'macos' },
          terms: { editables: 'allow', directUrls: 'allow', localPaths: 'allow', envVars: 'allow' },
        },
        { id: 'python-n2' },
      ],
    });
  });

  test('a reason with a strange name in it ends no comment', () => {
    const sync = { mode: 'mirror', because: 'a\nb: é is there' } as const;
    const text = pairsYaml([{ ...NAMED, sync }]);
    expect(text).toContain('sync: { mode: mirror } } # a?b: ? is there');
  });
});

import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { pathGuards } from './path-guards.ts';

const CORE = {
  id: 'core',
  paths: ['app/core/**'],
  except: ['app/core/README.md'],
  require: { label: 'core-ok' },
};

function guards(policy: object, path: string): readonly string[] {
  return pathGuards(policyOf(policy), path).map(({ title, asks }) => `${title}: ${asks}`);
}

const scope = (more: object) => ({ change_scope: { applies_to: ['ai'], ...more } });

describe('what stands between a path and a change of it', () => {
  test.each<[string, readonly [policy: object, path: string], readonly string[]]>([
    [
      'a section',
      [{ protected: [CORE] }, 'app/core/money.py'],
      ['Section core: a change needs the label core-ok before merge'],
    ],
    [
      'a section for some only',
      [{ protected: [{ ...CORE, applies_to: ['ai', 'automation'] }] }, 'app/core/money.py'],
      ['Section core: a change by agents or automation needs the label core-ok before merge'],
    ],
    [
      'each of several sections',
      [
        { protected: [CORE, { ...CORE, id: 'app', paths: ['app/**'], require: { label: 'app-ok' } }] },
        'app/core/money.py',
      ],
      [
        'Section core: a change needs the label core-ok before merge',
        'Section app: a change needs the label app-ok before merge',
      ],
    ],
    [
      'what agents are denied',
      [scope({ deny: { paths: ['app/billing/**'] } }), 'app/billing/a.py'],
      ['Not for agents: a change by agents may not touch it'],
    ],
    [
      'what agents are denied without a label',
      [scope({ deny: { paths: ['app/billing/**'], unless: { label: 'seen' } } }), 'app/billing/a.py'],
      ['Not for agents: a change by agents may not touch it without the label seen'],
    ],
    [
      'what is not among what agents may touch',
      [scope({ allow: ['docs/**'] }), 'app/a.py'],
      ['Not for agents: a change by agents may not touch it'],
    ],
    [
      'what only one machine writes',
      [scope({ machine_owned: [{ paths: ['last.json'], writers: ['bot[bot]'] }] }), 'last.json'],
      ['Written by machines: only bot[bot] may change it'],
    ],
    ['nothing beside a section', [{ protected: [CORE] }, 'app/shop/a.py'], []],
    ['nothing where the section makes an exception', [{ protected: [CORE] }, 'app/core/README.md'], []],
    ['nothing that agents may touch', [scope({ allow: ['docs/**'] }), 'docs/a.md'], []],
  ])('%s', (_, [policy, path], sentences) => {
    expect(guards(policy, path)).toEqual(sentences);
  });

  test('says of what kind it is and whose changes it means', () => {
    const policy = policyOf({
      protected: [{ ...CORE, applies_to: ['ai'] }],
      change_scope: {
        applies_to: ['ai', 'automation'],
        deny: { paths: ['app/core/money.py'] },
        machine_owned: [{ paths: ['app/core/money.py'], writers: ['bot[bot]'] }],
      },
    });
    const told = (path: string) => pathGuards(policy, path).map(({ kind, actors }) => [kind, ...actors]);
    expect(told('app/core/money.py')).toEqual([
      ['section', 'ai'],
      ['scope', 'ai', 'automation'],
      ['machine', 'human', 'ai', 'automation'],
    ]);
    expect(told(policy.path)).toEqual([['self', 'human', 'ai', 'automation']]);
  });

  test('is told with the line of the policy', () => {
    const policy = policyOf({ protected: [CORE] });
    const [guard] = pathGuards(policy, 'app/core/money.py');
    expect(guard?.at.path).toBe(policy.path);
    expect(guard?.at.start).not.toEqual({ line: 0, character: 0 });
  });

  test('is a label for the policy itself', () => {
    const policy = policyOf({ protected: [CORE] });
    expect(guards({ protected: [CORE] }, policy.path)).toEqual([
      expect.stringMatching(/^Enforces the policy: a change needs the label [\w-]+ before merge$/),
    ]);
  });
});

import { describe, expect, test } from 'vitest';

import { problemsIn } from '../testing/problems-in.ts';

const SECTION = 'protected: [{ id: core, paths: [a], require: { label: ok } }]';

describe('what a label grants', () => {
  const SCOPE = 'change_scope: { deny: { paths: [core/**], unless: { label: ok } } }';
  const SELF = 'integrity: { self_protect: { require: { label: ok } } }';
  const PAIR =
    'dependencies: [{ id: api, source: r.txt, lock: r.lock, on_change: { require: { label: ok } } }]';
  const granted = (grants: string, ...more: readonly string[]) =>
    problemsIn([SECTION, ...more, `labels: { ok: { grants: [${grants}] } }`].join('\n'));

  test('must be there', () => {
    const all = 'protected.core, change_scope.deny, integrity.self_protect, dependencies.api';
    expect(granted(all, SCOPE, SELF, PAIR)).toEqual([]);
  });

  test('of a pair of dependencies may be asked for by the scope', () => {
    const pair = 'dependencies: [{ id: api, source: r.txt, lock: r.lock }]';
    const scope = 'change_scope: { also_allow: [{ dependencies: api, unless_missing: { label: ok } }] }';
    expect(granted('dependencies.api', pair, scope)).toEqual([]);
  });

  test('of the policy itself is that of its usual label, where it names no other', () => {
    expect(problemsIn('labels: { approved-core-change: { grants: [integrity.self_protect] } }')).toEqual([]);
  });

  test('and is named where it is not, with the likely one', () => {
    expect(granted('protected.cor')).toEqual([
      ['There is nothing called "protected.cor" to approve. Did you mean protected.core?', 'protected.cor'],
    ]);
    expect(granted('everything')[0]?.[0]).toContain('Write one of protected.core, change_scope.deny');
  });

  test.each([
    [
      'change_scope.deny',
      'change_scope.deny asks for no label, so ok approves nothing there. Take it out of grants, or let it ask for ok.',
    ],
    [
      'integrity.self_protect',
      'integrity.self_protect asks for the label approved-core-change, so ok does not approve it. Take it out of grants, or let it ask for ok.',
    ],
  ])('must ask for it: %s', (grant, message) => {
    expect(granted(grant)).toEqual([[message, grant]]);
  });

  test('must ask for this label and not for another', () => {
    const keys = `${SECTION}\nlabels: { other: { grants: [protected.core] } }`;
    expect(problemsIn(keys)).toEqual([
      [
        'protected.core asks for the label ok, so other does not approve it. Take it out of grants, or let it ask for other.',
        'protected.core',
      ],
    ]);
  });

  test('of a pair that asks for nothing is nothing', () => {
    const pair = 'dependencies: [{ id: api, source: r.txt, lock: r.lock }]';
    expect(granted('dependencies.api', pair)[0]?.[0]).toContain('dependencies.api asks for no label');
  });
});

describe('the spelling of a label', () => {
  test('that differs from the one that is asked for would leave its terms unread', () => {
    expect(problemsIn(`${SECTION}\nlabels: { OK: { applied_by: { permission: admin } } }`)).toEqual([
      ['The policy asks for the label "ok", and GitHub takes "OK" for the same. Write both alike.', 'OK'],
    ]);
  });

  test('counts for the label that is asked for unasked', () => {
    expect(problemsIn('labels: { Approved-Core-Change: {} }').map(([message]) => message)).toEqual([
      'The policy asks for the label "approved-core-change", and GitHub takes "Approved-Core-Change" for the same. Write both alike.',
    ]);
  });

  test('does not make two of one', () => {
    expect(problemsIn('labels: { Ready: {}, ready: {} }')).toEqual([
      [
        'The label "ready" is described twice: GitHub takes it and "Ready" for one. Keep one of them.',
        'ready',
      ],
    ]);
  });

  test('is free for a label that nothing asks for', () => {
    expect(problemsIn(`${SECTION}\nlabels: { Seen: {}, ok: {} }`)).toEqual([]);
  });
});

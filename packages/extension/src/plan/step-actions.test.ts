import { describe, expect, test } from 'vitest';

import { RECOVERY_STEPS, UNJUDGED_STEPS } from '../../../policy-core/src/database/plan/recovery-steps.ts';
import { stepActions } from './step-actions.ts';

describe('what can be done for a step', () => {
  test.each([
    ['Run ./scripts/db_audit.sh.', [{ kind: 'script', path: 'scripts/db_audit.sh' }]],
    ['Read what it wrote, such as ./ops/db_audit/.', [{ kind: 'open', path: 'ops/db_audit/' }]],
    ['Run `lockkeeper guard` again.', [{ kind: 'guard' }]],
    ['Look at all of it with `lockkeeper db audit`.', [{ kind: 'audit' }]],
    ['Stamp it once: `lockkeeper db stamp`.', [{ kind: 'stamp' }]],
    ['`lockkeeper unlock` gives it back.', []],
    [
      'Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.',
      [{ kind: 'guard' }, { kind: 'script', path: 'scripts/deploy_guard.sh' }],
    ],
    ['Run ./scripts/a.sh, then ./scripts/a.sh.', [{ kind: 'script', path: 'scripts/a.sh' }]],
  ])('%j', (step, actions) => {
    expect(stepActions(step)).toEqual(actions);
  });

  test.each([
    'Cancel the publish.',
    'Run ../scripts/db_audit.sh.',
    'Run ./../scripts/db_audit.sh.',
    'Run ./scripts/../../etc/passwd.sh.',
    'Run /scripts/db_audit.sh.',
    'Run ./scripts/;reboot.sh',
    'Run lockkeeper guard.',
  ])('%j names nothing that could be opened or run outside the repository', (step) => {
    const paths = stepActions(step).flatMap((action) => ('path' in action ? [action.path] : []));
    expect(
      paths.filter((path) => path.includes('..') || path.startsWith('/') || path.endsWith('.sh')),
    ).toEqual([]);
  });

  test('every step of a recovery that names a file, a folder or the guard has its action [row 4.27]', () => {
    expect(RECOVERY_STEPS.map(stepActions)).toEqual([
      [],
      [{ kind: 'script', path: 'scripts/db_audit.sh' }],
      [{ kind: 'open', path: 'ops/db_audit/' }],
      [{ kind: 'stamp' }],
      [{ kind: 'guard' }, { kind: 'script', path: 'scripts/deploy_guard.sh' }],
      [],
    ]);
    expect(UNJUDGED_STEPS.flatMap(stepActions)).toEqual([]);
  });
});

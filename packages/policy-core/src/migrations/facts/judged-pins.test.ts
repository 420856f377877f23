import { describe, expect, it } from 'vitest';

import { changeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { judgedPins } from './judged-pins.ts';

const POLICY = policyOf({ migrations: { alembic: ['backend/db/versions'] } });
const NOTHING = unobserved('it does not matter here');

const inDocument = (path: string, policy = POLICY) =>
  judgedPins(policy, { focus: { kind: 'document', path }, change: NOTHING });

describe('a file that names a head is judged', () => {
  it.each([
    '.alembic-head',
    'backend/.alembic-head',
    'backend/db/.alembic-head',
    'backend/db/versions/.alembic-head',
    'backend/db/versions/2026/.alembic-head',
  ])('at %s', (path) => {
    expect(inDocument(path)).toEqual([path]);
  });

  it('by a change that writes it', () => {
    const changes = ['.alembic-head', 'docs/.alembic-head', 'backend/app.py'];
    expect(judgedPins(POLICY, changeObservations({ changes }, {}))).toEqual(['.alembic-head']);
  });
});

describe('none is judged', () => {
  it.each([
    'docs/.alembic-head',
    'backend/db/versionsx/.alembic-head',
    'backend/db/versions/a.py',
    'backend/x.alembic-head',
  ])('at %s', (path) => {
    expect(inDocument(path)).toEqual([]);
  });

  it('by a change that takes it away, which leaves nothing to be wrong', () => {
    const changes = [{ path: '.alembic-head', status: 'deleted' as const }];
    expect(judgedPins(POLICY, changeObservations({ changes }, {}))).toEqual([]);
  });

  it.each<[string, Pick<Observations, 'focus' | 'change'>]>([
    ['a whole tree, whose histories bring theirs', { focus: { kind: 'tree' }, change: observed(changed()) }],
    ['a change that is not known', { focus: { kind: 'change' }, change: NOTHING }],
  ])('of %s', (_, seen) => {
    expect(judgedPins(POLICY, seen)).toEqual([]);
  });

  it('by a policy that names no revisions', () => {
    expect(inDocument('.alembic-head', policyOf({ migrations: { sql: ['a.sql'] } }))).toEqual([]);
  });
});

function changed() {
  const { change } = changeObservations({ changes: ['.alembic-head'] }, {});
  if (!change.known) throw new Error(change.reason);
  return change.value;
}

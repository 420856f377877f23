import { describe, expect, it } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
  type ChangeInput,
} from '../../checker/observations-from-input.ts';
import type { Observations } from '../../model/observations.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../testing/sample-change.ts';
import { pythonSubjects } from './python-subjects.ts';
import { needsParsers } from '../../checker/wanted-paths.ts';
import { wantedOf } from '../../testing/wanted-of.ts';

function policyWith(scope: unknown) {
  const text = JSON.stringify({ version: 1, change_scope: scope });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

const policy = policyWith({
  additive_only: ['app/services/', 'app/api/deps.py'],
  feature_flags: { paths: ['app/routers/', 'app/api/deps.py'], dependencies: ['require_flag'] },
});

const seen = (...changes: ChangeInput['changes']) => changeObservations({ changes }, {});
const shown = (observations: Pick<Observations, 'focus' | 'change'>, by = policy) => {
  const { additive, flagged } = pythonSubjects(by, observations);
  const of = (subjects: typeof additive) =>
    subjects.map(({ path, status, pattern }) => `${status} ${path} (${pattern.pattern.text})`);
  return { additive: of(additive), flagged: of(flagged) };
};

describe('Files that the scope watches', () => {
  it('are those of the change, with the pattern that says so', () => {
    expect(
      shown(seen('app/services/users.py', { path: 'app/routers/users.py', status: 'added' }, 'app/main.py')),
    ).toEqual({
      additive: ['modified app/services/users.py (app/services/)'],
      flagged: ['added app/routers/users.py (app/routers/)'],
    });
  });

  it('may be watched for both', () => {
    expect(shown(seen('app/api/deps.py'))).toEqual({
      additive: ['modified app/api/deps.py (app/api/deps.py)'],
      flagged: ['modified app/api/deps.py (app/api/deps.py)'],
    });
  });

  it.each([
    ['a stub', { path: 'app/services/users.pyi', status: 'modified' as const }, 1],
    ['a template', { path: 'app/services/mail.html', status: 'modified' as const }, 0],
    ['a template that is deleted', { path: 'app/services/mail.html', status: 'deleted' as const }, 1],
    ['a module that is deleted', { path: 'app/services/users.py', status: 'deleted' as const }, 1],
    ['a link where a module was', { path: 'app/services/users.py', status: 'type-changed' as const }, 1],
  ])('count as additive: %s', (_, entry, count) => {
    expect(shown(seen(entry)).additive).toHaveLength(count);
  });

  it('lose their endpoints without a word', () => {
    expect(shown(seen({ path: 'app/routers/users.py', status: 'deleted' })).flagged).toEqual([]);
  });

  it.each([
    ['a whole tree', treeObservations(policy, [{ path: 'app/services/users.py', text: '' }], {})],
    ['a document without a change', documentObservations({ path: 'app/services/users.py', text: '' }, {})],
    ['a release', { ...seen('app/services/users.py'), focus: { kind: 'release' as const } }],
  ])('are none in %s', (_, observations) => {
    expect(shown(observations)).toEqual({ additive: [], flagged: [] });
  });

  it.each([
    ['no scope', policyWith(undefined)],
    ['a scope that names none', policyWith({})],
  ])('are none under %s', (_, by) => {
    expect(shown(seen('app/services/users.py', 'app/routers/a.py'), by)).toEqual({
      additive: [],
      flagged: [],
    });
  });

  const open = (path: string, ...changes: ChangeInput['changes']) => ({
    ...seen(...changes),
    focus: { kind: 'document' as const, path },
  });

  it.each([
    ['it has not been saved', open('app/services/a.py'), ['modified app/services/a.py (app/services/)']],
    [
      'it is new',
      open('app/services/a.py', { path: 'app/services/a.py', status: 'added' }),
      ['added app/services/a.py (app/services/)'],
    ],
    [
      'its file is gone from disk',
      open('app/services/a.py', { path: 'app/services/a.py', status: 'deleted' }),
      ['modified app/services/a.py (app/services/)'],
    ],
    ['others changed', open('app/main.py', 'app/services/a.py'), []],
  ])('are the open document alone: %s', (_, observations, additive) => {
    expect(shown(observations).additive).toEqual(additive);
  });
});

describe('Texts that are needed', () => {
  const changed = seen(
    'app/services/a.py',
    'app/api/deps.py',
    { path: 'app/routers/new.py', status: 'added' },
    { path: 'app/services/old.py', status: 'deleted' },
    'app/main.py',
  );

  it('are those after the change, once each', () => {
    const files = ['app/services/a.py', 'app/api/deps.py', 'app/routers/new.py'];
    expect(wantedOf(policy, changed).files).toEqual(files);
  });

  it('are those before it, where there was one', () => {
    const files = ['app/services/a.py', 'app/api/deps.py'];
    expect(wantedOf(policy, changed).filesBefore).toEqual(files);
  });
});

describe('The parser is loaded', () => {
  const texts = [{ path: 'app/services/a.py', text: 'x = 1' }];
  const by = (about: Partial<ChangeInput>, ...changes: ChangeInput['changes']) =>
    needsParsers(
      policy,
      changeObservations({ changes, files: texts, filesBefore: texts, ...about }, { stage: 'ci' }),
    );

  it.each<[string, boolean, boolean]>([
    ['for an agent', by(BY_AN_AGENT, 'app/services/a.py'), true],
    ['not for a person', by(BY_A_PERSON, 'app/services/a.py'), false],
    ['for somebody nobody knows', by({}, 'app/services/a.py'), true],
    ['not for other files', by(BY_AN_AGENT, 'app/main.py'), false],
    [
      'not to say that a file is gone',
      by(BY_AN_AGENT, { path: 'app/services/a.py', status: 'deleted' }),
      false,
    ],
    ['not for a text that nobody gave', by({ ...BY_AN_AGENT, files: [] }, 'app/services/a.py'), false],
  ])('%s', (_, isLoaded, wanted) => {
    expect(isLoaded).toBe(wanted);
  });
});

import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { guardNote } from './guard-note.ts';

const CORE = { id: 'core', paths: ['core/**'], require: { label: 'core-ok' } };

function said(policy: object, line = 0): readonly string[] | undefined {
  return guardNote({ policy: policyOf(policy), path: 'core/a.py' }, { line, character: 3 })?.sentences;
}

describe('on the first line of a file', () => {
  test('stands what protects it', () => {
    expect(said({ protected: [CORE] })).toEqual([
      'Section core: a change needs the label core-ok before merge.',
    ]);
  });

  test('stands what the policy says of the section: what it is, whose it is, where to read', () => {
    const section = {
      ...CORE,
      description: ' Money moves here ',
      owners: ['@shop/money', '@ana'],
      docs: 'docs/core.md',
    };
    expect(said({ protected: [section] })).toEqual([
      'Section core: a change needs the label core-ok before merge.',
      'Money moves here.',
      'It belongs to @shop/money, @ana.',
      'docs/core.md explains it.',
    ]);
    expect(said({ protected: [{ ...CORE, description: 'Why not?' }] })?.[1]).toBe('Why not?');
  });

  test('stands everything that is in the way of a change', () => {
    const scope = { change_scope: { applies_to: ['ai'], deny: { paths: ['core/**'] } } };
    expect(said({ protected: [CORE], ...scope })).toEqual([
      'Section core: a change needs the label core-ok before merge.',
      'Not for agents: a change by agents may not touch it.',
    ]);
  });

  test('stands nothing where nothing does, and nothing on other lines', () => {
    expect(said({})).toBeUndefined();
    expect(said({ protected: [CORE] }, 1)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { problemsIn } from '../testing/problems-in.ts';
import { CHANGE_KINDS } from './schema/approval-schema.ts';
import { ACTOR_CLASSES } from './schema/approval-schema.ts';

const SECTION = { id: 'core', paths: ['core/**'], require: { label: 'ok' } };
const sectionOf = (more: object) => policyOf({ protected: [{ ...SECTION, ...more }] }).protected[0];
const problems = (more: string) =>
  problemsIn(`protected: [{ id: core, paths: [core/**], require: { label: ok }, ${more} }]`);

describe('a section that says no more than it must', () => {
  test('holds for everybody, for every change, and names nobody', () => {
    expect(sectionOf({})).toMatchObject({
      id: 'core',
      description: undefined,
      label: 'ok',
      appliesTo: ['human', 'ai', 'automation'],
      changes: CHANGE_KINDS,
      except: [],
      owners: [],
      docs: undefined,
    });
  });
});

describe('whose changes need the approval', () => {
  test.each(ACTOR_CLASSES)('may be those of %s alone', (actor) => {
    expect(sectionOf({ applies_to: [actor] })?.appliesTo).toEqual([actor]);
  });

  test.each([
    ['applies_to: ai', 'protected[0].applies_to must be a list.', 'ai'],
    ['applies_to: []', 'protected[0].applies_to must not be empty.', '[]'],
    [
      'applies_to: [ai, robots]',
      'protected[0].applies_to[1] must be "human" or "ai" or "automation".',
      'robots',
    ],
    ['applies_to: [AI]', 'protected[0].applies_to[0] must be "human" or "ai" or "automation".', 'AI'],
  ])('is not written %s', (written, message, underlined) => {
    expect(problems(written)).toEqual([[message, underlined]]);
  });
});

describe('what counts as a change', () => {
  test.each(CHANGE_KINDS)('may be %s alone', (kind) => {
    expect(sectionOf({ changes: [kind] })?.changes).toEqual([kind]);
  });

  test.each([
    ['changes: delete', 'protected[0].changes must be a list.', 'delete'],
    ['changes: []', 'protected[0].changes must not be empty.', '[]'],
    [
      'changes: [add, rename]',
      'protected[0].changes[1] must be "add" or "modify" or "delete" or "rename_from" or "rename_to" or "copy_to" or "type" or "mode" or "submodule".',
      'rename',
    ],
  ])('is not written %s', (written, message, underlined) => {
    expect(problems(written)).toEqual([[message, underlined]]);
  });
});

describe('who answers for a section', () => {
  test('are the names as they are written, in order', () => {
    const owners = ['@org/core', '@ana', 'ana@example.com'];
    expect(sectionOf({ owners })?.owners).toEqual(owners);
    expect(sectionOf({ owners: [] })?.owners).toEqual([]);
  });

  test.each([
    ['owners: "@org/core"', 'protected[0].owners must be a list.', '"@org/core"'],
    ['owners: [""]', 'protected[0].owners[0] must not be empty.', '""'],
    ['owners: ["@a", 7]', 'protected[0].owners[1] must be a text.', '7'],
    ['owner: ["@a"]', 'Unknown key "owner" in protected[0]. Did you mean "owners"?', 'owner'],
  ])('are not written %s', (written, message, underlined) => {
    expect(problems(written)).toEqual([[message, underlined]]);
  });
});

describe('what is taken out of a section', () => {
  test('is a list of patterns', () => {
    expect(sectionOf({ except: ['core/*.md'] })?.except.map(({ text }) => text)).toEqual(['core/*.md']);
  });

  test.each([
    ['except: core/*.md', 'protected[0].except must be a list.', 'core/*.md'],
    ['except: [7]', 'protected[0].except[0] must be a text.', '7'],
    ['except: ["!a"]', expect.stringContaining('Pattern "!a": '), '"!a"'],
    [
      'exclude: [a]',
      'Unknown key "exclude" in protected[0]. Remove it: only keys that are enforced are accepted.',
      'exclude',
    ],
  ])('is not written %s', (written, message, underlined) => {
    expect(problems(written)).toEqual([[message, underlined]]);
  });
});

describe('what explains a section', () => {
  test('is named with the place where the policy names it', () => {
    const { namedDocuments } = policyOf({
      protected: [
        { ...SECTION, docs: 'docs/CORE.md' },
        { ...SECTION, id: 'other' },
      ],
      dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock', docs: 'https://example.com/deps' }],
    });
    expect(namedDocuments.map(({ written }) => written)).toEqual([
      'docs/CORE.md',
      'https://example.com/deps',
    ]);
    expect(namedDocuments.every(({ at }) => at.path === 'lockkeeper.json')).toBe(true);
  });

  test.each([
    ['docs: [a.md]', 'protected[0].docs must be a text.', '[a.md]'],
    ['description: 7', 'protected[0].description must be a text.', '7'],
    ['doc: a.md', 'Unknown key "doc" in protected[0]. Did you mean "docs"?', 'doc'],
  ])('is not written %s', (written, message, underlined) => {
    expect(problems(written)).toEqual([[message, underlined]]);
  });
});

describe('the documents of a policy', () => {
  test('are patterns in its dialect', () => {
    const draft = { documents: ['docs/*.md', 'README.md'] };
    expect(policyOf(draft).documents.map(({ text }) => text)).toEqual(['docs/*.md', 'README.md']);
    const owners = policyOf({ ...draft, patterns: { dialect: 'codeowners' } }).documents;
    expect(owners.some((pattern) => pattern.matches('web/README.md'))).toBe(true);
  });

  test.each([
    ['documents: docs', 'documents must be a list.', 'docs'],
    ['documents: [docs, 1]', 'documents[1] must be a text.', '1'],
    ['documents: ["[x"]', expect.stringContaining('Pattern "[x": '), '"[x"'],
    ['document: []', 'Unknown key "document". Did you mean "documents"?', 'document'],
  ])('are not written %s', (keys, message, underlined) => {
    expect(problemsIn(keys)).toEqual([[message, underlined]]);
  });
});

describe('how patterns are read', () => {
  test.each([
    'patterns: {}',
    'patterns: { dialect: lockpath, case: sensitive, unicode: nfc }',
    'patterns: { dialect: codeowners }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['patterns: codeowners', 'patterns must be a map.', 'codeowners'],
    ['patterns: { dialect: gitignore }', 'patterns.dialect must be "lockpath" or "codeowners".', 'gitignore'],
    ['patterns: { case: insensitive }', 'patterns.case must be "sensitive".', 'insensitive'],
    ['patterns: { unicode: nfd }', 'patterns.unicode must be "nfc".', 'nfd'],
    [
      'patterns: { dialekt: lockpath }',
      'Unknown key "dialekt" in patterns. Did you mean "dialect"?',
      'dialekt',
    ],
  ])('is not written %s', (keys, message, underlined) => {
    expect(problemsIn(keys)).toEqual([[message, underlined]]);
  });
});

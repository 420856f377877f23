import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { QueryEngine } from '../engine/queries/query-engine.ts';
import { sectionInput, type PolicySection } from '../engine/policy-sections.ts';
import { defineFact } from '../engine/queries/query.ts';
import type { Policy } from '../policy/policy.ts';
import { anyPolicyKeys } from '../testing/any-policy-keys.ts';
import { policyIn, policyOf } from '../testing/any-repository.ts';
import { loadPolicy } from './load-policy.ts';
import { sayPolicy } from './say-policy.ts';

const SECTIONS = Object.keys(policyOf({})).filter((key): key is PolicySection => key !== 'kind');

const sectionOf = defineFact<unknown, PolicySection>({
  name: 'section:',
  compute: (get, section) => get(sectionInput, section),
});

/** The sections that are no longer the same once another policy was said. */
function changedSections(before: Policy, after: Policy): readonly PolicySection[] {
  const engine = new QueryEngine();
  sayPolicy(engine, before);
  const first = engine.ask((get) => SECTIONS.map((section) => get(sectionOf, section)));
  sayPolicy(engine, after, before);
  const second = engine.ask((get) => SECTIONS.map((section) => get(sectionOf, section)));
  return SECTIONS.filter((_, index) => first[index] !== second[index]);
}

test('a policy that is read again is no change, whatever it says', () => {
  fc.assert(
    fc.property(anyPolicyKeys, (written) => {
      expect(changedSections(policyOf(written), policyOf(written))).toEqual([]);
    }),
  );
});

test('a section that is no change answers as it did before', () => {
  fc.assert(
    fc.property(anyPolicyKeys, anyPolicyKeys, fc.nat(), (written, other, at) => {
      const keys = Object.keys({ ...written, ...other });
      const key = keys[at % keys.length] ?? '';
      const next = { ...written, [key]: Reflect.get(other, key) };
      const loaded = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...next }) });
      fc.pre(loaded.kind === 'policy');
      const before = policyOf(written);
      const changed = changedSections(before, loaded);
      for (const section of SECTIONS.filter((one) => !changed.includes(one)))
        expect(answersOf(loaded[section])).toEqual(answersOf(before[section]));
    }),
  );
});

const ASKED = ['core', 'core/a.py', 'a/b.md', 'docs/', 'r.txt', 'api/r.lock', 'éa/b', 'x1', 'Claude', 'a\nb'];

/** With what functions answer in their place. */
function answersOf(section: unknown): unknown {
  if (typeof section === 'function') return ASKED.map((asked): unknown => section(asked));
  if (section instanceof Map) return Array.from(section, answersOf);
  if (Array.isArray(section)) return section.map(answersOf);
  if (typeof section !== 'object' || section === null) return section;
  return Object.entries(section).map(answersOf);
}

describe('from one text to another, said again is', () => {
  test.each<[string, readonly [string, string], readonly PolicySection[]]>([
    ['an option of a rule', [rule('4'), rule('5')], ['rules']],
    [
      'the weight of a rule',
      ['rules: { docs/encoding: error }', 'rules: { docs/encoding: info }'],
      ['rules'],
    ],
    ['a protected path', [protecting('core/**'), protecting('heart/**')], ['protected', 'namedPlaces']],
    ['a document', ['documents: [docs/**]', 'documents: [text/**]'], ['documents', 'namedPlaces']],
    ['whether deeper folders count', [folder(true), folder(false)], ['migrations', 'namedPlaces']],
    ['what a trailer holds', [trailer('robot'), trailer('agent')], ['actors']],
    ['the form of a branch', [branch('up-NNN'), branch('to-NNN')], ['dependencies']],
    ['the form of a variable', [variable('a*'), variable('b*')], ['variables']],
    ['how patterns are read', [dialectOf('lockpath'), dialectOf('codeowners')], ['scope', 'namedPlaces']],
    ['a line at the end', ['documents: [docs/**]', 'documents: [docs/**]\n# so be it'], []],
    [
      'a section at the end',
      ['scope: [a/**]', 'scope: [a/**]\ndocuments: [a]'],
      ['documents', 'namedPlaces'],
    ],
  ])('%s, and nothing else', (_, texts, sections) => {
    const [before, after] = texts;
    const changed = changedSections(read(before), read(after));
    expect(changed).toEqual(sections);
  });

  test('whatever stands on another line now: findings show it', () => {
    const text = protecting('core/**');
    const changed = changedSections(read(text), read(`\n${text}`));
    expect(changed).toEqual(['protected', 'namedPlaces']);
  });
});

function read(text: string): Policy {
  return policyIn('lockkeeper.yaml', `version: 1\n${text}\n`);
}

function rule(tables: string): string {
  return `rules: { migrations/destructive-autogenerate: { options: { tables: ${tables} } } }`;
}

function protecting(path: string): string {
  return `protected: [{ id: core, require: { label: ok }, paths: ['${path}'] }]`;
}

function folder(isRecursive: boolean): string {
  return `migrations: { alembic: [{ folders: [db], recursive: ${isRecursive} }] }`;
}

function trailer(value: string): string {
  return `actors: { ai: { trailers: [{ key: by, value: ${value} }] } }`;
}

function branch(form: string): string {
  return `dependencies: [{ id: api, source: r.in, lock: r.txt, branch: { suggest: ${form} } }]`;
}

function variable(form: string): string {
  return `variables: [{ id: all, names: { KEY: { matches: '${form}' } } }]`;
}

function dialectOf(dialect: string): string {
  return `scope: [core]\npatterns: { dialect: ${dialect} }`;
}

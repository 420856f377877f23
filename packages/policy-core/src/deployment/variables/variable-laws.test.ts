import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { namesIn, sampleSource, type SampleValues } from '../../testing/sample-variables.ts';
import { exposedVariables } from './exposed-variables.ts';
import { sharedVariables } from './shared-variables.ts';
import { unmetVariables } from './unmet-variables.ts';

const NAMES = ['DATABASE_URL', 'JWT_SECRET', 'API_URL', 'NEXT_PUBLIC_KEY', 'SMTP_PASSWORD', 'REGION'];

const anyTerms = fc.record(
  {
    optional: fc.boolean(),
    matches: fc.constantFrom('*', 'sk_*', 'https://*', '????*'),
    min_length: fc.integer({ min: 1, max: 12 }),
    differs: fc.boolean(),
  },
  { requiredKeys: [] },
);

const anyNames = fc.dictionary(fc.constantFrom(...NAMES), anyTerms);

const anyValue = fc.constantFrom(
  '',
  'changeme',
  'sk_live_Ab1Ab1Ab1',
  'https://api.example.com',
  'postgresql://app:pw@db/shop',
  'postgres://other@db:5432/shop',
  'postgresql://db/other',
  'short',
  'the same',
);

const anyValues: fc.Arbitrary<SampleValues> = fc.dictionary(fc.constantFrom(...NAMES), anyValue);

const question = { leadsToProduction: 'DATABASE_URL_PROD' };

describe('whatever the policy and the variables', () => {
  test('a problem names a variable, ends its sentences, and was not asked of another one', () => {
    fc.assert(
      fc.property(anyNames, anyValues, anyValues, (names, one, other) => {
        const sections = namesIn(names);
        const [production, staging] = [
          sampleSource('production', one, sections),
          sampleSource('staging', other, sections),
        ];
        const problems = [
          ...unmetVariables(sections, production),
          ...exposedVariables(sections, production, [production, staging]).problems,
          ...sharedVariables({ sections, ...question }, production, staging).problems,
        ];
        for (const { text, next_step: next, where } of problems) {
          expect(NAMES).toContain(where);
          expect(text.startsWith(`${where ?? ''} `)).toBe(true);
          expect(text).toMatch(/\.$/);
          expect(next).toMatch(/\.$/);
        }
      }),
    );
  });

  test('what is set can only be lacking by what it holds', () => {
    fc.assert(
      fc.property(anyNames, anyValues, (names, values) => {
        const sections = namesIn(names);
        const lacking = unmetVariables(sections, sampleSource('production', values, sections));
        for (const { where, text } of lacking) {
          const value = values[where ?? ''];
          expect(text.includes(' is not set ')).toBe(value === undefined);
          expect(text.includes(' is empty ')).toBe(value === '');
          expect(text.includes(' holds a placeholder ')).toBe(value === 'changeme');
        }
      }),
    );
  });

  test('every name that must be there and is not is told exactly once', () => {
    fc.assert(
      fc.property(anyNames, anyValues, (names, values) => {
        const sections = namesIn(names);
        const told = unmetVariables(sections, sampleSource('production', values, sections))
          .filter(({ text }) => text.includes(' is not set '))
          .map(({ where }) => where);
        const wanted = Object.entries(names)
          .filter(([name, { optional = false }]) => !optional && values[name] === undefined)
          .map(([name]) => name);
        expect(new Set(told)).toEqual(new Set(wanted));
        expect(told).toHaveLength(wanted.length);
      }),
    );
  });

  test('the order of the files does not change whether two environments share something', () => {
    fc.assert(
      fc.property(anyNames, anyValues, anyValues, (names, one, other) => {
        const sections = namesIn(names);
        const [production, staging] = [
          sampleSource('production', one, sections),
          sampleSource('staging', other, sections),
        ];
        const asked = { sections, ...question };
        const there = sharedVariables(asked, production, staging);
        const back = sharedVariables(asked, staging, production);
        expect(there.problems.length > 0).toBe(back.problems.length > 0);
        expect(there.evidence.length).toBe(back.evidence.length);
      }),
    );
  });

  test('an environment without a value in common with another shares nothing with it', () => {
    fc.assert(
      fc.property(anyNames, anyValues, (names, values) => {
        const sections = namesIn(names);
        const other = Object.fromEntries(
          Object.keys(values).map((name, index) => [name, `another value ${index}`]),
        );
        const shared = sharedVariables(
          { sections, ...question },
          sampleSource('production', values, sections),
          sampleSource('staging', other, sections),
        );
        expect(shared).toEqual({ problems: [], evidence: [] });
      }),
    );
  });

  test('only public names are told as public', () => {
    fc.assert(
      fc.property(anyNames, anyValues, (names, values) => {
        const sections = namesIn(names);
        const source = sampleSource('production', values, sections);
        const { problems, evidence } = exposedVariables(sections, source, [source]);
        for (const { where } of [...problems, ...evidence]) expect(where).toBe('NEXT_PUBLIC_KEY');
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ruleOfLink } from './page-link.ts';

test('the link of a rule leads to its page', () => {
  expect(ruleOfLink(link('/rules/dependencies/requirements-pinned'))).toBe(
    'dependencies/requirements-pinned',
  );
});

test.each([
  '/',
  '/rules',
  '/rules/',
  '/rules/paths',
  '/rules/paths/',
  '/rules/paths/protected/',
  '/rules/paths/protected.md',
  '/rules/paths/../../package',
  '/rules/../rules/paths/protected',
  '/rules/paths/..',
  '/rules/Paths/protected',
  '/rules/paths/protected\n',
  '/rules//etc/passwd',
  '/rules/paths\\protected',
  '/commands/lockkeeper.runDeployGuard',
  'rules/paths/protected',
])('%s leads nowhere', (path) => {
  expect(ruleOfLink(link(path))).toBeUndefined();
});

test('a link that carries more than a page leads nowhere', () => {
  expect(ruleOfLink({ ...link('/rules/paths/protected'), query: 'run=guard' })).toBeUndefined();
  expect(ruleOfLink({ ...link('/rules/paths/protected'), fragment: 'L1' })).toBeUndefined();
});

test('whatever a link says, what comes out stays below one folder', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: fc.constantFrom('.', '/', 'a', '-', '\\', '%') }),
      (any, nasty) => {
        for (const path of [any, `/rules/${any}`, `/rules/${nasty}`, `/rules/a/${nasty}`]) {
          const rule = ruleOfLink(link(path));
          expect(rule ?? 'a/b').toMatch(/^[a-z]+\/[a-z0-9-]+$/);
        }
      },
    ),
  );
});

function link(path: string) {
  return { path, query: '', fragment: '' };
}

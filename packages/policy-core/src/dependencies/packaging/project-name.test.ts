import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { isNormalizedProject, isProjectName, normalizedProject } from './project-name.ts';

describe('the name by which pip knows a project', () => {
  test.each([
    ['requests', 'requests'],
    ['PyYAML', 'pyyaml'],
    ['Flask_SQLAlchemy', 'flask-sqlalchemy'],
    ['zope.interface', 'zope-interface'],
    ['FrIeNdLy-._.-bArD', 'friendly-bard'],
    ['_private_', '-private-'],
    ['', ''],
  ])('of %j is %j', (written, known) => {
    expect(normalizedProject(written)).toBe(known);
  });

  it('is the same for every spelling, and its own', () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9]{1,4}$/), { minLength: 1, maxLength: 4 });
    const separator = fc.stringMatching(/^[-_.]{1,3}$/);
    fc.assert(
      fc.property(words, separator, fc.boolean(), (parts, between, isLoud) => {
        const written = parts.join(between);
        const known = normalizedProject(isLoud ? written.toUpperCase() : written);
        expect(known).toBe(parts.join('-'));
        expect(normalizedProject(known)).toBe(known);
        expect(isNormalizedProject(known)).toBe(true);
      }),
    );
  });

  it('is recognised exactly where it is valid and changes nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-_.aB1é]{0,6}$/), (name) => {
        const isKnown = isProjectName(name) && normalizedProject(name) === name;
        expect(isNormalizedProject(name)).toBe(isKnown);
      }),
    );
  });
});

describe('a name that a project may have', () => {
  test.each(['a', '9', 'a.b', 'A__b', 'x-1'])('is %j', (name) => {
    expect(isProjectName(name)).toBe(true);
  });

  test.each(['', '-a', 'a-', 'a_', '.a', 'a b', 'a\n', 'é', 'İstanbul', 'a/b'])('is not %j', (name) => {
    expect(isProjectName(name)).toBe(false);
  });

  it('is found out about in little time, however long', () => {
    expect(isProjectName(`a${'-'.repeat(200_000)}`)).toBe(false);
    expect(isNormalizedProject(`a${'-b'.repeat(200_000)}`)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';

import { judge, patternOf, type PatternTable } from '../../testing/pattern-table.ts';
import { pathSet } from './path-set.ts';

/** What every protected directory must answer for; the near misses are given by name. */
function directoryTable(directory: string, nearMisses: readonly string[]): PatternTable {
  const parent = directory.slice(0, directory.lastIndexOf('/'));
  const name = directory.slice(parent.length + 1);
  return {
    covers: [
      directory, // swapped for a symbolic link or a submodule
      `${directory}/a.py`,
      `${directory}/.env`,
      `${directory}/.hidden/a.py`,
      `${directory}/deep/er/a.py`,
      `${directory}/${name}/a.py`,
      `${directory}/with "quotes"\tand\nlines.py`,
      `${directory}/caf\u00e9.py`,
      `${directory}/caf\udce9.py`, // one byte, not UTF-8
      `${directory}/back\\slash.py`,
    ],
    leaves: [
      parent,
      `${parent}/${name}.py`,
      `${parent}/${name}s/a.py`,
      `${parent}/x${name}/a.py`,
      `${parent}/${name.toUpperCase()}/a.py`,
      `${parent}/${name.slice(0, -1)}/a.py`,
      `x/${directory}/a.py`,
      `${parent}/${name}\\a.py`,
      ...nearMisses,
    ],
  };
}

describe('the globs of the protected sections', () => {
  const services = 'backend/app/services';

  test.each([
    ['backend/app/core/security.py [row 0.12]', 'backend/app/core/security.py'],
    ['backend/app/core/encryption.py [row 0.13]', 'backend/app/core/encryption.py'],
    ['backend/app/core/auth.py [row 0.14]', 'backend/app/core/auth.py'],
  ])('name one file, or what it was swapped for: %s', (_title, file) => {
    const table = {
      covers: [file, `${file}/inside.py`],
      leaves: [
        `${file}c`,
        `${file}.bak`,
        file.toUpperCase(),
        `x/${file}`,
        file.replace('core/', 'core/sub/'),
      ],
    };
    expect(judge(file, table)).toEqual(table);
  });

  test('name a directory with a slash: backend/app/db/migrations/ [row 0.15]', () => {
    const table = directoryTable('backend/app/db/migrations', [
      'backend/app/db/migrations.md',
      'alembic/migrations/a.py',
    ]);
    expect(judge('backend/app/db/migrations/', table)).toEqual(table);
  });

  test('name files and entries by their beginning: backend/app/services/payments* [row 0.16]', () => {
    const table = {
      covers: [
        `${services}/payments.py`,
        `${services}/payments`,
        `${services}/payments_v2`,
        `${services}/payments_v2.py`,
      ],
      leaves: [
        `${services}/payments_v2/x.py`, // payments** is there for this; see the hint
        `${services}/payments/stripe.py`,
        `${services}/payment.py`,
        `${services}/Payments.py`,
        `${services}/x/payments.py`,
        `${services}/.payments.py`,
      ],
    };
    expect(judge(`${services}/payments*`, table)).toEqual(table);
  });

  test('name folders that begin so with a second pattern, payments** beside payments* [row 0.16]', () => {
    const both = pathSet([patternOf(`${services}/payments*`), patternOf(`${services}/payments**`)]);
    expect(both.firstMatch(`${services}/payments.py`)).toBe(0);
    expect(both.firstMatch(`${services}/payments_v2/x.py`)).toBe(1);
    expect(both.firstMatch(`${services}/billing/x.py`)).toBeUndefined();
  });

  test('name the guardian: backend/app/guardian/** [row 0.17]', () => {
    const table = directoryTable('backend/app/guardian', ['backend/app/guardians.py']);
    expect(judge('backend/app/guardian/**', table)).toEqual(table);
  });

  test.each([
    ['backend/app/core/** [row 1.06]', 'backend/app/core', ['backend/app/corelib/a.py', 'core/a.py']],
    ['backend/app/security/** [row 1.07]', 'backend/app/security', ['backend/app/core/security.py']],
    ['backend/app/database/** [row 1.08]', 'backend/app/database', ['backend/app/db/a.py']],
    ['backend/app/guardian/** [row 1.10]', 'backend/app/guardian', ['backend/guardian/a.py']],
    ['backend/app/db/migrations/** [row 1.11]', 'backend/app/db/migrations', ['backend/app/db/a.py']],
  ])('name a directory and its bare entry: %s', (_title, directory, nearMisses) => {
    const table = directoryTable(directory, nearMisses);
    expect(judge(`${directory}/**`, table)).toEqual(table);
  });

  test('name everything that begins so: backend/app/services/payments** [row 1.09]', () => {
    const table = {
      covers: [
        `${services}/payments`,
        `${services}/payments.py`,
        `${services}/payments/stripe.py`,
        `${services}/payments/deep/er/.env`,
        `${services}/payments_v2/x.py`,
        `${services}/payments.d/.hidden/a`,
        `${services}/payments\n.py`,
        `${services}/payments\udce9/a.py`,
      ],
      leaves: [
        services,
        `${services}/payment`,
        `${services}/payment/stripe.py`,
        `${services}/Payments.py`,
        `${services}/x/payments.py`,
        `${services}/.payments/a.py`,
        `x/${services}/payments.py`,
      ],
    };
    expect(judge(`${services}/payments**`, table)).toEqual(table);
  });

  test('see both sides of a rename out of and into a protected directory [row 1.06]', () => {
    const core = patternOf('backend/app/core/**');
    const out = ['backend/app/core/auth.py', 'backend/app/auth.py'];
    expect(out.map((path) => core.matches(path))).toEqual([true, false]);
    expect(out.toReversed().map((path) => core.matches(path))).toEqual([false, true]);
  });
});

describe('where other pattern languages differ', () => {
  test.each([
    ['payments/stripe.py', 'payments**', true],
    ['payments/stripe.py', 'payments*', false],
    ['core/.env', 'core/**', true],
    ['core', 'core/**', true],
    ['migrations/001.sql', 'migrations/', true],
    ['infrastructure/scripts/sub/a.sh', '/infrastructure/scripts/*', false],
    ['infrastructure/scripts/a.sh', '/infrastructure/scripts/*', true],
    ['Payments.py', 'payments*', false],
  ])('%s against %s is %s here', (path, text, expected) => {
    expect(patternOf(text).matches(path)).toBe(expected);
  });
});

describe('attempts to get around a pattern', () => {
  test.each([
    ['a directory swapped for a link or a submodule', 'backend/app/core/**', 'backend/app/core'],
    ['a dot file', 'backend/app/core/**', 'backend/app/core/.env'],
    ['a dot directory', 'backend/app/core/**', 'backend/app/core/.d/auth.py'],
    ['a name beyond ASCII', 'backend/app/core/**', 'backend/app/core/\u540d\u524d.py'],
    ['an emoji', 'backend/app/core/**', 'backend/app/core/\ud83d\udd12.py'],
    ['a quote and a tab', 'backend/app/core/**', 'backend/app/core/a"\tb.py'],
    ['a line end', 'backend/app/core/*', 'backend/app/core/a\nb.py'],
    ['bytes that are not UTF-8', 'backend/app/core/**', 'backend/app/core/\udcff\udcfe'],
    ['one byte for a question mark', 'core/caf?.py', 'core/caf\udce9.py'],
    ['a decomposed name', 'core/caf\u00e9/**', 'core/cafe\u0301/a.py'],
    ['a decomposed pattern', 'core/cafe\u0301/**', 'core/caf\u00e9/a.py'],
    ['a sub-folder of a prefix', 'services/payments**', 'services/payments/stripe.py'],
    ['a folder beginning with a prefix', 'services/payments**', 'services/payments_v2/a.py'],
    ['a second workflow', '.github/**', '.github/workflows/shadow.yml'],
    ['a nested attributes file', '**/.gitattributes', 'backend/app/core/.gitattributes'],
    ['the attributes file at the root', '**/.gitattributes', '.gitattributes'],
    ['agent settings', '.claude/**', '.claude/settings.json'],
    ['the deploy record', 'infrastructure/*.json', 'infrastructure/LAST_PROD_DEPLOY.json'],
  ])('by %s fail: %s', (_how, text, path) => {
    expect(patternOf(text).matches(path)).toBe(true);
  });

  test.each([
    ['case', 'backend/app/core/**', 'backend/app/Core/auth.py'],
    ['a homoglyph', 'backend/app/core/**', 'backend/app/c\u043ere/auth.py'],
    ['a full-width slash', 'backend/app/core/**', 'backend/app/core\uff0fauth.py'],
  ])('by %s are other paths, which rules about names judge', (_how, text, path) => {
    expect(patternOf(text).matches(path)).toBe(false);
  });
});

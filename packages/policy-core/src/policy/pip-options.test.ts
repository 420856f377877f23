import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { PIP_OPTIONS, pipOptionMeant } from './pip-options.ts';

const present = PIP_OPTIONS.filter(({ isPast }) => isPast !== true);

describe('pip takes', () => {
  test.each([
    ['--index-url', '--index-url'],
    ['-i', '--index-url'],
    ['--pypi-url', '--index-url'],
    ['--pypi', '--index-url'],
    ['--extra', '--extra-index-url'],
    ['--e', undefined],
    ['--pre', '--pre'],
    ['--req', undefined],
    ['--requirem', '--requirement'],
    ['--require-h', '--require-hashes'],
    ['--no-require', '--no-require-hashes'],
    ['--config-setting', '--config-settings'],
    ['--no-i', '--no-index'],
    ['--hash', '--hash'],
    ['-C', '--config-settings'],
  ])('%s for %s', (written, name) => {
    const { means, isTaken } = pipOptionMeant(written);
    expect(isTaken ? means : undefined).toEqual(name === undefined ? undefined : [name]);
  });

  test('every option by every name', () => {
    for (const { names, takesValue } of present) {
      for (const name of names)
        expect(pipOptionMeant(name)).toEqual({ means: [names[0]], isTaken: true, takesValue });
    }
  });

  test('any beginning of a long name for it, or cannot tell', () => {
    const long = present.flatMap(({ names }) => names.filter((name) => name.startsWith('--')));
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), (name, length) => {
        const written = name.slice(0, 2 + (length % (name.length - 1)));
        const { means } = pipOptionMeant(written);
        expect(means).toContain(present.find(({ names }) => names.includes(name))?.names[0]);
      }),
    );
  });
});

describe('pip does not take', () => {
  test.each([
    ['--p', ['--index-url', '--pre', '--prefer-binary']],
    ['--no-', ['--no-index', '--no-binary', '--no-require-hashes']],
    ['--re', ['--requirement', '--require-hashes']],
    ['--unknown', []],
    ['-R', []],
    ['-x', []],
    ['--install-option', ['--install-option']],
    ['--global', ['--global-option']],
    ['--process-dependency-links', ['--process-dependency-links']],
  ])('%s, which may stand for %j', (written, means) => {
    const meant = pipOptionMeant(written);
    expect(meant.isTaken).toBe(false);
    expect([...meant.means].toSorted()).toEqual([...means].toSorted());
  });
});

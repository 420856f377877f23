import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { parseRequirement } from './requirement.ts';
import { requirementsFile } from './requirements-file.ts';

const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/);
const extras = fc.oneof(
  fc.constant(''),
  fc.uniqueArray(name, { minLength: 1, maxLength: 2 }).map((names) => `[${names.join(',')}]`),
);
const version = fc.stringMatching(
  /^[0-9]{1,3}(\.[0-9]{1,3}){0,3}((a|b|rc)[0-9]{1,2})?(\.post[0-9])?(\.dev[0-9])?$/,
);
const marker = fc.constantFrom('', ' ; os_name == "nt"', ' ; python_version < "3.9" and extra == "x"');
const hashes = fc.constantFrom('', ' --hash=sha256:00ff', ' --hash=sha256:00 --hash=sha512:11');
const isNoArchive = (text: string) => !/\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)/.test(text);

const pin = fc.record({ name, extras, version, marker, hashes }).filter((parts) => isNoArchive(parts.name));

describe('any pin that follows the grammar', () => {
  test('is read as one', () => {
    fc.assert(
      fc.property(pin, (parts) => {
        const content = `${parts.name}${parts.extras}==${parts.version}${parts.marker}${parts.hashes}`;
        expect(parseRequirement(content)).toMatchObject({
          kind: 'named',
          name: parts.name,
          specifier: `==${parts.version}`,
          pinnedVersion: parts.version,
        });
      }),
    );
  });

  test('is none any more with a second clause', () => {
    fc.assert(
      fc.property(pin, fc.constantFrom('<9', '!=1', '==1', '>=0,<9'), (parts, clause) => {
        const read = parseRequirement(`${parts.name}==${parts.version},${clause}${parts.marker}`);
        expect(read).toMatchObject({ kind: 'named', pinnedVersion: undefined });
      }),
    );
  });

  test('is none with another operator', () => {
    fc.assert(
      fc.property(pin, fc.constantFrom('>=', '<=', '>', '<', '!=', '~=', '==='), (parts, operator) => {
        const read = parseRequirement(`${parts.name}${operator}${parts.version}`);
        expect(read).toMatchObject({ kind: 'named', pinnedVersion: undefined });
      }),
    );
  });

  test('may have blanks where the grammar lets them be', () => {
    fc.assert(
      fc.property(pin, fc.constantFrom('', ' ', '\t', '  '), (parts, gap) => {
        const read = parseRequirement(`${parts.name}${gap}==${gap}${parts.version}${parts.marker}`);
        expect(read).toMatchObject({ kind: 'named', pinnedVersion: parts.version });
      }),
    );
  });

  test('is not read with an option of another kind', () => {
    fc.assert(
      fc.property(
        pin,
        fc.constantFrom('--no-binary', '--config-settings=x', '--hash=md5:00'),
        (parts, option) => {
          const content = `${parts.name}==${parts.version} ${option}${parts.hashes}`;
          expect(parseRequirement(content).kind).toBe('unjudged');
        },
      ),
    );
  });
});

describe('any name', () => {
  test('is compared in one form', () => {
    fc.assert(
      fc.property(name.filter(isNoArchive), (written) => {
        const normalized = (text: string) => {
          const read = parseRequirement(text);
          return read.kind === 'named' ? read.normalizedName : undefined;
        };
        const form = normalized(written);
        expect(form).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(normalized(form ?? '')).toBe(form);
        expect(normalized(written.toUpperCase())).toBe(form);
        expect(normalized(written.replaceAll('-', '_'))).toBe(form);
      }),
    );
  });
});

describe('the places of a file', () => {
  const line = fc.oneof(
    pin.map((parts) => `${parts.name}==${parts.version}${parts.marker}`),
    name.filter(isNoArchive),
    fc.constantFrom('', '# a comment', '  ', '-r more.txt', './local', 'a>=1 # why', '\ta==1\t'),
  );
  const file = fc
    .tuple(
      fc.constantFrom('', '\uFEFF'),
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([mark, lines, end]) => mark + lines.join(end));

  test('of a line cover what it says', () => {
    fc.assert(
      fc.property(file, (text) => {
        const read = requirementsFile('r.txt', { kind: 'text', text });
        if (read.kind !== 'read') throw new Error('It is a text.');
        for (const { content, at } of read.lines) expect(textOf(text, at).startsWith(content)).toBe(true);
      }),
    );
  });

  test('of a version cover the specifier, or the name where there is none', () => {
    fc.assert(
      fc.property(file, (text) => {
        const read = requirementsFile('r.txt', { kind: 'text', text });
        if (read.kind !== 'read') throw new Error('It is a text.');
        for (const { requirement, versionAt } of read.lines) {
          if (requirement.kind !== 'named') continue;
          expect(textOf(text, versionAt)).toBe(requirement.specifier || requirement.name);
        }
      }),
    );
  });

  test('of an entry cover its text', () => {
    fc.assert(
      fc.property(file, (text) => {
        const read = requirementsFile('r.txt', { kind: 'text', text });
        if (read.kind !== 'read') throw new Error('It is a text.');
        expect(read.entries.map(({ at }) => textOf(text, at))).toEqual(
          read.entries.map((entry) => entry.text),
        );
      }),
    );
  });

  test('come one after the other', () => {
    fc.assert(
      fc.property(file, (text) => {
        const read = requirementsFile('r.txt', { kind: 'text', text });
        if (read.kind !== 'read') throw new Error('It is a text.');
        const starts = read.lines.map(({ at }) => at.start.line);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
      }),
    );
  });
});

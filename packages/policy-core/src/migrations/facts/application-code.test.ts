import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { changeObservations, treeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { readApplicationCode } from './application-code.ts';
import { codePlaces } from './code-places.ts';

const loaded = await testParsers();
const parsers = () => loaded;

const policy = policyOf({ migrations: { application: ['**'] } });
const TEXTS: Readonly<Record<string, string>> = {
  'app/main.py': 'import a\n\nmetadata.create_all(engine)\n',
  'start.sh': 'alembic upgrade head\n',
};
const content = (path: string) => {
  const text = TEXTS[path];
  return text === undefined ? unobserved('its text was not given') : observed(textContent(text));
};
const change = (...changes: readonly string[]) => changeObservations({ changes }, {});

describe('the code of an application', () => {
  test('is read file by file, with places that people can find', () => {
    const code = readApplicationCode(policy, change('app/main.py', 'start.sh'), { content, parsers });
    expect(code).toMatchObject({
      known: true,
      value: {
        isUpgradedByHand: false,
        files: [
          {
            path: 'app/main.py',
            reading: {
              known: true,
              value: {
                kind: 'read',
                places: [
                  {
                    place: { kind: 'create-all' },
                    at: {
                      path: 'app/main.py',
                      start: { line: 2, character: 0 },
                      end: { line: 2, character: 27 },
                    },
                  },
                ],
              },
            },
          },
          { path: 'start.sh', reading: { value: { places: [{ place: { kind: 'alembic' } }] } } },
        ],
      },
    });
  });

  test('tells places of one kind from others', () => {
    const code = readApplicationCode(policy, change('app/main.py', 'start.sh'), { content, parsers });
    expect(codePlaces(code, 'alembic').map(({ path, place }) => [path, place.command.verb])).toEqual([
      ['start.sh', 'upgrade'],
    ]);
    expect(codePlaces(code, 'create-all')).toHaveLength(1);
    expect(codePlaces(code, 'drop-all')).toEqual([]);
    expect(codePlaces(unobserved('nobody looked'), 'ddl')).toEqual([]);
  });

  test('needs no parser where nothing in it matters, and says so where one is missing', () => {
    const without = readApplicationCode(policy, change('app/main.py', 'start.sh'), {
      content,
      parsers: () => undefined,
    });
    expect(without).toMatchObject({
      value: {
        files: [
          { reading: { known: false, reason: 'the parsers are not loaded' } },
          { reading: { known: true } },
        ],
      },
    });
  });

  test('is not known where nobody read it', () => {
    const code = readApplicationCode(policy, change('gone.py'), { content, parsers });
    expect(code).toMatchObject({ value: { files: [{ reading: { reason: 'its text was not given' } }] } });
  });

  test.each([
    ['app/a.py', 1],
    ['a.sql', 1],
    ['a.sh', 1],
    ['a.yml', 0],
    ['a.json', 0],
    ['bin/tool', 0],
  ])('that is no text is told of where it should be code: %s', (path, count) => {
    const unreadable = () => observed({ kind: 'unreadable' as const, problem: 'it is not valid UTF-8' });
    const code = readApplicationCode(policy, change(path), { content: unreadable, parsers });
    expect(code).toMatchObject({ value: { files: { length: count } } });
  });

  test('is nothing where there is no file', () => {
    const absent = () => observed({ kind: 'absent' as const });
    expect(readApplicationCode(policy, change('a.py'), { content: absent, parsers })).toMatchObject({
      value: { files: [] },
    });
  });

  test('is unknown as a whole where a tree was not listed', () => {
    const seen = { ...treeObservations(policy, [], {}), listing: unobserved('it cannot be read') };
    expect(readApplicationCode(policy, seen, { content, parsers })).toEqual(unobserved('it cannot be read'));
    expect(readApplicationCode(policyOf({}), seen, { content, parsers })).toMatchObject({ known: true });
  });

  test.each([
    ['on_start', false],
    ['manual_unless_trivial', true],
  ])('knows who starts an upgrade: %s', (apply, isUpgradedByHand) => {
    const by = policyOf({ migrations: { application: ['**'], apply } });
    expect(readApplicationCode(by, change(), { content, parsers })).toEqual(
      observed({ files: [], isUpgradedByHand }),
    );
  });
});

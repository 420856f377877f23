import { expect, test } from 'vitest';

import { scriptedConversation } from '../testing/scripted-conversation.ts';
import { ended, scriptedProgram } from '../testing/scripted-program.ts';
import { createRevision } from './create-revision.ts';

const COMMAND = 'revision --autogenerate -m add total';

test('a migration is made from the models, with the message that was asked for [row 4.32]', async () => {
  const alembic = scriptedProgram({ [COMMAND]: '  Generating /shop/versions/cd34_add_total.py ...  done\n' });
  const talk = scriptedConversation('add total');
  expect(await createRevision({ talk, alembic: alembic.run })).toBe('/shop/versions/cd34_add_total.py');
  expect(alembic.calls).toMatchObject([{ args: ['revision', '--autogenerate', '-m', 'add total'] }]);
});

test('without a message nothing is run', async () => {
  const alembic = scriptedProgram({});
  for (const answer of [undefined, '', 'x'.repeat(101), 'one\ntwo'])
    expect(
      await createRevision({ talk: scriptedConversation(answer), alembic: alembic.run }),
    ).toBeUndefined();
  expect(alembic.calls).toEqual([]);
});

test('a failure is told', async () => {
  const alembic = scriptedProgram({
    [COMMAND]: ended('', 255, 'FAILED: Target database is not up to date.'),
  });
  const talk = scriptedConversation('add total');
  expect(await createRevision({ talk, alembic: alembic.run })).toBeUndefined();
  expect(talk.heard.at(-1)).toBe('refuse: Alembic failed: FAILED: Target database is not up to date.');
});

test('an answer that names no file is no success', async () => {
  const talk = scriptedConversation('add total');
  expect(await createRevision({ talk, alembic: scriptedProgram({}).run })).toBeUndefined();
  expect(talk.heard.at(-1)).toBe('refuse: Alembic does not name the file that it wrote. See the log.');
});

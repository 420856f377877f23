import { describe, expect, test } from 'vitest';

import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { ended, scriptedProgram } from '../testing/scripted-program.ts';
import { upgradeDatabase } from './upgrade-database.ts';

const CURRENT = 'current --verbose';
const OWN = 'postgresql+psycopg2://ana:***@localhost/shop_dev';

describe('an upgrade to head [row 4.34]', () => {
  test('of a database of one’s own is agreed to, and then run', async () => {
    const { done, talk, calls } = await upgrade(OWN, ['Upgrade']);
    expect(done).toBe(true);
    expect(calls.map(({ args }) => args.join(' '))).toEqual([CURRENT, 'upgrade head']);
    expect(talk.heard).toEqual([
      'agree: Upgrade shop_dev on localhost to head? It is at ab12. Alembic runs every pending migration in it.',
      'say: Upgraded to head: shop_dev on localhost.',
    ]);
  });

  test.each([
    ['postgresql://ana@localhost/shop_prod', 'shop_prod', '"shop_prod" sounds like production.'],
    ['postgresql://ana@db.example.com/shop', 'shop', 'It is on another machine, db.example.com.'],
    [undefined, 'head', 'Lockkeeper cannot determine which database that is.'],
  ])('of %s needs its name typed', async (address, word, why) => {
    for (const answer of [undefined, 'Upgrade', 'yes', word.toUpperCase()]) {
      const { done, calls } = await upgrade(address, [answer]);
      expect([done, calls.map(({ args }) => args[0])]).toEqual([false, ['current']]);
    }
    const { done, talk } = await upgrade(address, [word]);
    expect(done).toBe(true);
    expect(talk.heard[0]).toContain(
      `Upgrade only a database of your own. ${why} Type ${word} to upgrade it anyway.`,
    );
  });

  test('is not offered where Alembic cannot say where it is', async () => {
    const alembic = scriptedProgram({ [CURRENT]: ended('', 1, 'KeyError: DATABASE_URL') });
    const talk = scriptedConversation('Upgrade');
    expect(await upgradeDatabase({ talk, alembic: alembic.run, productionAddress: undefined })).toBe(false);
    expect(talk.heard).toEqual(['refuse: Alembic failed: KeyError: DATABASE_URL']);
  });

  test('that fails is told in the words of Alembic', async () => {
    const { done, talk } = await upgrade(OWN, ['Upgrade'], 'Error\nrelation "orders" already exists');
    expect(done).toBe(false);
    expect(talk.heard.at(-1)).toBe('refuse: Alembic failed: relation "orders" already exists');
  });
});

async function upgrade(address: string | undefined, answers: readonly Answer[], failure?: string) {
  const told = address === undefined ? '' : `Current revision(s) for ${address}:\n`;
  const program = scriptedProgram({
    [CURRENT]: `${told}Rev: ab12\n`,
    'upgrade head': ended('', failure === undefined ? 0 : 1, failure ?? ''),
  });
  const talk = scriptedConversation(...answers);
  const done = await upgradeDatabase({ talk, alembic: program.run, productionAddress: undefined });
  return { done, talk, calls: program.calls };
}

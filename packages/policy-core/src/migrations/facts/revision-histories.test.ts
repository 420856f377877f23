import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Focus, MigrationsAt, Observations, RevisionSources } from '../../model/observations.ts';
import { knownName } from '../operations/name.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../../policy/policy.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionHistories } from './revision-histories.ts';

const parsers = await testParsers();

function policyWith(...alembic: readonly string[]): Policy {
  const text = JSON.stringify({ version: 1, migrations: { alembic } });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid') throw new Error(text);
  return policy;
}

const POLICY = policyWith('versions');

/** A revision with a parent and something that it does. */
function revision(id: string, parent: string | null, does = 'pass'): string {
  const down = parent === null ? 'None' : `'${parent}'`;
  return `from alembic import op\n\nrevision = '${id}'\ndown_revision = ${down}\n\n\ndef upgrade():\n    ${does}\n\n\ndef downgrade():\n    pass\n`;
}

type Texts = Readonly<Record<string, string | null>>;

function contents(texts: Texts): Observations['files'] {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      path,
      observed(text === null ? { kind: 'absent' as const } : textContent(text)),
    ]),
  );
}

function at(texts: Texts): Known<MigrationsAt> {
  return observed({ commit: 'b'.repeat(40), files: contents(texts) });
}

interface Given {
  readonly policy?: Policy;
  readonly focus?: Focus;
  /** What is judged. */
  readonly judged?: Texts;
  readonly beside?: Texts;
  readonly elsewhere?: Omit<RevisionSources, 'paths' | 'files'>;
}

const CHAIN = { 'versions/a.py': revision('a', null), 'versions/b.py': revision('b', 'a') };
const NEW = { 'versions/c.py': revision('c', 'b') };

function historiesOf({
  policy = POLICY,
  focus = { kind: 'change' },
  judged = {},
  beside = {},
  elsewhere = {},
}: Given) {
  const all = { ...beside, ...judged };
  const paths = Object.keys(all).filter((path) => all[path] !== null);
  return revisionHistories(
    policy,
    {
      focus,
      files: contents(judged),
      revisions: { paths: observed(paths), files: contents(beside), ...elsewhere },
    },
    { parsers, paths: Object.keys(judged) },
  );
}

function historyOf(given: Given): RevisionHistory {
  const found = historiesOf(given);
  const [first, ...more] = found.known ? found.value : [];
  if (first === undefined || more.length > 0) throw new Error('There should be one history.');
  return first.history;
}

function heads(graph: Known<RevisionGraph | null> | undefined): unknown {
  if (graph === undefined) return undefined;
  return graph.known ? (graph.value?.heads ?? null) : graph.reason;
}

describe('histories', () => {
  it('are made of what is judged and of what lies beside it', () => {
    const { name, folders, graph, files } = historyOf({ judged: NEW, beside: CHAIN });
    expect([name, folders]).toEqual(['versions', ['versions']]);
    expect(graph.order).toEqual(['a', 'b', 'c']);
    expect([...files.keys()]).toEqual(['versions/a.py', 'versions/b.py', 'versions/c.py']);
    expect(files.get('versions/c.py')?.text).toBe(NEW['versions/c.py']);
  });

  it('take a judged text before the one that lies there', () => {
    const judged = { 'versions/b.py': revision('b2', 'a') };
    expect(historyOf({ judged, beside: CHAIN }).graph.heads).toEqual(['b2']);
  });

  it('lose what a change deletes, and are found by it all the same', () => {
    expect(historyOf({ judged: { 'versions/b.py': null }, beside: CHAIN }).graph.heads).toEqual(['a']);
  });

  it('hold a new file that nobody has listed', () => {
    const found = revisionHistories(
      POLICY,
      {
        focus: { kind: 'document', path: 'versions/c.py' },
        files: contents(NEW),
        revisions: { paths: observed(Object.keys(CHAIN)), files: contents(CHAIN) },
      },
      { parsers, paths: ['versions/c.py'] },
    );
    expect(found.known && found.value[0]?.history.graph.heads).toEqual(['c']);
  });

  it('are those that something judged belongs to, and all of a tree', () => {
    const policy = policyWith('one', 'two');
    const beside = { 'one/a.py': revision('a', null), 'two/b.py': revision('b', null) };
    const names = (given: Given) => {
      const found = historiesOf({ policy, beside, ...given });
      return found.known ? found.value.map(({ history }) => history.name) : found.reason;
    };
    expect(names({ judged: { 'two/c.py': revision('c', 'b') } })).toEqual(['two']);
    expect(names({ focus: { kind: 'tree' } })).toEqual(['one', 'two']);
  });

  it('are told apart by the configuration, also one that is judged itself', () => {
    const policy = policyWith('db/one', 'db/two');
    const ini = '[alembic]\nscript_location = db\nversion_locations = db/one db/two\n';
    const texts = { 'db/one/a.py': revision('a', null), 'db/two/b.py': revision('b', 'a') };
    for (const given of [
      { beside: { ...texts, 'alembic.ini': ini } },
      { beside: texts, judged: { 'alembic.ini': ini } },
    ]) {
      const history = historyOf({ policy, focus: { kind: 'tree' }, ...given });
      expect([history.name, history.graph.heads]).toEqual(['alembic.ini', ['b']]);
    }
  });

  it('name a file that cannot be read, and one whose text nobody knows', () => {
    const found = revisionHistories(
      POLICY,
      {
        focus: { kind: 'tree' },
        files: { 'versions/big.py': observed({ kind: 'unreadable', problem: 'it is too large' }) },
        revisions: {
          paths: observed(['versions/big.py', 'versions/lost.py', 'versions/wrong.py']),
          files: contents({ 'versions/wrong.py': 'def' }),
        },
      },
      { parsers, paths: [] },
    );
    const [first] = found.known ? found.value : [];
    expect(first?.history.graph.unplaced).toEqual([
      'versions/big.py',
      'versions/lost.py',
      'versions/wrong.py',
    ]);
    expect(first?.history.files.get('versions/big.py')?.reading).toMatchObject({
      problem: 'it is too large',
    });
    expect(first?.history.files.get('versions/lost.py')?.reading).toMatchObject({
      problem: 'its text was not given',
    });
  });

  it.each([
    [undefined, 'the revisions beside it were not looked at'],
    [{ paths: unobserved('git failed'), files: {} }, 'git failed'],
  ])('are unknown with %j', (revisions, reason) => {
    const seen = { focus: { kind: 'change' } as const, files: {}, ...(revisions && { revisions }) };
    expect(revisionHistories(POLICY, seen, { parsers, paths: [] })).toEqual(unobserved(reason));
  });

  it('wait for the parsers', () => {
    const seen = {
      focus: { kind: 'tree' } as const,
      files: {},
      revisions: { paths: observed([]), files: {} },
    };
    expect(revisionHistories(POLICY, seen, { parsers: undefined, paths: [] })).toEqual(
      unobserved('the parsers are not loaded'),
    );
  });

  it('know their schema when somebody asks', () => {
    const does = "op.create_table('orders', sa.Column('id', sa.Integer()))";
    const { schema } = historyOf({ judged: { 'versions/c.py': revision('c', 'b', does) }, beside: CHAIN });
    const table = { schema: undefined, ...knownName('orders') };
    expect(schema.tableAt(table, { revision: 'c', step: 0 })).toBeUndefined();
    expect(schema.tableAt(table, { revision: 'c', step: 1 })?.createdIn).toBe('c');
    expect(schema.tablesAt({ revision: 'c', step: 1 }).length).toBe(1);
  });
});

describe('the graph before a change', () => {
  it('is not asked for where no change is judged', () => {
    const { before, merged, released } = historyOf({ focus: { kind: 'tree' }, beside: CHAIN });
    expect([before, merged, released]).toEqual([undefined, undefined, undefined]);
  });

  it('is without what the change adds, and with what it takes away', () => {
    const elsewhere = { atBase: at({ 'versions/c.py': null, 'versions/old.py': revision('old', 'b') }) };
    const judged = { ...NEW, 'versions/old.py': null };
    expect(heads(historyOf({ judged, beside: CHAIN, elsewhere }).before)).toEqual(['old']);
  });

  it('is the same where the change touches no revision', () => {
    const history = historyOf({ judged: NEW, beside: CHAIN, elsewhere: { atBase: at({ 'env.py': 'x' }) } });
    expect(history.before?.known && history.before.value).toBe(history.graph);
  });

  it('is unknown with the reason', () => {
    const unknown = historyOf({ judged: NEW, beside: CHAIN, elsewhere: { atBase: unobserved('it is cut') } });
    expect(heads(unknown.before)).toBe('it is cut');
    const file = historyOf({
      judged: NEW,
      beside: CHAIN,
      elsewhere: {
        atBase: observed({ commit: 'b'.repeat(40), files: { 'versions/c.py': unobserved('git failed') } }),
      },
    });
    expect(heads(file.before)).toBe('the other text of versions/c.py is not known: git failed');
  });
});

describe('the merged graph', () => {
  const atBase = at({ 'versions/c.py': null });

  it('has two heads where both sides added one', () => {
    const elsewhere = { atBase, atTarget: at({ 'versions/d.py': revision('d', 'b') }) };
    const { graph, merged } = historyOf({ judged: NEW, beside: CHAIN, elsewhere });
    expect(graph.heads).toEqual(['c']);
    expect(heads(merged)).toEqual(['c', 'd']);
  });

  it('is the graph itself where the target has not moved', () => {
    const history = historyOf({
      judged: NEW,
      beside: CHAIN,
      elsewhere: { atBase, atTarget: observed(null) },
    });
    expect(history.merged?.known && history.merged.value).toBe(history.graph);
  });

  it('keeps what both sides touched as it is here', () => {
    const elsewhere = { atBase, atTarget: at({ 'versions/c.py': revision('theirs', 'b') }) };
    expect(heads(historyOf({ judged: NEW, beside: CHAIN, elsewhere }).merged)).toEqual(['c']);
  });

  it('loses what the target took away', () => {
    const elsewhere = { atBase, atTarget: at({ 'versions/b.py': null }) };
    const { merged } = historyOf({ judged: NEW, beside: CHAIN, elsewhere });
    expect(merged?.known && merged.value.missing).toEqual([{ child: 'c', id: 'b', via: 'down_revision' }]);
  });

  it('is unknown where either side is', () => {
    const target = { atBase, atTarget: unobserved('there is no main') };
    expect(heads(historyOf({ judged: NEW, beside: CHAIN, elsewhere: target }).merged)).toBe(
      'there is no main',
    );
    const base = { atBase: unobserved('it is cut'), atTarget: at({ 'versions/d.py': revision('d', 'b') }) };
    expect(heads(historyOf({ judged: NEW, beside: CHAIN, elsewhere: base }).merged)).toBe('it is cut');
    const { atTarget } = base;
    expect(heads(historyOf({ judged: NEW, beside: CHAIN, elsewhere: { atTarget } }).merged)).toBe(
      'what the change starts from was not looked at',
    );
  });
});

describe('the merged graph, where the target has changed the configuration', () => {
  const INI = '[alembic]\nscript_location = .\nversion_locations = %(here)s/versions\n';
  const DEEPER = `${INI}recursive_version_locations = true\n`;
  const beside = { ...CHAIN, 'versions/old/o.py': revision('o', 'a'), 'alembic.ini': INI };
  const atBase = at({ 'versions/c.py': null });
  const policy = policyWith('versions', 'other');

  it('is that of what is loaded then', () => {
    const elsewhere = { atBase, atTarget: at({ 'alembic.ini': DEEPER }) };
    const { graph, merged, reloaded } = historyOf({ judged: NEW, beside, elsewhere });
    expect([graph.heads, heads(merged)]).toEqual([['c'], ['c', 'o']]);
    expect(reloaded).toMatchObject({
      value: {
        graph: { heads: ['c', 'o'] },
        before: { heads: ['b', 'o'] },
        target: { heads: ['b', 'o'] },
        folders: ['versions'],
      },
    });
  });

  it('is found by its name where it loads another folder', () => {
    const moved = INI.replace('/versions', '/other');
    const texts = { ...beside, 'other/a.py': revision('a', null) };
    const elsewhere = { atBase, atTarget: at({ 'alembic.ini': moved, 'other/z.py': revision('z', 'a') }) };
    const { merged, reloaded } = historyOf({ policy, judged: NEW, beside: texts, elsewhere });
    expect(heads(merged)).toEqual(['z']);
    expect(reloaded).toMatchObject({ value: { folders: ['other'], target: { heads: ['z'] } } });
  });

  it('takes in what is judged and not loaded yet', () => {
    const judged = { 'versions/old/x.py': revision('x', 'a') };
    const elsewhere = {
      atBase: at({ 'versions/old/x.py': null }),
      atTarget: at({ 'alembic.ini': DEEPER }),
    };
    const { graph, merged } = historyOf({ judged, beside, elsewhere });
    expect([graph.heads, heads(merged)]).toEqual([['b'], ['b', 'o', 'x']]);
  });

  it.each<[string, Texts, Texts]>([
    ['says the same in other words', { 'versions/c.py': null }, { 'alembic.ini': `# ours\n${INI}` }],
    [
      'is not the only one that changed it',
      { 'versions/c.py': null, 'alembic.ini': '' },
      { 'alembic.ini': DEEPER },
    ],
    [
      'changed one of another tool',
      { 'versions/c.py': null },
      { 'pyproject.toml': '[project]\nname = "x"\n' },
    ],
  ])('is loaded as here where the target %s', (...row) => {
    const [, base, target] = row;
    const history = historyOf({ judged: NEW, beside, elsewhere: { atBase: at(base), atTarget: at(target) } });
    expect([heads(history.merged), history.reloaded]).toEqual([['c'], undefined]);
  });

  it('is unknown where the configuration there is', () => {
    const atTarget = observed({ commit: 'c', files: { 'alembic.ini': unobserved('git failed') } });
    const { merged, reloaded } = historyOf({ judged: NEW, beside, elsewhere: { atBase, atTarget } });
    const reason = 'the text of alembic.ini at the target branch: git failed';
    expect([heads(merged), reloaded]).toEqual([reason, unobserved(reason)]);
  });
});

describe('the released graph', () => {
  it('is what the last good deploy held', () => {
    const elsewhere = { atRelease: at({ 'versions/b.py': null }) };
    expect(heads(historyOf({ focus: { kind: 'tree' }, beside: CHAIN, elsewhere }).released)).toEqual(['a']);
  });

  it('is null where nothing was released, and unknown where that is', () => {
    const none = historyOf({
      focus: { kind: 'tree' },
      beside: CHAIN,
      elsewhere: { atRelease: observed(null) },
    });
    expect(heads(none.released)).toBeNull();
    const elsewhere = { atRelease: unobserved('this is a shallow clone') };
    expect(heads(historyOf({ focus: { kind: 'tree' }, beside: CHAIN, elsewhere }).released)).toBe(
      'this is a shallow clone',
    );
  });
});

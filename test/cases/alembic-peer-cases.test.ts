import { beforeAll, describe, expect, it } from 'vitest';

import { checkerFor, type Checker } from '../../packages/policy-core/src/checker/checker.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { allRules } from '../../packages/policy-core/src/checker/all-rules.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { EXPLAINED, PEER_RULES, type Peer } from './alembic-peers.ts';
import { caseRows, describeCases } from './case-files.ts';

interface PeerCase {
  readonly id: string;
  readonly source: string;
  /** Rule names; `null` where the linter gave no verdict. */
  readonly expect: readonly string[] | null;
  /** `FILE:4: message` or a rule and its line; left out by one of the four. */
  readonly findings?: readonly (string | readonly [rule: string, line: number])[] | null;
}

const rows = caseRows<PeerCase>('alembic-peer-cases.jsonl').filter(({ expect: verdict }) => verdict !== null);

let checker: Checker;
beforeAll(async () => {
  const text = 'version: 1\nmigrations: { alembic: [alembic/versions] }\n';
  checker = checkerFor(loadPolicy({ path: 'lockkeeper.yaml', text }), await testParsers());
});

/** A finding by one of several rules, in a line that counts from 1; any line where it is not known. */
interface Said {
  readonly rule: string;
  readonly line: number | undefined;
  /** Its last line, of ours. */
  readonly until?: number | undefined;
}

function peerOf({ id }: PeerCase): Peer {
  const [name] = id.split('::');
  const peer = PEER_RULES.find((one) => one.peer === name)?.peer;
  if (peer === undefined) throw new Error(`${id} is of a linter that the table does not know.`);
  return peer;
}

function saidByPeer({ expect: verdict, findings }: PeerCase): readonly Said[] {
  if (!findings) return (verdict ?? []).map((rule) => ({ rule, line: undefined }));
  return findings.map((finding) => {
    if (typeof finding !== 'string') return { rule: finding[0], line: finding[1] };
    const [, line, message = ''] = /^FILE:(\d+): (.*)$/.exec(finding) ?? [];
    const known = PEER_RULES.find(({ peer, rule }) => peer === 'wikimind' && message.startsWith(rule));
    return { rule: known?.rule ?? message, line: Number(line) };
  });
}

/** By those of our rules that have a counterpart in that linter. */
function saidByUs(row: PeerCase): readonly Said[] {
  const counterparts = new Set(
    PEER_RULES.filter(({ peer }) => peer === peerOf(row)).flatMap(({ ours }) => ours),
  );
  const report = checker.checkFiles([{ path: 'alembic/versions/a1_case.py', text: row.source }], {
    stage: 'ci',
    now: '2026-11-21T08:00:00Z',
  });
  expect(report.crashed).toEqual([]);
  return report.findings
    .filter(({ rule }) => counterparts.has(rule))
    .map(({ rule, at }) => ({ rule, line: at && at.start.line + 1, until: at && at.end.line + 1 }));
}

/** What the two sides do not share. */
interface Comparison {
  /** Findings of the linter that no rule of ours has. */
  readonly onlyTheirs: readonly Said[];
  readonly onlyOurs: readonly Said[];
}

function compared(row: PeerCase): Comparison {
  const [theirs, ours] = [saidByPeer(row), saidByUs(row)];
  return {
    onlyTheirs: theirs.filter((said) => !ours.some((own) => answers(row, own, said))),
    onlyOurs: ours.filter((own) => !theirs.some((said) => answers(row, own, said))),
  };
}

function answers(row: PeerCase, own: Said, said: Said): boolean {
  const { line, until } = own;
  // Linters underline the call, the argument or the SQL in it.
  const isThere =
    said.line === undefined || (line !== undefined && said.line >= line - 1 && said.line <= (until ?? line));
  return isThere && ruleOf(row, said.rule).ours.includes(own.rule);
}

function ruleOf(row: PeerCase, rule: string): (typeof PEER_RULES)[number] {
  const found = PEER_RULES.find((one) => one.peer === peerOf(row) && one.rule === rule);
  if (found === undefined) throw new Error(`${row.id}: the table does not know ${rule}.`);
  return found;
}

describeCases('Case sets of other linters for Alembic', () => {
  it('are compared rule by rule, and what differs is explained', () => {
    const all = rows.map((row) => ({ id: row.id, ...compared(row) }));
    const differing = all.filter(({ onlyTheirs, onlyOurs }) => onlyTheirs.length + onlyOurs.length > 0);
    const agreeing = all.length - differing.length;
    console.info(
      `${rows.length} cases of other linters for Alembic: ${agreeing} agree, ${differing.length} explained`,
    );
    const unexplained = differing.filter(({ id }) => EXPLAINED[id] === undefined);
    expect(unexplained, 'nothing differs without a reason').toEqual([]);
    const ids = differing.map(({ id }) => id).toSorted();
    expect(Object.keys(EXPLAINED).toSorted(), 'what no longer differs needs no reason').toEqual(ids);
    expect(agreeing).toBeGreaterThan(20);
  });

  it.each(rows.map((row) => [row.id, row] as const))('are read: %s', (_, row) => {
    expect(() => compared(row)).not.toThrow();
  });
});

describe('The table of other linters', () => {
  const known = new Set(allRules.map(({ id }) => id));

  it('names our rules by their ids', () => {
    expect(PEER_RULES.flatMap(({ ours }) => ours).filter((id) => !known.has(id))).toEqual([]);
  });

  it('has an answer to every rule, once', () => {
    for (const { rule, ours } of PEER_RULES) expect(ours.length, rule).toBeGreaterThan(0);
    const names = PEER_RULES.map(({ peer, rule }) => `${peer} ${rule}`);
    expect(names).toEqual([...new Set(names)]);
  });
});

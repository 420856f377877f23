import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  endText,
  entriesOf,
  logText,
  nonCanonical,
  recordWith,
  rehashed,
  selfChecked,
} from './forged-log.mjs';
import { byPath, commit, git, lockkeeper, PATHS, pushRecords, put, SIGNERS } from './shop.mjs';

/**
 * What somebody tried who did not write the code: each with a whole clone, a remote and a key of his own.
 *
 * @typedef {import('./forged-log.mjs').Entry} Entry
 * @typedef {import('./tamperings.mjs').Files} Files
 * @typedef {import('./shop.mjs').Kind} Kind
 *
 * @typedef {object} Scene
 * @property {string} work a clone that saw everything
 * @property {string} origin the remote, bare
 * @property {Kind} kind
 * @property {Required<Files>} files as they are
 * @property {readonly Required<Files>[]} earlier as they were behind each deploy, the oldest first
 * @property {readonly string[]} commits that were deployed, the oldest first
 * @property {(text: string) => string} sign with the key of the attacker
 * @property {string} ownKey the file of that key
 * @property {string} ownLine its line in a file of signers
 * @property {string} ownDigest SHA-256 of a file with that line alone
 *
 * @typedef {object} Attack
 * @property {string} name
 * @property {readonly ('tree' | 'branch')[]} places where it is tried, with and without signers
 * @property {boolean} [onlySigned]
 * @property {boolean} [isSame] it says what it said before
 * @property {readonly string[]} [asked] of whom the commands are asked, such as another service
 * @property {readonly string[]} [clone] how the clone is made from which it is seen; left out: as a whole
 * @property {(scene: Scene) => void} attack pushes to main and to the branch of the records
 */

const BOTH = /** @type {const} */ (['tree', 'branch']);
const TREE = /** @type {const} */ (['tree']);
const BRANCH = /** @type {const} */ (['branch']);
const DEPLOYS = 'infrastructure/deploys';

/** @type {readonly Attack[]} */
export const ATTACKS = [
  // Everything anew, and an entry that answers for what was there.
  {
    name: 'all anew, and an entry gives up every version that the history holds',
    places: TREE,
    attack: givesUpAll,
  },
  {
    name: 'all anew without a signature, the policy names no signers, and an entry gives up every version',
    places: BOTH,
    onlySigned: true,
    attack: unsignedAnew,
  },
  {
    name: 'all anew by other signers, whom policy and log name, and an entry gives up every version',
    places: BOTH,
    onlySigned: true,
    attack: signedByOthers,
  },
  {
    name: 'log and record deleted, own signers, and `record repair` and `record deployed` run with their key',
    places: BOTH,
    onlySigned: true,
    attack: repairedByOthers,
  },
  {
    name: 'own signers added behind the log, named in an entry they signed, and all given up',
    places: TREE,
    onlySigned: true,
    attack: namesItself,
  },
  {
    name: 'an orphan history with a log of its own is merged, and stays',
    places: TREE,
    attack: orphanMerged,
  },
  {
    name: 'the signers file is changed, and `record repair` run with the new key',
    places: BOTH,
    onlySigned: true,
    attack: (all) => ownRepair(all),
  },
  // The policy.
  {
    name: 'the policy goes back to `mode: file`, with the older copy',
    places: BRANCH,
    attack: (all) => toTree(all, {}),
  },
  {
    name: 'the policy goes back to `mode: file`, with everything as after the first deploy',
    places: BRANCH,
    attack: (all) => toTree(all, all.earlier[0] ?? {}),
  },
  {
    name: 'the policy goes back to `mode: file`, and the branch is deleted',
    places: BRANCH,
    attack: (all) => (toTree(all, {}), pushRecords(all.work, {}, 'deleted')),
  },
  {
    name: 'the policy is deleted',
    places: BOTH,
    attack: (all) => tree(all, { 'lockkeeper.yaml': undefined }),
  },
  {
    name: 'the policy names another branch, which ends at an earlier deploy',
    places: BRANCH,
    attack: (all) => otherBranch(all, 'lockkeeper/records2'),
  },
  {
    name: 'the policy names a branch by another name in letters of the other case',
    places: BRANCH,
    attack: (all) => otherBranch(all, 'lockkeeper/Records'),
  },
  {
    name: 'the policy names another branch in `mode: contents`, which ends at an earlier deploy',
    places: BRANCH,
    attack: (all) => otherBranch(all, 'elsewhere', 'contents'),
  },
  {
    name: 'the policy names `mode: contents`, and main has the older copy',
    places: BRANCH,
    attack: (all) => policy(all, 'mode: contents'),
  },
  {
    name: 'the policy names another remote',
    places: BRANCH,
    attack: (all) => policy(all, 'mode: branch, remote: upstream'),
  },
  {
    name: 'the policy names another place of the record, with one that says other approvals',
    places: BOTH,
    attack: otherPlace,
  },
  {
    name: 'the policy names another first service, and the record is moved to its place',
    places: TREE,
    attack: otherService,
  },
  {
    name: 'the policy names the log as the file of the signers',
    places: BOTH,
    onlySigned: true,
    attack: (all) => policy(all, `mode: ${mode(all)}, signers: ${PATHS.log}`),
  },
  // What the record says besides its commit.
  {
    name: 'the record says that somebody else approved, as a later record',
    places: BOTH,
    attack: (all) =>
      record(all, {
        approved_by: [{ login: 'mallory', method: 'review', at: '2026-11-20T08:00:00Z' }],
        seq: 99,
      }),
  },
  {
    name: 'the record says that all checks passed, as the next record',
    places: BOTH,
    attack: (all) => record(all, { checks: [{ name: 'ci', conclusion: 'success' }], seq: seqOf(all) + 1 }),
  },
  {
    name: 'the record names another commit to go back to, as the next record',
    places: BOTH,
    attack: (all) =>
      record(all, {
        previous: { last_good_sha: all.commits[0], deployed_at: '2026-11-20T08:00:00Z' },
        seq: seqOf(all) + 1,
      }),
  },
  {
    name: 'the record has the greatest number there is',
    places: BOTH,
    attack: (all) => record(all, { seq: Number.MAX_SAFE_INTEGER }),
  },
  {
    name: 'the record has a number that is none any more',
    places: BOTH,
    attack: (all) => record(all, { seq: 2 ** 53 + 2 }),
  },
  {
    name: 'the record is of a minute ago',
    places: BOTH,
    attack: (all) => record(all, { deployed_at: new Date(Date.now() - 60_000).toISOString(), seq: 99 }),
  },
  // Spellings.
  {
    name: 'the record begins with a byte order mark',
    isSame: true,
    places: BOTH,
    attack: (all) => files(all, { record: `\uFEFF${all.files.record}` }),
  },
  {
    name: 'the record ends with a NUL',
    places: BOTH,
    attack: (all) => files(all, { record: `${all.files.record}\0` }),
  },
  {
    name: 'the record says its commit twice',
    places: BOTH,
    attack: (all) =>
      files(all, {
        record: all.files.record.replace(
          '"last_good_sha"',
          `"last_good_sha": "${all.commits[0]}",\n  "last_good_sha"`,
        ),
      }),
  },
  {
    name: 'the record writes a number as 3e0',
    places: BOTH,
    attack: (all) => files(all, { record: all.files.record.replace(/"seq": (\d+)/, '"seq": $1e0') }),
  },
  {
    name: 'the record has a key __proto__',
    places: BOTH,
    attack: (all) =>
      files(all, { record: all.files.record.replace('{', '{\n  "__proto__": {"last_good_sha": "x"},') }),
  },
  {
    name: 'the record escapes a letter of its commit',
    places: BOTH,
    attack: (all) => files(all, { record: all.files.record.replace('"app"', String.raw`"\u0061pp"`) }),
  },
  {
    name: 'the log begins with a byte order mark',
    places: BOTH,
    attack: (all) => files(all, { log: `\uFEFF${all.files.log}` }),
  },
  {
    name: 'the log has CRLF line ends',
    places: BOTH,
    attack: (all) => files(all, { log: all.files.log.replaceAll('\n', '\r\n') }),
  },
  {
    name: 'the log ends with a NUL',
    places: BOTH,
    attack: (all) => files(all, { log: `${all.files.log}\0` }),
  },
  {
    name: 'the log ends with an entry that has no line end',
    places: BOTH,
    attack: (all) =>
      files(all, {
        log: all.files.log + logText(rehashed([...entries(all), deploy(all)]).slice(-1)).trimEnd(),
      }),
  },
  {
    name: 'the log has an empty line at its end',
    places: BOTH,
    attack: (all) => files(all, { log: `${all.files.log}\n` }),
  },
  {
    name: 'the log has bytes that are no UTF-8',
    places: TREE,
    attack: (all) =>
      bytes(all, PATHS.log, Buffer.concat([Buffer.from(all.files.log), Buffer.from([0xff, 0x0a])])),
  },
  {
    name: 'an entry is added that says its commit twice, hashed as it is spelled',
    places: BOTH,
    attack: (all) => spelled(all, (line) => line.replace('"sha":', `"sha":"${all.commits[1]}","sha":`)),
  },
  {
    name: 'an entry is added with spaces, hashed as it is spelled',
    places: BOTH,
    attack: (all) => spelled(all, (line) => line.replace('"data":{', '"data": {')),
  },
  {
    name: 'an entry is added whose actor is half of a character, hashed as it is spelled',
    places: BOTH,
    attack: (all) => spelled(all, (line) => line.replace(/"actor":"[^"]*"/, String.raw`"actor":"\ud800"`)),
  },
  {
    name: 'an entry is added whose number is beyond all numbers',
    places: BOTH,
    attack: (all) => spelled(all, (line) => line.replace(/"seq":\d+/, '"seq":1e400')),
  },
  {
    name: 'an entry is added with keys that nobody knows',
    places: BOTH,
    attack: (all) => appended(all, { ...deploy(all), zz: { hash: 'x', prev: 'y' } }),
  },
  {
    name: 'an entry is added whose event has more to say',
    places: BOTH,
    attack: (all) => appended(all, { ...deploy(all), data: { ...deploy(all)['data'], extra: 1 } }),
  },
  {
    name: 'an entry is added of a commit of another repository',
    places: BOTH,
    attack: (all) => appended(all, deploy(all, '1234567890'.repeat(4))),
  },
  {
    name: 'an entry is added of an environment in other letters, and the record of it',
    places: BOTH,
    attack: (all) => appended(all, { ...deploy(all), env: '\uFF50roduction' }),
  },
  {
    name: 'an entry is added of a year to come',
    places: BOTH,
    attack: (all) => appended(all, { ...deploy(all), ts: '2099-01-01T00:00:00.000Z' }),
  },
  { name: 'an entry is added that says that production went back', places: BOTH, attack: wentBack },
  // The file beside the log.
  {
    name: 'the file beside the log names another length',
    places: BOTH,
    attack: (all) => end(all, { bytes: 7 }),
  },
  {
    name: 'the file beside the log names a length behind its end',
    places: BOTH,
    attack: (all) => end(all, { bytes: 1_000_000 }),
  },
  {
    name: 'the file beside the log names no entry',
    places: BOTH,
    attack: (all) => end(all, { seq: 0, bytes: 0, hash: `sha256:${'0'.repeat(64)}` }),
  },
  // What stands at the place.
  {
    name: 'the log is a symbolic link to a copy of it, with one deploy more',
    places: TREE,
    attack: (all) => linked(all, PATHS.log, withDeploy(all).log),
  },
  {
    name: 'the record is a symbolic link to another one',
    places: TREE,
    attack: (all) => linked(all, PATHS.record, recordWith(all.files.record, { seq: 99 })),
  },
  { name: 'the folder of the log is a symbolic link', places: TREE, attack: linkedFolder },
  { name: 'the folder of the log is a submodule', places: TREE, attack: submodule },
  {
    name: 'the log is renamed in letters of the other case',
    places: TREE,
    attack: (all) => moved(all, PATHS.log, `${DEPLOYS}/Audit.jsonl`),
  },
  {
    name: 'the log is a folder',
    places: TREE,
    attack: (all) => tree(all, { [PATHS.log]: undefined, [`${PATHS.log}/x`]: 'x\n' }),
  },
  {
    name: 'attributes check the log out with other line ends',
    places: TREE,
    attack: (all) => attributes(all, '*.jsonl text eol=crlf'),
  },
  {
    name: 'attributes check the log out in another encoding',
    places: TREE,
    attack: (all) => attributes(all, '*.jsonl text working-tree-encoding=UTF-16'),
  },
  // Histories.
  { name: 'an octopus merge brings an earlier state', places: TREE, attack: octopus },
  {
    name: 'a merge takes the record of a side that is older',
    places: TREE,
    attack: (all) => evilMerge(all, { ...all.files, record: all.earlier[0]?.record ?? '' }),
  },
  {
    name: 'main is merged into a branch of before the last deploy, whose log is kept',
    places: TREE,
    attack: foxtrot,
  },
  { name: 'the end is cut off, and a replace ref shows another commit', places: TREE, attack: replaced },
  {
    name: 'the end is cut off, seen from a shallow clone',
    places: BOTH,
    clone: ['--depth=1', '--no-single-branch'],
    attack: cutOff,
  },
  {
    name: 'the end is cut off, seen from a clone without contents',
    places: BOTH,
    clone: ['--filter=blob:none'],
    attack: cutOff,
  },
  {
    name: 'the end is cut off, seen from a clone without trees',
    places: BOTH,
    clone: ['--filter=tree:0'],
    attack: cutOff,
  },
  {
    name: 'the end is cut off, seen from a clone with some of the files',
    places: BOTH,
    clone: ['--sparse'],
    attack: cutOff,
  },
  // The branch and its witness.
  {
    name: 'the branch goes back to an earlier deploy, and the witness is deleted',
    places: BRANCH,
    attack: (all) => back(all, 'deleted'),
  },
  {
    name: 'the branch goes back to an earlier deploy, and the witness names a tag of no commit',
    places: BRANCH,
    attack: (all) => back(all, 'blob'),
  },
  {
    name: 'the branch is deleted with its witness',
    places: BRANCH,
    attack: (all) => (pushRecords(all.work, {}, 'deleted'), remote(all, 'update-ref', '-d', WITNESS)),
  },
  {
    name: 'the branch is deleted, and another one begins with its name',
    places: BRANCH,
    attack: (all) => (
      pushRecords(all.work, {}, 'deleted'),
      remote(all, 'update-ref', `refs/heads/lockkeeper/records/x`, 'main')
    ),
  },
  {
    name: 'the branch is main',
    places: BRANCH,
    attack: (all) => void remote(all, 'update-ref', 'refs/heads/lockkeeper/records', 'main'),
  },
  {
    name: 'the branch has the log deleted and restored with one deploy less',
    places: BRANCH,
    attack: (all) => (pushRecords(all.work, {}, 'forward'), forwardAgain(all)),
  },
  {
    name: 'the copy in the tree is ahead of the branch',
    places: BRANCH,
    attack: (all) => tree(all, byPath(withDeploy(all))),
  },
  {
    name: 'the copy of the record in the tree is of another commit',
    places: BRANCH,
    attack: (all) =>
      tree(all, { [PATHS.record]: recordWith(all.files.record, { last_good_sha: all.commits[0], seq: 1 }) }),
  },
];

const WITNESS = 'refs/lockkeeper/records/lockkeeper/records';

/** @param {Scene} all */
const entries = (all) => entriesOf(all.files.log);
/** @param {Scene} all */
const seqOf = (all) => JSON.parse(all.files.record).seq;
/** @param {Scene} all */
const mode = (all) => (all.kind.place === 'tree' ? 'file' : 'branch');

/** @param {Scene} all @param {Record<string, string | undefined>} changed */
function tree(all, changed) {
  commit(all.work, changed);
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** Where records are. @param {Scene} all @param {Files} changed @param {import('./shop.mjs').Push} [how] */
function files(all, changed, how = 'forward') {
  const whole = { ...all.files, ...changed };
  if (all.kind.place === 'tree') tree(all, byPath(whole));
  else pushRecords(all.work, whole, how);
}

/** @param {Scene} all @param {string} name @param {Buffer} content */
function bytes(all, name, content) {
  writeFileSync(path.join(all.work, name), content);
  tree(all, {});
}

/** @param {Scene} all @param {...string} args */
function remote(all, ...args) {
  return git(all.origin, ...args);
}

/** @param {Scene} all @param {string} records */
function policy(all, records) {
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { records: { ${records}${signersIn(all, records)} } }\n`,
  });
}

/** @param {Scene} all @param {string} records */
function signersIn(all, records) {
  return all.kind.isSigned && !records.includes('signers') ? `, signers: ${SIGNERS}` : '';
}

/** @param {Scene} all @param {string} [sha] @returns {Entry} */
function deploy(all, sha = all.commits[0]) {
  const { actor, ts } = entries(all).at(-1) ?? {};
  return { actor, data: { service: 'app', sha }, env: 'production', event: 'deploy.healthy', ts };
}

/** @param {readonly Entry[]} log @param {Scene} all @returns {Required<Files>} */
function filesOf(log, all) {
  const text = logText(log);
  const last = log.findLast(({ event }) => ['deploy.healthy', 'SYSTEM_CORRECTION'].includes(event));
  const sha = last?.['data'].sha ?? last?.['data'].to_sha;
  return {
    log: text,
    end: endText(text),
    record: recordWith(all.files.record, {
      last_good_sha: sha,
      audit_head: last?.['hash'],
      seq: seqOf(all) + 1,
    }),
  };
}

/** @param {Scene} all @returns {Required<Files>} */
const withDeploy = (all) => filesOf(rehashed([...entries(all), deploy(all)]), all);

/** @param {Scene} all @param {Entry} entry */
function appended(all, entry) {
  files(all, filesOf(rehashed([...entries(all), entry]), all));
}

/** @param {Scene} all */
function wentBack(all) {
  const data = {
    message: 'SYSTEM CORRECTION EVENT: back',
    event_id: 'x',
    kind: 'rollback',
    reason: 'x',
    from_sha: all.commits[2],
    to_sha: all.commits[0],
    service: 'app',
  };
  appended(all, { ...deploy(all), event: 'SYSTEM_CORRECTION', data });
}

/** @param {Scene} all @param {(line: string) => string} spell */
function spelled(all, spell) {
  const { entry, line } = nonCanonical(rehashed([...entries(all), deploy(all)]).at(-1) ?? {}, spell);
  const log = all.files.log + line;
  const record = recordWith(all.files.record, {
    last_good_sha: all.commits[0],
    audit_head: entry['hash'],
    seq: seqOf(all) + 1,
  });
  files(all, {
    log,
    end: selfChecked({
      schema_version: 1,
      seq: entries(all).length + 1,
      hash: entry['hash'],
      bytes: Buffer.byteLength(log),
    }),
    record,
  });
}

/** @param {Scene} all @param {Entry} change */
function record(all, change) {
  files(all, { record: recordWith(all.files.record, change) });
}

/** @param {Scene} all @param {Entry} change */
function end(all, change) {
  const { check: _check, ...body } = JSON.parse(all.files.end);
  files(all, { end: selfChecked({ ...body, ...change }) });
}

/** Ids of every version of log and records that can be seen. @param {Scene} all */
function everyVersion({ work, files: now, earlier }) {
  const texts = [now, ...earlier].flatMap((one) => [one.log, one.record]);
  return texts.map((text) => {
    writeFileSync(path.join(work, '../text'), text);
    return git(work, 'hash-object', '--no-filters', '../text').trim();
  });
}

/** @param {Scene} all @returns {Entry} */
function answered(all) {
  return {
    ...deploy(all),
    event: 'records.repaired',
    data: { reason: 'the history was rewritten', given_up: [...new Set(everyVersion(all))] },
  };
}

/** @param {Scene} all */
function givesUpAll(all) {
  files(all, filesOf(rehashed([deploy(all), answered(all)]), all));
}

/** @param {Scene} all */
function unsignedAnew(all) {
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { records: { mode: ${mode(all)} } }\n`,
    [SIGNERS]: undefined,
  });
  const anew = filesOf(rehashed([deploy(all), answered(all)]), all);
  if (all.kind.place === 'branch') tree(all, byPath(anew));
  files(all, anew, 'orphan');
  if (all.kind.place === 'branch') moveWitness(all);
}

/** @param {Scene} all */
function moveWitness(all) {
  remote(all, 'update-ref', WITNESS, 'refs/heads/lockkeeper/records');
}

/** @param {Scene} all @param {readonly Entry[]} log @returns {Required<Files>} */
function signed(all, log) {
  const whole = log.map((entry) => ({
    ...entry,
    sig: all.sign(`lockkeeper audit log, entry ${entry['seq']}\n${entry['hash']}\n`),
  }));
  return filesOf(whole, all);
}

/** @param {Scene} all */
function signedByOthers(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  const own = { ...deploy(all), event: 'records.signers', data: { sha256: all.ownDigest } };
  const anew = signed(all, rehashed([own, deploy(all), answered(all)]));
  if (all.kind.place === 'branch') tree(all, byPath(anew));
  files(all, anew, 'orphan');
  if (all.kind.place === 'branch') moveWitness(all);
}

/** @param {Scene} all */
function repairedByOthers(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  const nothing = { [PATHS.log]: undefined, [PATHS.end]: undefined, [PATHS.record]: undefined };
  tree(all, nothing);
  if (all.kind.place === 'branch') {
    pushRecords(all.work, { log: '', end: '', record: '' }, 'orphan');
    moveWitness(all);
  }
  ownRepair(all);
  lockkeeper(
    all.work,
    ['record', 'deployed', '--commit', all.commits[0] ?? '', '--environment', 'production'],
    { LOCKKEEPER_SIGNING_KEY: all.ownKey },
  );
  tree(all, {});
}

/** @param {Scene} all */
function ownRepair(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  lockkeeper(all.work, ['record', 'repair', '--reason', 'the history was rewritten'], {
    LOCKKEEPER_SIGNING_KEY: all.ownKey,
  });
  tree(all, {});
}

/** @param {Scene} all */
function namesItself(all) {
  tree(all, { [SIGNERS]: all.ownLine });
  const own = { ...deploy(all), event: 'records.signers', data: { sha256: all.ownDigest } };
  const log = rehashed([...entries(all), own, deploy(all), answered(all)]);
  const kept = entries(all).length;
  const resigned = signed(all, log);
  const lines = entriesOf(resigned.log).map((entry, index) => (index < kept ? (log[index] ?? entry) : entry));
  files(all, filesOf(lines, all));
}

/** @param {Scene} all */
function orphanMerged(all) {
  const { work } = all;
  const own = { ...deploy(all), event: 'records.signers', data: { sha256: all.ownDigest } };
  const begun = all.kind.isSigned
    ? signed(all, rehashed([own, deploy(all)]))
    : filesOf(rehashed([deploy(all)]), all);
  const whole = all.kind.isSigned
    ? signed(all, rehashed([own, deploy(all), answered(all)]))
    : filesOf(rehashed([deploy(all), answered(all)]), all);
  git(work, 'checkout', '-q', '--orphan', 'other');
  put(work, { ...byPath(begun), [SIGNERS]: all.ownLine });
  git(work, 'add', '-A');
  git(work, 'commit', '-q', '-m', 'Begin', '--date=2001-01-01T00:00:00Z');
  git(work, 'merge', '-q', '-s', 'ours', '--allow-unrelated-histories', '--no-ff', '-m', 'Merge', 'main');
  put(work, { ...byPath(whole), [SIGNERS]: all.ownLine });
  commit(work, {});
  git(work, 'branch', '-f', 'main', 'other');
  git(work, 'checkout', '-q', 'main');
  git(work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all @param {Files} more */
function toTree(all, more) {
  put(all.work, Object.keys(more).length === 0 ? {} : byPath(more));
  policy(all, 'mode: file');
}

/** @param {Scene} all @param {string} name @param {string} [how] */
function otherBranch(all, name, how = 'branch') {
  const { origin } = all;
  const first = remote(all, 'rev-list', '--reverse', 'lockkeeper/records').split('\n')[1] ?? '';
  git(origin, 'update-ref', `refs/heads/${name}`, first);
  git(origin, 'update-ref', `refs/lockkeeper/records/${name}`, first);
  policy(all, `mode: ${how}, branch: ${name}`);
  put(all.work, byPath(all.earlier[1] ?? {}));
}

/** @param {Scene} all */
function otherPlace(all) {
  const place = 'infrastructure/PROD.json';
  const text = recordWith(all.files.record, {
    approved_by: [{ login: 'mallory', method: 'review', at: '2026-11-20T08:00:00Z' }],
  });
  const signers = all.kind.isSigned ? `, signers: ${SIGNERS}` : '';
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { record: ${place}, records: { mode: ${mode(all)}${signers} } }\n`,
    ...(all.kind.place === 'tree' ? { [place]: text, [PATHS.record]: undefined } : {}),
  });
  if (all.kind.place === 'branch') pushRecords(all.work, all.files, 'forward', { [place]: text });
}

/** @param {Scene} all */
function otherService(all) {
  const place = 'infrastructure/PROD.json';
  const signers = all.kind.isSigned ? `, records: { signers: ${SIGNERS} }` : '';
  tree(all, {
    'lockkeeper.yaml': `version: 1\ndeployment: { record: ${place}, services: [web, app]${signers} }\n`,
    [place]: recordWith(all.files.record, { service: 'web', last_good_sha: all.commits[0] }),
    [PATHS.record]: undefined,
  });
}

/** @param {Scene} all @param {string} name @param {string} text */
function linked(all, name, text) {
  put(all.work, { 'other.txt': text });
  rmSync(path.join(all.work, name));
  symlinkSync(
    path.relative(path.dirname(path.join(all.work, name)), path.join(all.work, 'other.txt')),
    path.join(all.work, name),
  );
  tree(all, {});
}

/** @param {Scene} all */
function linkedFolder(all) {
  renameSync(path.join(all.work, DEPLOYS), path.join(all.work, 'elsewhere'));
  symlinkSync('../elsewhere', path.join(all.work, DEPLOYS));
  put(all.work, { 'elsewhere/audit.jsonl': withDeploy(all).log });
  tree(all, {});
}

/** @param {Scene} all */
function submodule(all) {
  const { log, end: beside } = withDeploy(all);
  const folder = path.join(all.work, DEPLOYS);
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q');
  put(folder, { 'audit.jsonl': log, 'audit.end.json': beside });
  commit(folder, {});
  git(all.work, 'rm', '-r', '-q', '--cached', DEPLOYS);
  git(all.work, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
  git(all.work, 'commit', '-q', '-m', 'Go on');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all @param {string} from @param {string} to */
function moved(all, from, to) {
  renameSync(path.join(all.work, from), path.join(all.work, to));
  tree(all, {});
}

/** @param {Scene} all @param {string} line */
function attributes(all, line) {
  put(all.work, { '.gitattributes': `${line}\n` });
  git(all.work, 'add', '.gitattributes');
  git(all.work, 'commit', '-q', '-m', 'Go on');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all */
function octopus(all) {
  for (const side of ['one', 'two']) {
    git(all.work, 'checkout', '-q', '-b', side, 'main~1');
    commit(all.work, { [`${side}.txt`]: 'x\n' });
  }
  git(all.work, 'checkout', '-q', 'main');
  git(all.work, 'merge', '-q', '-m', 'Merge', 'one', 'two');
  put(all.work, byPath(all.earlier[0] ?? {}));
  git(all.work, 'add', '-A');
  git(all.work, 'commit', '-q', '--amend', '--no-edit');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all @param {Files} merged */
function evilMerge(all, merged) {
  git(all.work, 'checkout', '-q', '-b', 'side', 'main~1');
  commit(all.work, { 'side.txt': 'x\n' });
  git(all.work, 'checkout', '-q', 'main');
  git(all.work, 'merge', '-q', '--no-ff', '--no-commit', 'side');
  tree(all, byPath(merged));
}

/** @param {Scene} all */
function foxtrot(all) {
  git(all.work, 'checkout', '-q', '-b', 'side', 'main~2');
  commit(all.work, { 'side.txt': 'x\n' });
  git(all.work, 'merge', '-q', '-s', 'ours', '-m', 'Merge', 'main');
  git(all.work, 'branch', '-f', 'main', 'side');
  git(all.work, 'checkout', '-q', 'main');
  git(all.work, 'push', '-q', 'origin', 'main');
}

/** @param {Scene} all */
function replaced(all) {
  const before = git(all.work, 'rev-parse', 'HEAD').trim();
  cutOff(all);
  git(all.work, 'replace', before, git(all.work, 'rev-parse', 'HEAD').trim());
  writeFileSync(path.join(all.work, '.git/info/grafts'), `${git(all.work, 'rev-parse', 'HEAD').trim()}\n`);
}

/** @param {Scene} all */
function cutOff(all) {
  files(all, all.earlier[0] ?? {}, 'forward');
}

/** @param {Scene} all @param {'deleted' | 'blob'} witness */
function back(all, witness) {
  const first = remote(all, 'rev-list', '--reverse', 'lockkeeper/records').split('\n')[1] ?? '';
  remote(all, 'update-ref', 'refs/heads/lockkeeper/records', first);
  if (witness === 'deleted') remote(all, 'update-ref', '-d', WITNESS);
  else remote(all, 'update-ref', WITNESS, remote(all, 'rev-parse', 'main:app.py').trim());
}

/** @param {Scene} all */
function forwardAgain(all) {
  pushRecords(all.work, all.earlier[1] ?? {}, 'forward');
}

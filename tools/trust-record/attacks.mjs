import {
  DEPLOYS,
  WITNESS,
  appended,
  attributes,
  back,
  bytes,
  cutOff,
  deploy,
  end,
  entries,
  evilMerge,
  files,
  forwardAgain,
  foxtrot,
  givesUpAll,
  linked,
  linkedFolder,
  mode,
  moved,
  namesItself,
  octopus,
  orphanMerged,
  otherBranch,
  otherPlace,
  otherService,
  ownRepair,
  policy,
  record,
  remote,
  repairedByOthers,
  replaced,
  seqOf,
  signedByOthers,
  spelled,
  submodule,
  toTree,
  tree,
  unsignedAnew,
  wentBack,
  withDeploy,
} from './attack-steps.mjs';
import { logText, recordWith, rehashed } from './forged-log.mjs';
import { byPath, PATHS, pushRecords } from './shop.mjs';

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

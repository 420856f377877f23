import { withoutCredentials } from '../../model/without-credentials.ts';
import { shellCommand } from '../../model/shell-command.ts';
import { shortenedData } from '../../model/shortened-text.ts';

/** Why a version is not taken, by id, with what each sentence is made of. Each id names the attack or the fault. */
interface RefusalData {
  'no-release': object;
  'no-branch': { readonly branch: string };
  'tag-moved': { readonly target: string };
  'tag-lightweight': { readonly target: string };
  'tag-malformed': { readonly target: string };
  /** The object of another tag under this name. */
  'tag-renamed': { readonly target: string; readonly named: string };
  'not-a-commit': { readonly target: string; readonly type: string };
  unsigned: { readonly target: string };
  'signature-unsupported': { readonly target: string };
  'key-unpinned': { readonly target: string; readonly key: string };
  'key-expired': { readonly target: string; readonly key: string };
  'key-revoked': { readonly target: string; readonly key: string };
  'wrong-namespace': { readonly target: string; readonly namespace: string };
  /** The signature is for git, and the key is pinned for something else. */
  'pinned-otherwise': { readonly target: string; readonly key: string; readonly namespaces: string };
  tampered: { readonly target: string };
  'pins-missing': { readonly path: string };
  /** A line that names nobody's key. It is not repeated: it may be a private one. */
  'pins-malformed': { readonly place: string };
  /** Whoever can change the checkout could pin a key. */
  'pins-in-tree': { readonly path: string };
  /** The file, or a place on the way there. */
  'pins-writable': { readonly path: string };
  'not-on-branch': { readonly target: string; readonly branch: string };
  /** By the clock that is trusted here. */
  'release-expired': { readonly target: string; readonly at: string; readonly now: string };
  'min-from': { readonly target: string; readonly least: string; readonly running: string };
  withdrawn: { readonly target: string; readonly by: string };
  'trailer-unreadable': { readonly target: string; readonly trailer: string };
  /** What no update brings whole. */
  submodule: { readonly target: string; readonly path: string };
  'lfs-pointer': { readonly target: string; readonly path: string };
  'holds-data': { readonly target: string; readonly path: string };
  'link-leads-out': { readonly target: string; readonly path: string };
  'case-clash': { readonly target: string; readonly path: string; readonly other: string };
  'unknown-signature': { readonly target: string; readonly why: string };
  'unknown-release': { readonly target: string; readonly why: string };
  /** A run that was begun has not ended, and nobody carries it on. */
  interrupted: { readonly target: string };
  /** Of what runs before anything is changed. */
  'health-failing': { readonly why: string };
  'git-too-old': { readonly version: string; readonly least: string };
  'mirror-unusable': { readonly why: string };
  /** Of this host. */
  'disk-full': object;
  'remote-hung': { readonly seconds: number };
  'remote-too-large': { readonly most: number };
  'remote-name-unresolved': object;
  'remote-unauthorized': object;
  'remote-host-key': object;
  /** Its address, which is shown without what is secret in it. */
  'remote-missing': { readonly remote: string };
  'remote-password': object;
  'remote-broken-transfer': object;
  'remote-shallow': object;
  /** A file that should be a bundle of git. */
  'bundle-unreadable': object;
  'bundle-incomplete': object;
  'remote-failed': { readonly why: string };
}

export type RefusalId = keyof RefusalData;

export type UpdateRefusal = {
  readonly [Id in RefusalId]: { readonly id: Id; readonly data: RefusalData[Id] };
}[RefusalId];

const TEXTS: { readonly [Id in RefusalId]: (data: RefusalData[Id]) => string } = {
  'no-release': () => 'The remote has no release. Tag one as vX.Y.Z.',
  'no-branch': ({ branch }) => `The remote has no branch ${branch}. Name the main one in update.branch.`,
  'tag-moved': ({ target }) =>
    `${target} points elsewhere than when it was verified first. Find out who moved it, and release a newer version.`,
  'tag-lightweight': ({ target }) =>
    `${target} is a lightweight tag, which nobody can sign. Release a newer version with git tag -s.`,
  'tag-malformed': ({ target }) =>
    `${target} is no tag that git writes. Release a newer version with git tag -s.`,
  'tag-renamed': ({ target, named }) =>
    `${target} holds the signed tag ${named}. Find out who put it there, and release a newer version.`,
  'not-a-commit': ({ target, type }) => `${target} points at a ${type}. Tag a commit.`,
  unsigned: ({ target }) => `${target} is not signed. Sign it with a pinned key.`,
  'signature-unsupported': ({ target }) =>
    `${target} has neither an SSH nor an OpenPGP signature. Sign it with a pinned key of one of them.`,
  'key-unpinned': ({ target, key }) =>
    `${target} is signed by ${key}, which is not pinned. Sign it with a pinned key.`,
  'key-expired': ({ target, key }) =>
    `${target} is signed by ${key} outside its valid time. Sign a newer version with a valid key.`,
  'key-revoked': ({ target, key }) =>
    `${target} is signed by ${key}, which is revoked. Sign a newer version with another key.`,
  'wrong-namespace': ({ target, namespace }) =>
    `${target} has a signature for ${namespace}, not for git. Sign it with git tag -s.`,
  'pinned-otherwise': ({ target, key, namespaces }) =>
    `${target} is signed by ${key}, which is pinned for ${namespaces} alone. Write namespaces="git" into its line.`,
  tampered: ({ target }) =>
    `${target} was changed after it was signed. Find out who changed it, and release a newer version.`,
  'pins-missing': ({ path }) =>
    `${path} cannot be read, so that no key is trusted. Write the keys of your releasers there.`,
  'pins-malformed': ({ place }) =>
    `${place} is no line of allowed_signers. Write: nina@example.com namespaces="git" ssh-ed25519 AAAA...`,
  'pins-in-tree': ({ path }) =>
    `${path} lies in the checkout that it protects. Move it to a place that the service cannot change.`,
  'pins-writable': ({ path }) =>
    `Others may write ${path}, and so pin a key. Let root own it, and run ${shellCommand(['chmod', 'go-w', path])}`,
  'not-on-branch': ({ target, branch }) =>
    `${target} is not on branch ${branch} of the remote. Tag a commit of that branch.`,
  'release-expired': ({ target, at, now }) =>
    `${target} expired at ${at}, and here it is ${now}. Release a newer version, or set the clock and run lockkeeper update enable --ack.`,
  'min-from': ({ target, least, running }) =>
    `${target} needs ${least} or newer, and ${running} runs here. Update to ${least} first.`,
  withdrawn: ({ target, by }) => `${target} is withdrawn by ${by}. Release a newer version.`,
  'trailer-unreadable': ({ target, trailer }) =>
    `${target} has a line ${trailer} that Lockkeeper cannot follow. Upgrade Lockkeeper, or release a newer version.`,
  submodule: ({ target, path }) =>
    `${target} has the submodule ${path}, which no update brings. Commit its files instead.`,
  'lfs-pointer': ({ target, path }) =>
    `${target} has a pointer of Git LFS at ${path}. Commit the file itself.`,
  'holds-data': ({ target, path }) =>
    `${target} holds ${path}, where the service keeps its data. Take it out of git.`,
  'link-leads-out': ({ target, path }) =>
    `${target} has the link ${path}, which leads out of it. Remove it, or link within the repository.`,
  'case-clash': ({ target, path, other }) =>
    `${target} has ${path} and ${other}, which differ only by case. Rename one of them.`,
  'unknown-signature': ({ target, why }) =>
    `The signature of ${target} was not verified: ${why}. Repair that first.`,
  'unknown-release': ({ target, why }) => `${target} was not read whole: ${why}. Repair that first.`,
  interrupted: ({ target }) => `An update to ${target} was interrupted. Run lockkeeper update recover.`,
  'health-failing': ({ why }) =>
    `The running version fails its health check: ${why}. Correct update.health_url or repair the service, or decide with lockkeeper update run --interactive.`,
  'git-too-old': ({ version, least }) =>
    `git ${version} cannot verify SSH signatures. Install git ${least} or newer.`,
  'mirror-unusable': ({ why }) =>
    `The mirror cannot be used: ${why}. Move it away, or name another in update.mirror.`,
  'disk-full': () => 'The disk of the mirror is full. Make room, or name another place in update.mirror.',
  'remote-hung': ({ seconds }) =>
    `The remote did not finish within ${seconds} s. Look at the network, or raise update.fetch_timeout_seconds.`,
  'remote-too-large': ({ most }) =>
    `The mirror would take more than ${most} MB. Find out what grew, or raise update.fetch_max_mb.`,
  'remote-name-unresolved': () =>
    'The name of the remote has no address. Check update.remote and the DNS of the host.',
  'remote-unauthorized': () => 'The remote refuses access. Give this host a deploy key that may read.',
  'remote-host-key': () =>
    'The host key of the remote is not the known one. Compare it with its owner, then pin it in known_hosts.',
  'remote-missing': ({ remote }) =>
    `There is no repository at ${withoutCredentials(remote)}, or it may not be seen. Check update.remote and the deploy key.`,
  'remote-password': () =>
    'The address of the remote holds a password. Use a deploy key or a credential helper, and take it out.',
  'remote-broken-transfer': () =>
    'The transfer broke off, or was damaged. It is tried again at the next run.',
  'remote-shallow': () => 'The remote is a shallow clone. Name one with its whole history in update.remote.',
  'bundle-unreadable': () => 'The remote is a file that is no git bundle. Copy it again, and check its size.',
  'bundle-incomplete': () =>
    'The bundle builds on commits that this host has not. Make one of the whole history: git bundle create.',
  'remote-failed': ({ why }) => `The remote was not fetched: ${why}. Repair that first.`,
};

/** What is wrong, then what to do. */
export function updateRefusalText(refusal: UpdateRefusal): string {
  return textOf(refusal);
}

function textOf<Id extends RefusalId>({
  id,
  data,
}: {
  readonly id: Id;
  readonly data: RefusalData[Id];
}): string {
  return TEXTS[id](shortenedData(data));
}

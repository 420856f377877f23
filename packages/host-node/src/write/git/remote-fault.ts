import type { UpdateRefusal } from '@lockkeeper/operations/ports';

/** Git has no other word for what went wrong on the way than these sentences, which it writes in English where it is told to. */
function faultsAt(remote: string): readonly { readonly says: RegExp; readonly refusal: UpdateRefusal }[] {
  return [
    {
      // Git says of the transfer then that it broke off. What the remote says of its own disk has its word before it.
      says: /^(?!remote: ).*(?:No space left on device|Disk quota exceeded|Out of diskspace)/m,
      refusal: { id: 'disk-full', data: {} },
    },
    {
      says: /Could not resolve host|Name or service not known|name resolution|nodename nor servname|unable to look up/i,
      refusal: { id: 'remote-name-unresolved', data: {} },
    },
    {
      says: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
      refusal: { id: 'remote-host-key', data: {} },
    },
    {
      says: /Authentication failed|could not read (?:Username|Password)|Permission denied|returned error: 40[13]|access denied/i,
      refusal: { id: 'remote-unauthorized', data: {} },
    },
    {
      says: /does not appear to be a git repository|repository '.*' not found|Repository not found|repository '.*' does not exist/,
      refusal: { id: 'remote-missing', data: { remote } },
    },
    {
      says: /invalid gitfile format|does not look like a v\d bundle file|unsupported bundle/,
      refusal: { id: 'bundle-unreadable', data: {} },
    },
    {
      says: /lacks these prerequisite commits/,
      refusal: { id: 'bundle-incomplete', data: {} },
    },
    {
      says: /early EOF|unexpected disconnect|hung up unexpectedly|index-pack (?:failed|output)|unpack-objects|inflate|transfer closed|RPC failed|fsck error|bad pack|corrupt|bad line length|protocol error|Empty reply/i,
      refusal: { id: 'remote-broken-transfer', data: {} },
    },
  ];
}

/** What kept a remote from answering, by what git printed. */
export function remoteFault(stderr: string, inWords: string, remote: string): UpdateRefusal {
  const found = faultsAt(remote).find(({ says }) => says.test(stderr));
  // An address may hold a password.
  const why = inWords.replace(/:\/\/[^\s/]*@/g, '://****@');
  return found?.refusal ?? { id: 'remote-failed', data: { why } };
}

/** Git leaves out what a shallow clone offers, warns, and reports success. */
export function leavesOutShallow(stderr: string): boolean {
  return stderr.includes('shallow roots are not allowed');
}

/** What a message about a lock says of a step that may not run: one `may` for the lock and the work under it. */
export function inDoubt(message: string): string {
  return message.replace('takes', 'may take').replace(/ and (build|read|write)s /, ' and $1 ');
}

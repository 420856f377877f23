/** The user alone may be a token, over HTTP; over SSH it is no secret. Before an address the program of git may be named that asks it. */
const PASSWORD = /^(?:[a-z0-9+.-]+::)*(?:https?:\/\/[^/?#]*@|[a-z][a-z0-9+.-]*:\/\/[^/?#]*:[^/?#]*@)/i;

/** Whether an address of git holds a secret, which other users of the host would see. */
export function holdsPassword(address: string): boolean {
  return PASSWORD.test(address);
}

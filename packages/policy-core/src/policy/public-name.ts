/** What ends in the code that everybody's browser or phone loads, by the beginning of its name. */
const PREFIXES = [
  'NEXT_PUBLIC_',
  'VITE_',
  'REACT_APP_',
  'EXPO_PUBLIC_',
  'NUXT_PUBLIC_',
  'VUE_APP_',
  'GATSBY_',
  'PUBLIC_',
] as const;

/** `undefined` where a variable stays on the server. */
export function publicPrefix(name: string): string | undefined {
  return PREFIXES.find((prefix) => name.startsWith(prefix));
}

/** Whether a name says that nobody may read what the variable holds: so people call nothing else. */
export function namesSecret(name: string): boolean {
  return (
    /^[A-Z][A-Z0-9_]*$/.test(name) &&
    SECRET_WORDS.test(name) &&
    !/(?:^|_)(?:PUBLIC|PUBLISHABLE)_KEY(?:_|$)/.test(name)
  );
}

const SECRET_WORDS =
  /(?:^|_)(?:SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|SERVICE_ROLE|ENCRYPTION_KEY|SIGNING_KEY|JWT_KEY|ACCESS_TOKEN|AUTH_TOKEN|REFRESH_TOKEN)(?:_|$)/;

import { expect, test } from 'vitest';

import { faultySigner } from './allowed-signers.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPlanted';
const GOOD = `nina@example.com namespaces="git" ${KEY}`;

test.each<readonly [string, string, number | undefined]>([
  ['a line of a person', `${GOOD}\n`, undefined],
  ['no options', `nina@example.com ${KEY} nina on her laptop\n`, undefined],
  [
    'more people, comments and blank lines',
    `# releasers\n\n${GOOD}\n"nina@example.com,mia" ${KEY}`,
    undefined,
  ],
  [
    'an authority with spaces in its options',
    `*@example.com cert-authority,namespaces="git,a b" ${KEY}\n`,
    undefined,
  ],
  ['a key of a token', 'nina sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZA==', undefined],
  ['a public key alone', `${KEY} nina@example.com\n`, 1],
  ['a public key alone below a good line', `${GOOD}\n  ${KEY}\n`, 2],
  ['a public key alone whose comment names another', `${KEY} old ${KEY}\n`, 1],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n', 1],
  ['nothing', '', 1],
  ['comments alone', '# nobody yet\n', 1],
])('%s is told from what ssh-keygen reads', (_, text, line) => {
  expect(faultySigner(text)).toBe(line);
});

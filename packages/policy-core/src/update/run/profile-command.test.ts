import { expect, test } from 'vitest';

import { withProfile } from './profile-command.ts';

test.each([
  ['Run lockkeeper update resume.', 'Run lockkeeper update resume --profile live.'],
  [
    'Run lockkeeper update enable --ack, or lockkeeper update run --interactive',
    'Run lockkeeper update enable --ack --profile live, or lockkeeper update run --interactive --profile live',
  ],
  ['lockkeeper update verify-setup says', 'lockkeeper update verify-setup --profile live says'],
  ['Run lockkeeper update recover --profile paper.', 'Run lockkeeper update recover --profile paper.'],
  [
    'Run lockkeeper update enable --ack --profile paper.',
    'Run lockkeeper update enable --ack --profile paper.',
  ],
])('a command that names no profile gets the one that it was met in: %s', (text, expected) => {
  expect(withProfile(text, 'live')).toBe(expected);
});
